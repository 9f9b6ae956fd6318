from champions.models import Conduct, Reference, Requirement
from tests.factories.champions import make_champion, make_requirement, make_role
from tests.factories.people import NOW


def make_conduct(number=2, text="I never ask for a PIN.", published_at=NOW):
    return Conduct.objects.create(number=number, text=text, published_at=published_at)


def make_reference(champion=None, name="Dora Quibell", **kwargs):
    """Of somebody in checks whose role asks for references; reached by e-mail."""
    if not {"email", "phone", "address"} & set(kwargs):
        kwargs["email"] = f"{name.split()[0].lower()}@example.org"
    return Reference.objects.create(
        champion=champion or make_applicant(), name=name, relation="We worked together.", **kwargs
    )


def make_applicant(name="Tansy Wrigglesworth", state="in-checks", requirements=None, **kwargs):
    if requirements is None:
        requirements = Requirement.objects.filter(title="Referees") or [make_requirement("Referees", "references")]
    if "role" not in kwargs:
        kwargs["role"] = make_role(requirements=requirements)
    return make_champion(name, state=state, birth_year=1961, **kwargs)


SAID = {
    "known_for": "over-5",
    "trusts": "yes",
    "concern": "",
    "words": "She is patience itself.",
    "signed": "Dora Quibell",
}
