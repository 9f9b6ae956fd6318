from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

NUMBERS = count(1)


def make_user(email=None, password="a long pass phrase", **kwargs):
    email = email or f"user{next(NUMBERS)}@example.org"
    return get_user_model().objects.create_user(username=email, email=email, password=password, **kwargs)


def make_staff(*groups, **kwargs):
    """An account in the named groups (core/roles.py), which post_migrate makes."""
    user = make_user(**kwargs)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def make_superuser(**kwargs):
    return make_user(is_superuser=True, is_staff=True, **kwargs)
