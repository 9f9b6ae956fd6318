"""The Wagtail admin as a whole."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.menu import admin_menu
from wagtail.models import Page, RevisionMixin, get_page_models

from core.privacy import classification
from tests.factories.accounts import make_staff, make_superuser


def menu_for(user):
    request = RequestFactory().get(reverse("wagtailadmin_home"))  # finding the address loads the admin's menu
    request.user = user
    items = admin_menu.menu_items_for_request(request)
    return [item.label for item in sorted(items, key=lambda item: item.order)]


@pytest.mark.django_db
def test_the_menu_names_the_parts_of_the_programme_in_the_order_of_the_work():
    labels = menu_for(make_superuser())

    wanted = ["Programme", "People", "Champions", "Messages", "Reports", "Audit"]
    assert [label for label in labels if label in wanted] == wanted


@pytest.mark.django_db
def test_each_sees_only_what_is_theirs():
    assert {"People", "Champions", "Messages"} <= set(menu_for(make_staff("Coordinators")))
    for group in ("Editors", "Session leads", "Elected members", "Safeguarding leads"):
        assert not {"People", "Champions", "Messages", "Audit"} & set(menu_for(make_staff(group))), group


def test_nothing_about_people_is_kept_in_revisions():
    """A revision would keep a copy after an erasure. The number of a member of staff's account may be in one."""
    table = classification()
    revisioned = [model for model in apps.get_models() if issubclass(model, RevisionMixin)]
    about_people = {
        f"{model._meta.label}.{name}"
        for model in revisioned
        for name, kind in table[model._meta.label].items()
        if kind != "neither" and model._meta.get_field(name).related_model is not get_user_model()
    }

    assert Page in revisioned
    assert about_people == set()


def test_no_page_can_be_made_private_that_other_addresses_would_show_all_the_same():
    """Dates, calendars and lists of what is on are no pages of Wagtail's: they know nothing of its privacy."""
    may_be_private = {model.__name__ for model in get_page_models() if model.private_page_options and model is not Page}

    assert may_be_private == {"ContentPage"}
