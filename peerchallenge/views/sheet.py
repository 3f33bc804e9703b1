"""A sheet: a page on which somebody writes a text that saves by itself, is never lost, and never overwrites unseen.

Statements, judgements of areas and answers to promises are written in one way. Each has a subclass of `Sheet` that
says what its form, its text and its page are; `open_sheet` and `save_sheet` are its two views.
"""

from functools import cached_property
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from peerchallenge.actions.writing import NotOpen
from peerchallenge.audiences import who_writes
from peerchallenge.no_child import note_explained
from peerchallenge.section_page import helper_here
from portal.audit.models import Overtaken
from portal.drafting import autosave, kept
from portal.drafting.conflict import (
    BACK,
    DIFFERENCES,
    DISCARD,
    REPLACE,
    SIDE_BY_SIDE,
    Choice,
    Conflict,
    typed_fields,
    who_did,
)
from portal.drafting.models.presence import in_words, meet, others_at_work
from portal.ui.permissions import may, require
from portal.ui.posted import version_in

LOOKING = ("compare", "differences")
# Buttons that show what was typed again, with nothing saved.
SHOWING = ("edit", "back")
TOO_LATE = (Overtaken, NotOpen)
PUT_BACK = Choice("put-back", "Put it back and save mine", "The statement stands again, with your text.", "primary")


class Sheet:
    """What is written on: `record` has a version and who edited it last; `text_type` and `form_type` are its kinds."""

    template, conflict_template = "", "peerchallenge/writing/conflict.html"
    text_type = form_type = None
    is_removed = False
    # Who may write now, and whose text is taken care of although nothing can be written any more.
    writes, writes_in = "peerchallenge.write_section", "peerchallenge.write_in"
    said_when_saved = "Saved. It is not submitted yet."

    def __init__(self, request, record):
        self.request, self.record = request, record

    # What each kind says for itself.
    assessment = section = url = autosave_url = at_work_url = heading = None

    def fresh(self) -> "Sheet":
        """Return the sheet with its record as it is now."""
        raise AssertionError("Each kind reads its own record.")

    def form(self, data=None, files=None, *, do="", is_strict=True, text=None):
        raise AssertionError("Each kind has its own form.")

    def write(self, text, *, version, do):
        raise AssertionError("Each kind is written by its own verb.")

    def after(self, do) -> str:
        """Where the button `do` leads once all is saved; it may do what it says first. Empty: the sheet again."""
        return ""

    def context(self) -> dict:
        return {}

    @property
    def place(self) -> str:
        """The name under which a browser keeps what is typed."""
        return f"{self.record._meta.model_name}-{self.record.pk}"

    @property
    def asked_about(self):
        """What permissions are asked about."""
        return self.record

    @property
    def is_open(self) -> bool:
        return self.assessment.is_open

    @property
    def may_write(self) -> bool:
        return not self.is_removed and may(self.request.user, self.writes, self.asked_about)

    @cached_property
    def helper(self):
        """The SectionHelper as whom the person is here; None for who reads the self-assessment whole."""
        return helper_here(self.request.user, self.section)

    @property
    def who(self):
        """Who reads what is written here: an Audience."""
        return who_writes(self.assessment, self.section)

    @property
    def trail(self):
        section = None if self.record == self.section else self.section
        return trail(self.assessment, self.helper, section)

    def text(self):
        return self.text_type.of(self.record)

    def what_happened(self) -> str:
        """Return what kept the person from saving, in a sentence."""
        if not self.assessment.cycle.is_open:
            return "The cycle was closed after you opened this: nothing in it changes any more."
        if not self.assessment.is_open:
            return "The self-assessment was submitted after you opened this: nothing in it changes any more."
        act = "took this out" if self.is_removed else "saved this"
        return who_did(self.record.edited_by, act, self.record.edited_at, self.request.user)

    def choices(self):
        if not self.is_open:
            return (DISCARD,)
        return (PUT_BACK, DISCARD) if self.is_removed else (REPLACE, BACK, DISCARD)


def trail(assessment, helper, section=None) -> list[tuple[str, str]]:
    """Return where a page of writing stands; `helper` is None for who reads the self-assessment whole."""
    front = "Your sections" if helper else f"Self-assessment {assessment.cycle.year}"
    found = [(front, reverse("assessment", args=[assessment.public_id]))]
    return [*found, (str(section), reverse("section", args=[section.public_id]))] if section else found


def open_sheet(request, sheet):
    """Show the sheet, or do what the pressed button says with what was typed."""
    if request.method == "POST":
        return _posted(request, sheet)
    restored = kept.restored(request)
    if restored is not None and not (sheet.is_open and not sheet.is_removed):
        form = sheet.form(restored)
        return conflict_page(request, sheet, form.text(), restored) if form.is_valid() else _page(
            request, sheet, form, restored, is_saved=False)  # fmt: skip
    if restored is not None:
        return _page(request, sheet, sheet.form(restored), restored, is_saved=False)
    return _page(request, sheet, sheet.form(text=sheet.text()), {"version": str(sheet.record.version)})


def _posted(request, sheet):
    data, do = request.POST, request.POST.get("do", "save")
    require(request.user, sheet.writes_in, sheet.asked_about)
    if do == "discard-mine":
        kept.forget(request)
        return HttpResponseRedirect(_again(sheet, data))
    form = sheet.form(data, request.FILES, do=do)
    may_go_on = sheet.is_open and not sheet.is_removed
    if not form.is_valid() or (do in SHOWING and may_go_on):
        return _page(request, sheet, form, data, is_saved=False)
    text = form.text()
    if do in LOOKING:
        return conflict_page(request, sheet, text, data)
    try:
        _write(sheet, text, data, do)
    except TOO_LATE:
        sheet = sheet.fresh()
        if not _says_the_same(sheet, text):
            return conflict_page(request, sheet, text, data)
    note_explained(form, sheet.section, by=request.user)
    kept.forget(request)
    if do in ("save", "replace", "put-back"):
        messages.success(request, sheet.said_when_saved)
    return HttpResponseRedirect(sheet.after(do) or _again(sheet, data))


def _write(sheet, text, data, do):
    """Write what was typed, unless it is what is saved already."""
    is_over = do == "replace" or bool(data.get("over"))
    if not sheet.is_open:
        raise NotOpen
    if sheet.is_removed and do != "put-back":
        raise Overtaken("It was taken out.")
    has_file = any(one.file for one in getattr(text, "evidence", ()))
    if is_over or has_file or sheet.is_removed or text != sheet.text():
        sheet.write(text, version=version_in(data.get("version")), do="replace" if is_over else do)
    meet(sheet.record, sheet.request.user)


def _says_the_same(sheet, text) -> bool:
    """Whether the person has saved just these words: their answer never arrived, and they sent them again."""
    is_theirs = sheet.record.edited_by_id == sheet.request.user.pk
    return sheet.is_open and not sheet.is_removed and is_theirs and sheet.text() == text


def save_sheet(request, sheet):
    """Save what is typed, as the page does by itself: no message, no event."""
    require(request.user, sheet.writes_in, sheet.asked_about)
    form = sheet.form(request.POST, is_strict=False)
    if not form.is_valid():
        return autosave.invalid(form.errors_on_page())
    text = form.text()
    try:
        _write(sheet, text, request.POST, "save")
    except TOO_LATE:
        sheet = sheet.fresh()
        if not _says_the_same(sheet, text):
            return autosave.overtaken(sheet.what_happened())
    note_explained(form, sheet.section, by=request.user)
    kept.forget(request)
    sheet = sheet.fresh()
    for row, saved in zip(getattr(text, "evidence", ()), getattr(sheet.text(), "evidence", ()), strict=False):
        row.id = saved.id
    fields = {"version": sheet.record.version} | form.saved_ids(text)
    return autosave.saved(sheet.record.edited_at, fields, others_at_work(sheet.record, request.user))


def at_work_on_sheet(request, sheet):
    """Note that somebody has the sheet open to write on it; answer who else has."""
    require(request.user, sheet.writes_in, sheet.asked_about)
    return autosave.present(meet(sheet.record, request.user) if sheet.is_open else [])


def _page(request, sheet, form, data, is_saved=True):
    does_over = data.get("do") == "back" or bool(data.get("over"))
    errors = form.errors_on_page() if form.is_bound else []
    context = {
        "sheet": sheet, "form": form, "assessment": sheet.assessment, "place": sheet.place, "errors": errors,
        "may_write": sheet.may_write, "helper": sheet.helper, "trail": sheet.trail,
        "who": sheet.who,
        "version": version_in(data.get("version")), "typed_on": data.get("typed_on", ""), "does_over": does_over,
        "state": "saved" if is_saved else "waits" if does_over else "unsaved",
        "others": in_words(others_at_work(sheet.record, request.user)), "asks_again": bool(request.FILES),
    }  # fmt: skip
    return render(request, sheet.template, context | kept.page(request) | sheet.context())


def conflict_page(request, sheet, text, data):
    """Both texts and what can be done: 409 for what was to be saved, 200 where the page was only asked for."""
    side_by_side = data.get("do") == "compare"
    theirs = sheet.text()
    conflict = Conflict(
        said=sheet.what_happened(),
        theirs=theirs.parts(),
        mine=text.parts(),
        fields=[
            *typed_fields(data),
            ("typed_on", data.get("typed_on") or data.get("version", "")),
            ("version", sheet.record.version),
        ],
        choices=(*sheet.choices(), DIFFERENCES if side_by_side else SIDE_BY_SIDE),
        side_by_side=side_by_side,
        place=sheet.place,
    )
    context = {"sheet": sheet, "assessment": sheet.assessment, "conflict": conflict, "helper": sheet.helper,
               "trail": sheet.trail, "who": sheet.who}  # fmt: skip
    context |= kept.page(request)
    if side_by_side:
        context |= {"left": theirs.rows(), "right": text.rows()}
    is_read = request.method == "GET" or data.get("do") in LOOKING
    return render(request, sheet.conflict_template, context, status=200 if is_read else 409)


def _again(sheet, data):
    """The sheet's address; `saved` is the version on which text was typed that the browser may now forget."""
    typed_on = data.get("typed_on", "")[:60]
    return sheet.url + (f"?{urlencode({'saved': typed_on})}" if typed_on else "")
