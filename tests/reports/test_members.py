"""A manager says which wards an elected member stands for."""

import pytest

from core.models import AuditLine
from core.roles import COORDINATORS, MANAGERS, MEMBERS
from reports.models import MemberArea
from tests.factories.accounts import make_staff
from tests.factories.locations import make_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    user = make_staff(MANAGERS)
    client.force_login(user)
    return user


def test_a_manager_sets_and_changes_the_wards_of_a_member(client, manager):
    castle, currock = make_area("Castle", code="E05000001"), make_area("Currock", code="E05000002")
    member = make_staff(MEMBERS)
    address = f"/admin/figures/members/{member.pk}/"

    client.post(address, {"areas": "Castle\r\ne05000002\r\nCastle"})
    assert set(member.member_areas.values_list("code", flat=True)) == {castle.pk, currock.pk}
    client.post(address, {"areas": "Currock"})

    assert list(member.member_areas.values_list("name", flat=True)) == ["Currock"]
    line = AuditLine.objects.filter(action="member_areas_set").first()
    assert (line.about_id, line.detail) == (str(member.pk), {"areas": ["E05000002"]})
    assert "Currock" in client.get("/admin/figures/members/").text


def test_a_ward_that_is_none_is_refused_and_nothing_typed_is_lost(client, manager):
    member = make_staff(MEMBERS)

    page = client.post(f"/admin/figures/members/{member.pk}/", {"areas": "Atlantis"})

    assert page.status_code == 422
    assert "“Atlantis”: We know no district or ward of that name." in page.text
    assert not MemberArea.objects.exists()


def test_who_is_no_member_has_no_such_page(client, manager):
    assert client.get(f"/admin/figures/members/{manager.pk}/").status_code == 404


@pytest.mark.parametrize("group", [MEMBERS, COORDINATORS])
def test_nobody_else_sets_them(client, group):
    user = make_staff(group)
    client.force_login(user)

    assert client.post(f"/admin/figures/members/{user.pk}/", {"areas": ""}).status_code in (302, 403)
