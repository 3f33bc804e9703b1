"""No child in it: what is typed or handed in is checked for what may tell who a child is, before anything is stored.

    class RemarkForm(NoChildForm): …            text and files are checked after the form's own cleaning
    {% include "peerchallenge/_no_child.html" with form=form only %}     the sentence, and where a doubt is answered
    with explained(form, record, by=user): …    what saves it: with it is kept what the person said a doubt is

A number that bears its check digit is refused. Of anything else, a date in a table for example, the person may say why
it isn't an identifier; what stood in the field before was explained then. Where a form has `rows`, they are asked too.
"""

from contextlib import contextmanager

from django import forms
from django.db import transaction

from peerchallenge.models import Explanation, Moderator, Remark, SelfAssessment
from peerchallenge.models.of_authority import OWN_READERS, OfAuthority, authorities_of
from portal.audit.models import record
from portal.documents.decoding import decode
from portal.documents.found import CannotRead
from portal.documents.identifying.process import in_file
from portal.drafting import identifying
from portal.files.intake import Document
from portal.files.kinds import DOCUMENTS
from portal.ui.lines import LinesField

SENTENCE = "No child or family may be identifiable in what you write or upload."
REASON = "not_an_identifier"
LONGEST_REASON = 300
_TEXTS = frozenset({"txt", "html", "htm"})  # which importers read, though they aren't kept as files
_MOST_SAID = 3
_MOST_KEPT = 10


class NoChildForm(forms.Form):
    """A form whose text and files are checked for identifiers. `doubts` are those that the person may explain."""

    def full_clean(self):
        super().full_clean()
        self._doubts = []
        if not self.is_bound or not hasattr(self, "cleaned_data"):
            return
        for name in list(self.cleaned_data):
            if name in self.fields:
                self._check(name, self.cleaned_data[name])

    def _check(self, name, value):
        try:
            found = _found_in(self.fields[name], value, self.files.get(self.add_prefix(name)))
        except CannotRead as refusal:
            self.add_error(name, self.why_unread(name, refusal))
            return
        if not found:
            return
        before = self.get_initial_for_field(self.fields[name], name)
        explained = {one.words for one in identifying.in_text(before)} if isinstance(before, str) else set()
        doubts = [one for one in found if not one.is_sure and one.words not in explained]
        self._doubts += [(str(self[name].label), one) for one in doubts]
        wrong = [one for one in found if one.is_sure] + ([] if self.explanation else doubts)
        if wrong:
            self.add_error(name, _sentence(wrong))

    def why_unread(self, name, refusal) -> str:
        """Return what is said of a file that can't be looked through (`refusal`: CannotRead)."""
        return str(refusal)

    @property
    def doubts(self) -> list:
        """(label, Found) of what may be an identifier and may not be, in this form and its rows."""
        self.errors  # noqa: B018  checks the form, if nobody has
        return self._doubts + [one for row in getattr(self, "rows", ()) for one in row.doubts]

    @property
    def explanation(self) -> str:
        """Why the doubts are no identifiers, as the person says; empty when it holds an identifier itself."""
        said = " ".join(self.data.get(REASON, "").split())[:LONGEST_REASON] if self.is_bound else ""
        return "" if identifying.in_text(said) else said


def _found_in(field, value, handed_in):
    if isinstance(field, forms.FileField):
        return _found_in_file(value, handed_in) if handed_in else []
    text = "\n".join(value) if isinstance(field, LinesField) and value else value
    is_text = isinstance(field, forms.CharField) and isinstance(text, str)
    return identifying.in_text(text) if is_text else []


def _found_in_file(value, handed_in):
    """Look into the file and at its name; `value` may be a Document that `portal.files` has checked."""
    ending = handed_in.name.rpartition(".")[2].lower()
    found = identifying.in_text(handed_in.name)
    if ending in DOCUMENTS:
        found += in_file(ending, value.data if isinstance(value, Document) else _bytes_of(handed_in))
    elif ending in _TEXTS:
        found += identifying.in_text(decode(_bytes_of(handed_in)))
    return found


def _bytes_of(file):
    file.seek(0)
    data = file.read()
    file.seek(0)
    return data


def _sentence(found):
    """Say what was found, where and how to put it right; never the whole number."""
    said = list(dict.fromkeys(_one(one) for one in found))
    more = f" and {len(said) - _MOST_SAID} more" if len(said) > _MOST_SAID else ""
    if all(one.kind == "unread" for one in found):
        fix = "If no child may be identified there, say how you know below and save again."
    elif any(one.is_sure for one in found):
        fix = f"Take {'it' if len(said) == 1 else 'them'} out: no child may be identifiable."
    else:
        fix = (
            f"Take {'it' if len(said) == 1 else 'them'} out, or say below why no child is identifiable and save again."
        )
    return f"{'; '.join(said[:_MOST_SAID])}{more}. {fix}"


def _one(found):
    place = f"{found.place[:1].upper()}{found.place[1:]}"
    if found.kind == "unread":
        return f"{place} is {found.what}"
    looks = f"“{found.shown}” looks like {found.what}"
    return f"{place}: {looks}" if place else looks


@contextmanager
def explained(form, about, *, by):
    """Run what saves the form, and keep the explanation with it, in one transaction: both or neither."""
    with transaction.atomic():
        yield
        note_explained(form, about, by=by)


def note_explained(form, about, *, by):
    """Keep what `by` said that a doubt of the saved `form` is: where and of which kind, without the words found.

    In the transaction that saves it. `about` is a SelfAssessment or has one: a section, a submission, a moderator and
    a moderator's remark, of whom the authority reads it once their comments were sent. Of anything else it goes to the
    audit trail, as far as `_note_in_trail` says. Saving the same again keeps nothing more.
    """
    if not (form.doubts and form.explanation):
        return
    assessment, moderator = _of(about)
    for label, found in form.doubts[:_MOST_KEPT]:
        place = f", {found.place}" if found.place else ""
        where = f"{label}{place}: {found.kind}"
        if assessment is None:
            _note_in_trail(about, where, form.explanation, by)
            continue
        facts = {"where": f"{about}: {where}"[-250:], "reason": form.explanation, "said_by": by, "moderator": moderator}
        if not Explanation.objects.filter(assessment=assessment, **facts).exists():
            Explanation.objects.create(assessment=assessment, **facts)


def _note_in_trail(about, where, reason, by):
    """Of a part of a review where it was, without the reason: who administers the site reads that. Of what its host
    writes nothing: that it writes is known to nobody else before it sends it."""
    is_confidential = isinstance(about, OfAuthority)
    if is_confidential and about.authority_id in authorities_of(by, OWN_READERS):
        return
    record("explained a doubt in", about, by=by, where=where, **({} if is_confidential else {"reason": reason}))


def _of(about):
    """Return the self-assessment that a record is of, or None, and the moderator whose it is, or None."""
    moderator = about.moderator if isinstance(about, Remark) else about if isinstance(about, Moderator) else None
    if moderator:
        return moderator.submission.assessment, moderator
    found = getattr(about, "assessment", about)
    return (found if isinstance(found, SelfAssessment) else None), None


__all__ = ["REASON", "SENTENCE", "NoChildForm", "explained", "note_explained"]
