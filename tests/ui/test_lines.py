"""A box in which each line is one thing."""

import pytest
from django.core.exceptions import ValidationError

from portal.ui.lines import LinesField

FIELD = LinesField(many="next steps", most=2, longest=12)


def test_each_line_comes_once_without_what_lists_put_before_it():
    assert FIELD.clean(" • Agree  a page \r\n\n- Read it\nRead it\n*\n") == ["Agree a page", "Read it"]
    assert FIELD.clean("") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("a\nb\nc", "These are 3 next steps. Write at most 2."),
     ("Agree a page now", "Shorten “Agree a page now…” to 12 characters: it has 16.")],
)  # fmt: skip
def test_too_many_and_too_long_are_said_with_their_numbers(text, said):
    with pytest.raises(ValidationError) as refused:
        FIELD.clean(text)
    assert refused.value.messages == [said]
