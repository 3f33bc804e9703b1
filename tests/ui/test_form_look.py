"""Forms as people meet them: what is wrong stands at the top and at its field, in words."""

import re

from crispy_forms.utils import render_crispy_form
from django import forms
from django.template.loader import render_to_string


class EventForm(forms.Form):
    title = forms.CharField(help_text="As it will stand above the page.")
    place = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="I am sure")

    def clean(self):
        raise forms.ValidationError("The end is before the start.")


def summary(form):
    return render_to_string("components/error_summary.html", {"form": form})


def test_the_summary_links_each_error_to_its_field():
    links = re.findall(r'<a href="(#[^"]*)">([^<]*)</a>', summary(EventForm({})))
    assert links == [
        ("#id_title", "Fill in “Title”"),
        ("#id_kind_0", "Choose “Kind”"),
        ("#id_sure", "Tick “I am sure”"),
    ]


def test_the_summary_gives_errors_of_the_whole_form_too():
    assert "<li>The end is before the start.</li>" in summary(EventForm({}))


def test_there_is_no_summary_without_errors():
    assert summary(EventForm()).strip() == ""


def test_each_link_of_the_summary_has_its_target():
    html = render_crispy_form(EventForm({}))
    assert [name for name in ("id_title", "id_kind_0", "id_sure") if f'id="{name}"' not in html] == []


def test_a_field_is_described_by_its_hint_and_its_error():
    html = render_crispy_form(EventForm({}))
    described = re.search(r'aria-describedby="([^"]*)"[^>]*id="id_title"', html)[1].split()
    assert described == ["id_title_helptext", "id_title_error"]
    assert [name for name in described if f'id="{name}"' not in html] == []


def test_optional_fields_say_so_and_required_ones_carry_no_star():
    html = render_crispy_form(EventForm())
    assert html.count("(optional)") == 1
    assert "*" not in html


def test_a_hint_is_escaped():
    form = EventForm()
    form.fields["title"].help_text = "<b>not bold</b>"
    assert "&lt;b&gt;not bold&lt;/b&gt;" in render_crispy_form(form)


class Mistakes(forms.Form):
    email = forms.EmailField(label="E-mail")
    link = forms.URLField(assume_scheme="https")
    day = forms.DateField()
    number = forms.IntegerField(max_value=5)
    other = forms.IntegerField()
    kind = forms.ChoiceField(choices=[("a", "A")])
    short = forms.CharField(max_length=3)
    own = forms.EmailField(error_messages={"invalid": "Ours already."})


def test_what_is_wrong_says_which_field_and_how_to_put_it_right():
    wrong = Mistakes(
        {"email": "x", "link": "x y", "day": "x", "number": "9", "other": "x", "kind": "b", "short": "four", "own": "x"}
    )
    assert [text for _, text in re.findall(r'<a href="(#[^"]*)">([^<]*)</a>', summary(wrong))] == [
        "Write “E-mail” in full, like name@example.org",
        "Write “Link” in full, like https://example.org/page",
        "Write “Day” as a day that exists, like 2026-03-03",
        "“Number” can’t be more than 5",
        "Write “Other” in figures",
        "Choose “Kind” from the list",
        "Shorten “Short” to 3 characters: it has 4",
        "Ours already.",
    ]
