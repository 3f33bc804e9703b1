"""Nothing that tells who a child is goes out unseen; and few false alarms. Every number and name here is invented."""

import pytest

from portal.drafting.checks.identifiers import is_nhs_number, is_upn
from tests.drafting.test_checks import levels


# Made for this test: the check digits are right, nobody has them.
@pytest.mark.parametrize(
    "text",
    [
        "NHS number 943 476 5919.",
        "His number is 9434765919",
        "Number: 943-476-5919",
        "UPN A123456789012 or so",
        "Case number 1234567",
        "LCS ID: 123456",
        "Mosaic no. 998877",
        "child’s reference 2014-99812",
        "Case BM15C00123 was heard.",
        "DOB 12/03/2011",
        "D.O.B.: 3 March 2011",
        "Date of birth is 12.3.11",
        "AB 12 34 56 C",
    ],
)
def test_identifiers_must_be_taken_out(text):
    assert levels(f"<p>{text}</p>", "identifiers") == ["must"]


@pytest.mark.parametrize(
    "text",
    [
        "Call 0121 496 0123 or 01632 960123.",
        "Mobile 07700 900123, or +44 7700 900123.",
        "ISBN 0140449132 and ISBN 9434765919.",
        "Telephone: 943 476 5919",
        "A total of 1234567890 pounds.",
        "£9,434,765,919 was spent.",
        "See https://a.example/9434765919/page.",
        "Case number 12 of 20.",
        "Case reference 2015/16 is a year.",
        "The year 2015 and 2016.",
        "Serious case review: Child T.",
        "The authority was born out of a merger in 2009.",
        "Postcode B15 2TT, unit A1234.",
        "1,234,567 children; 12345678 visits.",
    ],
)
def test_other_numbers_are_no_trouble(text):
    assert levels(f"<p>{text}</p>", "identifiers") == []


@pytest.mark.parametrize(
    "text",
    [
        "Child: Adam Example",
        "Name of child: Anna Example",
        "Child A (Anna Example) said so.",
        "We met Anna Example, aged 14, at home.",
        "Anna Example (7) drew it.",
        "Anna Example, 14 years old, drew it.",
        "a boy called Adam drew it",
        "Adam, a 14-year-old, drew it.",
        "She was born on 3 March 2011.",
        "aged 14 (12/03/2011)",
    ],
)
def test_what_may_be_a_name_is_worth_a_look(text):
    assert levels(f"<p>{text}</p>", "names") == ["look"]


@pytest.mark.parametrize(
    "text",
    [
        "Child Protection Plans: West Midlands results.",
        "Child: Sexual Exploitation",
        "Child A and Child B (see the review).",
        "Dana Example, programme manager, and Alice Example (Ardenvale).",
        "The Child Safeguarding Practice Review Panel, aged care and others.",
        "Children aged 14 to 17 in the West Midlands.",
        "West Midlands (9) and East Midlands (10) replied.",
        "Baby P and the Munro Review (2011).",
        "a programme called Family First",
        "The network, now in its 14th year, met.",
        "Ardenvale Council, 12 months on, has changed.",
        "Peer Challenge (3)",
    ],
)
def test_what_the_field_writes_is_no_name(text):
    assert levels(f"<p>{text}</p>", "names") == []


def test_the_check_digit_of_an_nhs_number():
    assert [is_nhs_number(digits) for digits in ("9434765919", "9434765918", "4444444444")] == [True, False, False]


def test_the_check_letter_of_a_upn():
    assert [is_upn(code) for code in ("A123456789012", "B123456789012")] == [True, False]
