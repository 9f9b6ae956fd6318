"""The groups of staff, always there, and what each may do.

Each app says in its `AppConfig.ready()` which permissions its groups get:

    grant(COORDINATORS, "people.view_person", "people.change_person")

They are made after every migration (and after a test has emptied the database), as often as you like. A permission
that somebody took from a group in the admin comes back: change it in the code.
"""

EDITORS = "Editors"
PARTNERS = "Partner editors"
MODERATORS = "Moderators"
LEADS = "Session leads"
COORDINATORS = "Coordinators"
MANAGERS = "Programme managers"
MEMBERS = "Elected members"
SAFEGUARDING = "Safeguarding leads"
GROUPS = [EDITORS, PARTNERS, MODERATORS, LEADS, COORDINATORS, MANAGERS, MEMBERS, SAFEGUARDING]

GRANTS = {group: {"wagtailadmin.access_admin"} for group in GROUPS}
PAGE_GRANTS = {}


def grant(group, *permissions):
    """Let a group do what each `app.codename` allows."""
    if group not in GRANTS:
        raise ValueError(f"There is no group called {group}")
    GRANTS[group].update(permissions)


def grant_pages(group, model, *permissions):
    """Let a group `add`, `change`, `publish` … the pages below every page of a kind (`app.Model`)."""
    if group not in GRANTS:
        raise ValueError(f"There is no group called {group}")
    PAGE_GRANTS.setdefault((group, model), set()).update(permissions)


def make_roles():
    """Make every group with its permissions. Changes nothing the second time."""
    from django.contrib.auth.models import Group, Permission

    wanted = set().union(*GRANTS.values())
    found = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type").filter(
            codename__in={name.partition(".")[2] for name in wanted}
        )
    }
    missing = sorted(wanted - set(found))
    if missing:
        raise LookupError(f"No such permission: {', '.join(missing)}")
    for name, permissions in GRANTS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*(found[permission] for permission in permissions))
        make_page_permissions(group)


def make_page_permissions(group):
    from django.apps import apps
    from django.contrib.auth.models import Permission
    from wagtail.models import GroupPagePermission

    for (name, label), kinds in PAGE_GRANTS.items():
        if name != group.name:
            continue
        permissions = Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=[f"{kind}_page" for kind in kinds]
        )
        for page in apps.get_model(label).objects.all():
            for permission in permissions:
                GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)


def after_migrate(app_config, **kwargs):
    """Once all apps have had their turn: only then does every permission and page exist."""
    from django.apps import apps

    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if app_config.label == last.label:
        make_roles()
