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
MEDIA_GRANTS = {}


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


def grant_media(group, *permissions):
    """Let a group do what each `app.codename` allows with every picture and document."""
    if group not in GRANTS:
        raise ValueError(f"There is no group called {group}")
    MEDIA_GRANTS.setdefault(group, set()).update(permissions)


def has_members(group):
    """Whether anybody can sign in who is in it."""
    from django.contrib.auth import get_user_model

    return get_user_model().objects.filter(groups__name=group, is_active=True).exists()


def make_roles():
    """Make every group with its permissions. Changes nothing the second time."""
    from django.contrib.auth.models import Group

    found = find_permissions(set().union(*GRANTS.values(), *MEDIA_GRANTS.values()))
    for name, permissions in GRANTS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*(found[permission] for permission in permissions))
        make_page_permissions(group)
        make_media_permissions(group, [found[permission] for permission in MEDIA_GRANTS.get(name, ())])


def find_permissions(names):
    """{app.codename: permission}. A name that stands for none is a mistake in the code that granted it."""
    from django.contrib.auth.models import Permission

    codenames = {name.partition(".")[2] for name in names}
    permissions = Permission.objects.filter(codename__in=codenames).select_related("content_type")
    found = {f"{one.content_type.app_label}.{one.codename}": one for one in permissions}
    if missing := sorted(names - set(found)):
        raise LookupError(f"No such permission: {', '.join(missing)}")
    return found


def make_page_permissions(group):
    from django.apps import apps
    from wagtail.models import GroupPagePermission

    for (name, label), kinds in PAGE_GRANTS.items():
        if name != group.name:
            continue
        permissions = find_permissions({f"wagtailcore.{kind}_page" for kind in kinds}).values()
        for page in apps.get_model(label).objects.all():
            for permission in permissions:
                GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)


def make_media_permissions(group, permissions):
    from wagtail.models import Collection, GroupCollectionPermission

    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for permission in permissions:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def after_migrate(app_config, apps=None, **kwargs):
    """Once all apps have had their turn: only then does every permission and page exist."""
    from django.apps import apps as registry

    last = [config for config in registry.get_app_configs() if config.models_module is not None][-1]
    if app_config.label == last.label and (apps is None or is_whole(apps)):
        make_roles()


def is_whole(apps):
    """False while somebody migrates one app alone, to an earlier state: then the tables may not be there."""
    try:
        apps.get_model("wagtailcore", "GroupPagePermission")
        apps.get_model("core", "AuditLine")
    except LookupError:
        return False
    return True
