"""One account for each kind of person who signs in. The pass phrase is for the demonstration alone."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from core import roles

PASSWORD = "fells and estuaries"


@dataclass(frozen=True)
class SignIn:
    email: str
    first_name: str
    last_name: str
    what: str
    group: str = ""


SIGN_INS = [
    SignIn("admin@example.org", "Ada", "Larchcombe", "everything"),
    SignIn("editor@example.org", "Edith", "Fernholme", "pages, courses, events and places", roles.EDITORS),
    SignIn("coordinator@example.org", "Cora", "Thistlegarth", "champions, requests and bookings", roles.COORDINATORS),
    SignIn("lead@example.org", "Marigold", "Birkrigg", "registers", roles.LEADS),
    SignIn("manager@example.org", "Magnus", "Heronscar", "reports and the audit trail", roles.MANAGERS),
    SignIn(
        "partner@example.org", "Pearl", "Whinstead", "a partner's events, for a moderator to publish", roles.PARTNERS
    ),
    SignIn("moderator@example.org", "Maud", "Saltcote", "what partners put forward, to approve", roles.MODERATORS),
    SignIn("safeguarding@example.org", "Sorrel", "Keldgate", "concerns, which nobody else reads", roles.SAFEGUARDING),
    SignIn("member@example.org", "Mabel", "Stainbeck", "what happens in a councillor's ward", roles.MEMBERS),
    SignIn("champion@example.org", "Rowan", "Ottercombe", "a champion's own pages, at /champions/me/"),
]
CHAMPION = SIGN_INS[-1].email


def load_accounts():
    """Accounts by e-mail address."""
    users = {}
    for sign_in in SIGN_INS:
        user = get_user_model().objects.create_user(
            username=sign_in.email,
            email=sign_in.email,
            password=PASSWORD,
            first_name=sign_in.first_name,
            last_name=sign_in.last_name,
            is_superuser=sign_in.what == "everything",
            is_staff=sign_in.what == "everything",
        )
        if sign_in.group:
            user.groups.add(Group.objects.get(name=sign_in.group))
        users[sign_in.email] = user
    return users
