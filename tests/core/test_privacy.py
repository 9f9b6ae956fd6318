import pytest

from core import privacy
from core.privacy import classification, unclassified
from people.models import Person
from people.registry import KEPT, keepings


def test_every_field_of_every_model_is_classified():
    assert unclassified() == []


def test_a_field_left_out_a_field_too_many_and_a_model_that_is_gone_are_found(monkeypatch):
    before = set(unclassified())
    table = classification()
    del table["people.Person"]["name"]
    table["people.Person"]["shoe_size"] = "personal"
    table["people.Ghost"] = {"id": "neither"}
    monkeypatch.setattr(privacy, "classification", lambda: table)

    assert set(unclassified()) - before == {
        "people.Person.name is not classified",
        "people.Person.shoe_size is classified but does not exist",
        "people.Ghost is classified but does not exist",
    }


def test_a_field_in_two_classes_or_in_an_unknown_one_is_an_error():
    with pytest.raises(ValueError, match=r"people\.Person\.name is classified twice"):
        privacy._add({}, "people.Person", {"personal": "name", "neither": "name"})
    with pytest.raises(ValueError, match="secret is not one of"):
        privacy._add({}, "people.Person", {"secret": "name"})


def test_every_model_that_points_at_a_person_says_what_it_keeps():
    """Or it would be missing from what a person is given, and left behind when they are erased."""
    pointing = {
        (field.related_model._meta.label, field.field.name)
        for field in Person._meta.related_objects
        if field.related_model is not Person
    }
    assert pointing - set(KEPT) == set()


def test_what_is_said_to_be_kept_names_real_fields():
    for keeping in keepings():
        names = [keeping.person_field.split("__")[0]]
        names += keeping.export if isinstance(keeping.export, (list, tuple)) else []
        names += keeping.erase if isinstance(keeping.erase, (list, tuple)) else []
        names += [keeping.last_activity.split("__")[0]] if keeping.last_activity else []
        for name in names:
            assert keeping.model._meta.get_field(name), f"{keeping.model_label}.{name}"


def test_every_special_field_about_a_person_is_emptied_by_erasure():
    table = classification()
    for keeping in keepings():
        special = {name for name, kind in table[keeping.model_label].items() if kind == "special"}
        if isinstance(keeping.erase, (list, tuple)):
            assert special <= set(keeping.erase), keeping.model_label
