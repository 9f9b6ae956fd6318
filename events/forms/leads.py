"""Who can be chosen to lead a session: staff, by their names.

Every account would show editors, partners' among them, the addresses of champions and of everybody who has applied.
"""

from django.contrib.auth import get_user_model
from django.db.models import Q


def offer_staff(field, chosen=None):
    """Narrow a field that chooses an account. `chosen` stays on offer when they are staff no more."""
    staff = Q(is_active=True) & (Q(is_superuser=True) | Q(groups__permissions__codename="access_admin"))
    field.label_from_instance = name_of
    accounts = get_user_model().objects.filter(staff | Q(pk=chosen))
    field.queryset = accounts.order_by("first_name", "last_name", "pk").distinct()


def name_of(user):
    return user.get_full_name() or user.get_username()
