import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Workflow

from core import roles
from tests.factories.accounts import make_staff

pytestmark = pytest.mark.django_db


def everything():
    return {
        group.name: (
            sorted(group.permissions.values_list("codename", flat=True)),
            sorted(GroupPagePermission.objects.filter(group=group).values_list("page__slug", "permission__codename")),
            GroupCollectionPermission.objects.filter(group=group).count(),
        )
        for group in Group.objects.all()
    }


def test_the_groups_of_the_design_are_always_there():
    assert {
        "Editors",
        "Partner editors",
        "Moderators",
        "Session leads",
        "Coordinators",
        "Programme managers",
        "Elected members",
        "Safeguarding leads",
    } == set(Group.objects.values_list("name", flat=True))


def test_every_group_may_enter_the_admin():
    for name in roles.GROUPS:
        assert make_staff(name).has_perm("wagtailadmin.access_admin"), name


def test_making_roles_again_changes_nothing():
    before = everything()

    roles.make_roles()

    assert everything() == before


def test_a_group_that_was_deleted_comes_back_with_its_permissions():
    before = everything()
    Group.objects.filter(name=roles.COORDINATORS).delete()

    roles.make_roles()

    assert everything() == before


def test_only_managers_may_erase_people_and_read_the_audit_trail():
    for codename in ("erase_person", "export_person", "view_auditline", "change_retention"):
        groups = Group.objects.filter(permissions__codename=codename)
        assert [group.name for group in groups] == [roles.MANAGERS], codename


def test_no_group_may_change_accounts_or_groups():
    risky = Permission.objects.filter(content_type__app_label="auth")

    assert not Group.objects.filter(permissions__in=risky).exists()


def test_a_partner_puts_events_forward_and_cannot_publish():
    from events.models import EventIndexPage

    index = EventIndexPage.objects.get()

    partner = index.permissions_for_user(make_staff(roles.PARTNERS))
    assert (partner.can_add_subpage(), partner.can_publish_subpage(), partner.can_edit()) == (True, False, False)
    editor = index.permissions_for_user(make_staff(roles.EDITORS))
    assert (editor.can_add_subpage(), editor.can_publish_subpage()) == (True, True)
    home = index.get_parent().permissions_for_user(make_staff(roles.PARTNERS))
    assert home.can_add_subpage() is False


def test_what_a_partner_submits_waits_for_a_moderator(request):
    if request.config.getoption("nomigrations"):
        pytest.skip("The workflow comes of a migration: run without --no-migrations.")

    workflow = Workflow.objects.get(active=True)

    assert [task.specific.groups.get().name for task in workflow.tasks] == [roles.MODERATORS]


def test_granting_to_an_unknown_group_or_a_permission_that_does_not_exist_is_an_error(monkeypatch):
    with pytest.raises(ValueError, match="no group called Wizards"):
        roles.grant("Wizards", "people.view_person")
    monkeypatch.setitem(roles.GRANTS, roles.LEADS, {"people.fly_person"})
    with pytest.raises(LookupError, match=r"people\.fly_person"):
        roles.make_roles()


def test_editors_keep_the_topics(client):
    client.force_login(make_staff(roles.EDITORS))

    assert client.get(reverse("wagtailsnippets_topics_topic:list")).status_code == 200
    assert client.get(reverse("wagtailsnippets_topics_topic:add")).status_code == 200
