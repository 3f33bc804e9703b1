"""What the style guide shows: each component empty, usual, long and wrong. Every name in it is invented."""

import datetime
from typing import NamedTuple

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.utils import timezone

from portal.ui import nav
from portal.ui.pagination import page_of
from portal.ui.sheets import Problem
from portal.ui.tile_map import Place, tile_map

LONG = "Joint arrangements for moderation, challenge and follow-up of self-assessments across Mercia, 2026"
SENTENCE = "All eight authorities sent their self-assessments in time, and moderation starts on Monday."
MORNING = datetime.datetime(2026, 3, 3, 9, 0, tzinfo=datetime.UTC)
RICH = (
    "<p>Work on SEND continues with the DCS of each authority. The SEND group meets again in May, and "
    '<a href="#">the MASH guide</a> is ready.</p><h3>What happens next</h3>'
    "<ul><li>Each authority names its EHCP lead by <strong>3 March 2026</strong></li><li>Two more visits</li></ul>"
    "<blockquote><p>We learned most from the cases that had gone well.</p></blockquote>"
    "<table><thead><tr><th>Authority</th><th>Visit</th></tr></thead>"
    "<tbody><tr><td>Ardenvale</td><td>May</td></tr></tbody></table>"
)


class SampleEvent(NamedTuple):
    """As an event of the audit trail: its sentence, and when it was."""

    said: str
    at: datetime.datetime

    def __str__(self):
        return self.said


class SampleForm(forms.Form):
    title = forms.CharField(help_text="As it will stand above the page.")
    in_short = forms.CharField(
        label="In short",
        required=False,
        help_text="Sixty words at most.",
        widget=forms.Textarea(attrs={"rows": 3, "data-starts": "words", "data-words-most": 60}),
    )
    region = forms.ChoiceField(choices=[("", "Choose a region"), ("mercia", "Mercia")])
    kind = forms.ChoiceField(
        label="Kind of update", choices=[("month", "A month"), ("run", "A run of months")], widget=forms.RadioSelect
    )
    starts_on = forms.DateField(label="First day", required=False, help_text="For example, 3 March 2026.")
    checked = forms.BooleanField(label="I have read it through once more")


def everything(request) -> dict:
    """Return the style guide's context. The forms are bound with nothing, so that every error shows."""
    member = {"site": _member()} if request.GET.get("as") == "member" else {}
    return _chrome() | _records() | _maps() | _states() | _forms(request) | member


def _member():
    """The site as somebody who is signed in sees it."""
    return {
        "name": settings.SITE_NAME,
        "demo": False,
        "nav": nav.links(nav.SERVICE, "event_list"),
        "account": nav.links(nav.ACCOUNT),
        "footer": nav.links(nav.FOOTER),
        "person": "somebody",
        "search_url": nav.address("search"),
    }


def _chrome():
    return {
        "header_bare": {"name": LONG},
        "trail": [("Home", "/"), ("Regions", "#"), ("Mercia", "#")],
        "trail_long": [("Home", "/"), (LONG, "#"), (LONG, "#")],
        "contents": [{"heading": text, "anchor": "main"} for text in ("Peer challenge", "Workforce", LONG)],
        "sub_links": [
            {"label": label, "url": "#", "is_current": label == "Updates"}
            for label in ("About", "Authorities", "Networks", "Updates", "Peer challenge", "Performance")
        ],
    }


def _records():
    later = MORNING + datetime.timedelta(hours=2, minutes=30)
    return {
        "long": LONG,
        "sentence": SENTENCE,
        "rich_text": RICH,
        "morning": MORNING,
        "later": later,
        "next_day": later + datetime.timedelta(days=1),
        "rows": [
            {"label": "Chair", "value": "Director of children’s services, Ardenvale", "change_url": "#"},
            {"label": "Programme manager", "value": "programme@mercia.example", "url": "#"},
            {"label": LONG, "value": f"{LONG}\n{SENTENCE}"},
        ],
        "one_row": [{"label": "Type", "value": "Unitary"}],
        "actions": [{"label": "Edit", "url": "#"}, {"label": "Withdraw", "url": "#"}],
        "entries": [
            {"title": "Published", "at": later, "by": "Programme manager, Mercia"},
            {"title": "Sent for review", "at": MORNING, "text": SENTENCE},
            {"title": LONG, "at": MORNING},
        ],
        "events": [SampleEvent("Dana published Priorities 2026-27", later), SampleEvent(LONG, MORNING)],
        "tags": [
            {"name": name, "url": "#", "count": count}
            for name, count in (("Adoption", 12), ("East Midlands", 0), (LONG, 1204))
        ],
        "many_tags": [{"name": f"Theme {number}", "url": "#", "count": number} for number in range(1, 201)],
        "follow": [
            {"label": "Updates as a feed", "url": "#"},
            {"label": "Events in your calendar", "url": "#", "kind": "calendar"},
        ],
    }


def _maps():
    """Mercia's map, one of a single square, and one of many with every place in its row."""
    names = ["Ardenvale", "Severnford", "East Linden-/shire", "Temebridge"]
    some = [_place(number % 2, number // 2, name, name[:3].upper()) for number, name in enumerate(names)]
    many = [_place(number % 8, number // 8, "Hollin-/moor and/Cressmere", f"H{number:02}") for number in range(32)]
    return {"tile_maps": [tile_map(some), tile_map(some[:1]), tile_map(many)]}


def _place(column, row, name, short):
    return Place(column, row, name.replace("-/", "").replace("/", " "), "#main", short, tuple(name.split("/")))


def _states():
    return {
        "tasks": [
            {"label": "Contact details", "url": "#", "status": "Completed"},
            {"label": "Local story", "url": "#", "status": "Started", "kind": "started", "hint": "Saved today at 9:00"},
            {"label": "Sign-off", "url": "#", "status": "Needs you", "kind": "needs", "hint": "Due on 3 March 2026"},
            {"label": "Submit", "status": "Cannot start yet"},
            {"label": LONG, "url": "#", "status": "Not started", "kind": "muted"},
        ],
        "tag_kinds": [
            ("plain", "Draft"),
            ("done", "Published"),
            ("started", "Scheduled"),
            ("needs", "Overdue"),
            ("muted", "Superseded"),
        ],
        "notice_kinds": ["info", "success", "needs", "withdrawn"],
        "steps": [
            {"label": "Self-assessment", "state": "done", "when": "to 12 September"},
            {"label": "Moderation", "state": "done", "when": "30 September"},
            {"label": "Challenge day", "state": "now", "when": "3 November"},
            {"label": "Themes", "state": "next"},
            {"label": "Leadership summit", "state": "next", "when": "March"},
        ],
        "messages_shown": [Message(level, SENTENCE) for level in (messages.SUCCESS, messages.ERROR, messages.INFO)],
        "theirs": [("Title", "Mercia, March 2026"), ("In short", SENTENCE)],
        "mine": [("Title", "Mercia in March 2026"), ("In short", f"{SENTENCE} {SENTENCE}")],
        "consequences": ["It appears on the region’s page and in search.", "The feed carries it."],
    }


def _forms(request):
    columns = [
        {"label": "Authority", "sort_url": "#", "sorted": "ascending"},
        {"label": "Returns", "numeric": True, "sort_url": "#"},
        {"label": "Rate for each 10,000 children", "numeric": True},
        {"label": "Latest visit"},
    ]
    names = ["Ardenvale", "Severnford", LONG]
    return {
        "columns": columns,
        "table_rows": [_row(name, number) for number, name in enumerate(names, 1)],
        "many_rows": [_row(f"Authority {number}", number) for number in range(1, 201)],
        "selects": [
            {
                "name": "region",
                "label": "Region",
                "choices": [("", "All regions"), ("mercia", "Mercia")],
                "value": "mercia",
            },
            {"name": "year", "label": "Year", "choices": [("", "All years"), (2026, "2026")], "value": ""},
        ],
        "chips": [{"label": "Mercia", "url": "#"}, {"label": LONG, "url": "#"}],
        "problems": [
            Problem(4, "due date", "31/02/2027", "A day that there is.", "Write it as 2027-02-28."),
            Problem(None, "owner", "", "Each table has this column.", f"Add a column called owner, as in {LONG}."),
        ],
        "form": SampleForm(prefix="good"),
        "wrong_form": SampleForm({}, prefix="wrong"),
        "page": page_of(request, range(1000), 20),
        "page_two": page_of(request, range(40), 20),
        "page_only": page_of(request, range(3), 20),
        "now": timezone.now(),
    }


def _row(name, number):
    return [
        {"text": name, "url": "#"},
        {"text": number * 7, "numeric": True},
        {"text": f"{number * 3.1:,.1f}", "numeric": True},
        "3 March 2026",
    ]
