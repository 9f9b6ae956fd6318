"""Who does a thing: what every action takes as `by=`."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model


@dataclass(frozen=True)
class Actor:
    """`kind` is public, staff, champion, system, or a door of its own (day code); `user` the account, if signed in."""

    kind: str
    user: object = None

    @classmethod
    def public(cls):
        return cls("public")

    @classmethod
    def system(cls):
        return cls("system")

    @classmethod
    def of(cls, user):
        """The actor behind a request's user: staff may enter the admin, any other account is a champion's."""
        if not isinstance(user, get_user_model()) or not user.is_authenticated:
            return cls.public()
        return cls("staff" if user.has_perm("wagtailadmin.access_admin") else "champion", user)

    @property
    def is_staff(self):
        return self.kind in ("staff", "system")
