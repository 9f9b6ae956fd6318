"""Equality monitoring: asked of anybody, kept as numbers, and small ones hidden from everybody."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache

from core import retention
from core.models import AuditLine
from core.retention import make_rules
from core.roles import COORDINATORS, EDITORS, LEADS, MANAGERS, MEMBERS
from reports.actions.equality_figures import keep_as_published
from reports.actions.freezing import freeze
from reports.equality import TABLES, EqualityReport
from reports.equality_answers import forget_used_forms, take
from reports.equality_questions import CONDITION, QUESTIONS
from reports.fixed import ALL
from reports.models import EqualityCount, FrozenTable, UsedEqualityForm
from reports.periods import PeriodKind, period_of
from reports.tables import HIDDEN
from tests.factories.accounts import make_staff
from tests.factories.equality import make_answers
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
OCTOBER = datetime(2026, 10, 20, 11, 0, tzinfo=LONDON)
LATER = datetime(2027, 2, 2, 3, 0, tzinfo=LONDON)
QUARTER = period_of(PeriodKind.QUARTER, date(2026, 11, 1))
ADDRESS = "/admin/figures/equality/?kind=quarter&on=2026-11-01"


@pytest.fixture(autouse=True)
def no_throttle():
    cache.clear()


def numbers():
    """{question: {answer: people}} of all that is kept."""
    found = {}
    for row in EqualityCount.objects.all():
        found.setdefault(row.question, {})[row.answer] = row.people
    return found


def answered():
    """The report of the quarter, as it was frozen with what is kept by then."""
    if not FrozenTable.objects.exists():
        freeze(QUARTER, now=LATER)
    return EqualityReport().answer({"period": QUARTER}, now=LATER)


def rows(name):
    return [row[:2] for row in answered().table(f"equality_{name}").rows]


# Asking


def test_anybody_answers_what_they_like_and_leaves_out_the_rest(client):
    response = client.post("/equality/", {"form_key": uuid4(), "sex": "female", "ethnic": "rather-not"})

    assert response.url == "/equality/thanks/"
    assert numbers()["sex"] == {"female": 1}
    assert numbers()["ethnic"] == {"rather-not": 1}
    assert numbers()["religion"] == {"": 1}
    assert set(numbers()) == {question.name for question in QUESTIONS}


def test_a_form_sent_twice_counts_once(client):
    posted = {"form_key": uuid4(), "sex": "female"}

    for _ in range(2):
        assert client.post("/equality/", posted).status_code == 302

    assert numbers()["sex"] == {"female": 1}


def test_a_form_without_an_answer_counts_for_nothing(client):
    response = client.post("/equality/", {"form_key": uuid4()})

    assert response.url == "/equality/thanks/"
    assert not EqualityCount.objects.exists()


def test_looking_keeps_nothing_and_the_page_is_not_stored(client):
    make_rules()

    page = client.get("/equality/")

    assert not EqualityCount.objects.exists()
    assert "no-store" in page["Cache-Control"]
    assert "kept for 36 months" in page.text
    assert "article 9(2)(g)" in page.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"sex": "<b>"}, "Choose one of the answers, or leave this question out."),
        ({"form_key": "again"}, "Please open this page once more."),
        ({"website": "http://example.org"}, "Something did not look right"),
    ],
)
def test_what_makes_no_sense_gets_a_sentence_and_keeps_what_was_chosen(client, wrong, sentence):
    page = client.post("/equality/", {"form_key": uuid4(), "religion": "sikh"} | wrong)

    assert page.status_code == 422
    assert sentence in page.text
    assert page.context["form"]["religion"].value() == "sikh"
    assert not EqualityCount.objects.exists()


def test_very_many_from_one_address_are_asked_to_come_back_later(client, monkeypatch):
    monkeypatch.setattr("reports.views.equality.TIMES_AN_HOUR", 1)
    client.post("/equality/", {"form_key": uuid4(), "sex": "male"})

    page = client.post("/equality/", {"form_key": uuid4(), "sex": "male"})

    assert page.status_code == 422
    assert numbers()["sex"] == {"male": 1}


def test_what_staff_type_in_is_told_apart(client):
    client.force_login(make_staff(LEADS))

    client.post("/equality/", {"form_key": uuid4(), "sex": "male"})

    assert set(EqualityCount.objects.values_list("through", flat=True)) == {"staff"}


# Keeping


def test_nothing_ties_two_answers_of_one_form_to_each_other_or_to_a_moment():
    one, other = uuid4(), uuid4()
    take(form_key=one, answers={"sex": "female", "religion": "sikh"}, through="self", now=NOW)
    take(form_key=other, answers={"sex": "male", "religion": "jewish"}, through="self", now=NOW + timedelta(hours=1))
    kept_first = sorted(EqualityCount.objects.values_list("question", "answer", "people", "month", "condition"))

    EqualityCount.objects.all().delete()
    UsedEqualityForm.objects.all().delete()
    # The same answers, in other hands and another order.
    take(form_key=other, answers={"sex": "female", "religion": "jewish"}, through="self", now=NOW)
    take(form_key=one, answers={"sex": "male", "religion": "sikh"}, through="self", now=NOW + timedelta(hours=2))

    assert sorted(EqualityCount.objects.values_list("question", "answer", "people", "month", "condition")) == kept_first
    assert {row[3:] for row in kept_first} == {(date(2026, 11, 1), CONDITION)}


def test_no_audit_line_says_that_somebody_answered(client):
    client.force_login(make_staff(LEADS))
    before = AuditLine.objects.count()

    client.post("/equality/", {"form_key": uuid4(), "sex": "male"})

    assert AuditLine.objects.count() == before


def test_used_forms_are_forgotten_after_a_day():
    make_answers(sex="male")

    forget_used_forms(NOW + timedelta(days=1))
    assert UsedEqualityForm.objects.count() == 1
    forget_used_forms(NOW + timedelta(days=2))
    assert UsedEqualityForm.objects.count() == 0


def test_numbers_go_after_36_months():
    make_answers(now=datetime(2023, 10, 31, 12, 0, tzinfo=LONDON), sex="male")
    make_answers(now=datetime(2023, 11, 1, 12, 0, tzinfo=LONDON), sex="female")

    went = retention.apply_rules(NOW)

    assert went["equality"] == len(QUESTIONS)
    assert numbers()["sex"] == {"female": 1}


# Reporting


def test_numbers_are_rounded_and_small_ones_hidden_with_another_that_would_give_them_away():
    make_answers(12, now=OCTOBER, sex="female")
    make_answers(8, now=OCTOBER, sex="male")
    make_answers(3, now=OCTOBER, sex="rather-not")

    # 3 and 0 are under 5; both hidden come to 3, so the next, 8, is hidden with them.
    assert rows("sex") == [
        ("Female", 10),
        ("Male", HIDDEN),
        ("I would rather not say", HIDDEN),
        ("Left out", HIDDEN),
    ]
    assert answered().table("equality_sex").total == ("All", 25, 1.0)
    assert answered().sentence == "About 25 people answered in this time."


def test_exact_figures_go_after_36_months_and_what_was_published_stays():
    make_answers(12, now=OCTOBER, sex="female")
    make_answers(8, now=OCTOBER, sex="male")
    make_answers(3, now=OCTOBER, sex="rather-not")
    published = rows("sex"), answered().table("equality_sex").total
    exact = FrozenTable.objects.get(name="equality_sex").cells

    keep_as_published(datetime(2029, 12, 31, 3, 0, tzinfo=LONDON))
    assert FrozenTable.objects.get(name="equality_sex").cells == exact
    for _ in range(2):
        keep_as_published(datetime(2030, 1, 1, 3, 0, tzinfo=LONDON))

        kept = FrozenTable.objects.get(name="equality_sex").cells
        assert sorted(kept) == [["equality_answers", "", 25], ["equality_answers", "female", 10]]
        assert (rows("sex"), answered().table("equality_sex").total) == published


def test_hidden_numbers_are_in_no_drawing_and_no_file(client):
    client.force_login(make_staff(MANAGERS))
    make_answers(41, now=OCTOBER, religion="none")
    make_answers(7, now=OCTOBER, religion="christian")
    make_answers(2, now=OCTOBER, religion="sikh")
    freeze(QUARTER, now=LATER)

    page = client.get(ADDRESS).text
    file = client.get(f"{ADDRESS}&as=csv&table=equality_religion").getvalue().decode()

    assert "Sikh,[hidden],[hidden]" not in page
    assert [line for line in file.splitlines() if line.startswith(("Sikh", "No religion", "All"))] == [
        "No religion,40,0.8",
        "Sikh,[hidden],",
        "All,50,1.0",
    ]


def test_before_the_time_is_frozen_nothing_is_shown_or_each_answer_would_be_seen_to_come_in():
    make_answers(20, now=OCTOBER, sex="female")

    answer = EqualityReport().answer({"period": QUARTER}, now=NOW)

    assert answer.tables == ()
    assert "shown once it is over and frozen" in answer.sentence


def test_a_month_that_goes_on_is_not_counted():
    make_answers(20, now=OCTOBER, sex="female")
    make_answers(20, now=NOW, sex="male")

    assert TABLES[0].count(QUARTER, NOW).number("equality_answers", ALL) == 20
    assert TABLES[0].count(QUARTER, LATER).number("equality_answers", ALL) == 40


def test_fewer_than_five_answers_show_no_table():
    make_answers(4, now=OCTOBER, sex="female")

    assert answered().tables == ()
    assert answered().sentence.startswith("Too few people have answered in this time")


def test_it_cannot_be_shared_by_a_link(client):
    client.force_login(make_staff(MANAGERS))

    assert client.get("/admin/figures/equality/share/").status_code == 404
    assert "Share what may be published" not in client.get(ADDRESS).text


def test_the_fixed_tables_have_the_whole_number_of_forms_in_each():
    make_answers(3, now=OCTOBER, sex="female")
    make_answers(2, now=OCTOBER, age="75+")

    whole = {table.name: table.count(QUARTER, NOW).number("equality_answers", ALL) for table in TABLES}

    assert set(whole.values()) == {5}
    assert TABLES[0].count(QUARTER, NOW).cells == {
        ("equality_answers", "female"): 3, ("equality_answers", "?"): 2, ("equality_answers", ALL): 5,
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["month", "dates"])
def test_less_than_a_quarter_is_not_to_be_had(client, kind):
    client.force_login(make_staff(MANAGERS))

    page = client.get(f"/admin/figures/equality/?kind={kind}&on=2026-11-01&first_on=2026-11-01&last_on=2026-11-02")

    assert page.status_code == 422
    assert "of less time answers would point to people" in page.text


def test_an_empty_programme_is_a_calm_page(client):
    client.force_login(make_staff(MANAGERS))

    page = client.get(ADDRESS)

    assert page.status_code == 200
    assert "is shown once it is over and frozen" in page.text
    assert "This page is exact" not in page.text


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    client.force_login(make_staff(MANAGERS))
    make_answers(5, now=OCTOBER, sex="female")
    freeze(QUARTER, now=LATER)
    with django_assert_max_num_queries(25) as before:
        client.get(ADDRESS)
    for answer in ("none", "sikh", "other"):
        make_answers(6, now=OCTOBER, religion=answer)
    FrozenTable.objects.all().delete()
    freeze(QUARTER, now=LATER)

    with django_assert_max_num_queries(len(before)):
        client.get(ADDRESS)


@pytest.mark.parametrize("group", [EDITORS, LEADS, COORDINATORS, MEMBERS])
def test_other_staff_may_not_see_it(client, group):
    client.force_login(make_staff(group))

    assert client.get(ADDRESS).status_code in (302, 403)


def test_the_thanks_for_what_one_said_of_a_session_lead_to_it(client):
    page = client.get("/feedback/thanks/").text

    assert '<a href="/equality/" rel="noreferrer">Tell us about yourself, if you like</a>' in page
