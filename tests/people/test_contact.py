import pytest

from people.contact import (
    EMAIL_HELP,
    PHONE_HELP,
    compare_email,
    compare_phone,
    either_problem,
    email_problem,
    mobile_problem,
    name_problem,
    one_line,
    phone_problem,
    several_lines,
)


@pytest.mark.parametrize(
    "typed",
    [
        "01632960123",
        "01632 960 123",
        "(01632) 960-123",
        "01632.960.123",
        "01632 – 960 – 123",
        "+441632960123",
        "+44 (0)1632 960123",
        "0044 1632 960123",
        "01632 960123 ext 4",
        "01632 960123 x12",
        "01632 960123 #12",
        "01632960123 extension: 1234",
        "٠١٦٣٢ ٩٦٠ ١٢٣",
        "０１６３２ ９６０１２３",
        "\u202a01632 960 123\u202c",
    ],
)
def test_phone_numbers_written_in_any_way_compare_as_one(typed):
    assert compare_phone(typed) == "01632960123"
    assert phone_problem(typed) == ""


@pytest.mark.parametrize(
    "typed", ["", "none", "960123", "0163", "01632 960 123 456 789", "+44", "0000000000", "a" * 99]
)
def test_what_is_no_phone_number_gets_a_sentence_to_act_on(typed):
    assert phone_problem(typed) == PHONE_HELP == "Enter a phone number, like 01632 960 123"


def test_a_number_abroad_keeps_its_country():
    assert compare_phone("+48 22 123 45 67") == "+48221234567"
    assert phone_problem("+48 22 123 45 67") == ""


@pytest.mark.parametrize(
    ("typed", "fine"),
    [("07700 900 123", True), ("+44 7700 900123", True), ("01632 960 123", False), ("070 1234 5678", False)],
)
def test_a_text_message_needs_a_mobile_number(typed, fine):
    assert (mobile_problem(typed) == "") == fine


@pytest.mark.parametrize(
    "typed", ["Wilma@Example.ORG", " wilma@example.org ", "mailto:wilma@example.org", "wilma@example.org\n"]
)
def test_e_mail_addresses_compare_without_case_or_spaces(typed):
    assert compare_email(typed) == "wilma@example.org"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "wilma",
        "wilma@",
        "@example.org",
        "wilma@example",
        "wil ma@example.org",
        "a@b.org, c@d.org",
        "wilma@@example.org",
        "wilma@example.org\nBcc: all@example.org",
        "a" * 250 + "@example.org",
    ],
)
def test_what_is_no_e_mail_address_gets_a_sentence_to_act_on(typed):
    assert email_problem(typed) == EMAIL_HELP


def test_a_helper_gives_a_number_or_an_address():
    assert [bool(either_problem(text)) for text in ("01632 960 123", "b@example.org", "my daughter")] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    "name", ["W", "J.Smith", "O'Brien", "فاطمة", "Zoë-Ann", "🙂", "=HYPERLINK(1)", "x" * 255, "می‌خواهم"]
)
def test_real_names_are_taken_as_they_are(name):
    assert name_problem(name) == ""
    assert one_line(name) == name


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "...", "\x00", "x" * 256])
def test_what_is_no_name_is_refused(name):
    assert name_problem(name).startswith("Enter a name")


@pytest.mark.parametrize("name", ["Visit https://evil.example/x", "www.evil.example", "evil.com", "a@evil.example"])
def test_a_name_carries_no_link_into_the_messages_that_begin_with_it(name):
    assert name_problem(name) == "Enter a name without a web or e-mail address in it"


def test_one_line_takes_out_what_could_break_a_header_or_turn_the_text_round():
    assert one_line("Asha\r\nBcc: all@example.org\x00\u202e") == "Asha Bcc: all@example.org"


def test_an_address_keeps_its_lines():
    assert several_lines("1 High Street\r\n\r\n  Alston\x07 \n") == "1 High Street\nAlston"
