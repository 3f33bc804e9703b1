"""The letter as it was sent: on a page, on paper, the file that it came in."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from peerchallenge.reviews import front_page
from peerchallenge.reviews.audiences import who_sees_findings
from peerchallenge.reviews.letter_page import laid_out, letters_of, name_of, slug_of
from peerchallenge.reviews.models import Letter
from peerchallenge.reviews.paper import KINDS, letter_paper_of
from peerchallenge.reviews.reading_log import note_opened
from peerchallenge.reviews.views.shared import trail
from portal.files.serving import answer
from portal.paper.answering import download, not_now, too_often
from portal.paper.typesetting import CannotPrint
from portal.ui.posted import address_if_there


def letters_to(request, public_id, which="") -> tuple[Letter, list[Letter]]:
    """Return the letter `which` ("final", "draft-2"; without it the last one) and all that the person reads; else
    404."""
    letters = letters_of(request.user, public_id)
    found = next((one for one in letters if which in ("", slug_of(one))), None)
    if found is None:
        raise Http404("There is no such letter, or it isn't for them.")
    return found, letters


@require_safe
def letter(request, public_id, which=""):
    """Whoever reads the letter finds it here as it was sent, with its fingerprint and who else can read it."""
    found, letters = letters_to(request, public_id, which)
    review = found.review
    note_opened(review, request.user, "Letter")
    reader = front_page.reader_of(request.user, review)
    inside = reader.runs or reader.in_team or reader.is_host
    context = {
        "review": review, "letter": found, "name": name_of(found), "slug": slug_of(found),
        "who": who_sees_findings(review, shown_to=found.shown_to), "shown": laid_out(found.words),
        "others": [(name_of(one), one.sent_at, slug_of(one)) for one in letters if one != found],
        "links": front_page.sub_nav(reader, review, "letter") if inside else [],
        "trail": trail(review) if inside else trail()[:1],
        "also": _also(review) if inside else [],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/letters/letter.html", context)


def _also(review):
    """Return (label, address) of what belongs to the letter, for whoever works on the review."""
    pages = [("Corrections of facts", "corrections")] if review.letters.filter(sent="draft").exists() else []
    pages += [("Headline findings", "findings")]
    found = [(label, address_if_there(name, review.public_id)) for label, name in pages]
    return [(label, url) for label, url in found if url]


@require_safe
def letter_paper(request, public_id, kind, which=""):
    """The letter as a tagged PDF or a Word document, with its classification on each page."""
    if kind not in KINDS:
        raise Http404("There is no such paper.")
    found, _ = letters_to(request, public_id, which)
    if refused := too_often(request):
        return refused
    content_type, made = KINDS[kind]
    who = who_sees_findings(found.review, shown_to=found.shown_to)
    try:
        body = made(letter_paper_of(found, who, request.user, timezone.now()))
    except CannotPrint:
        return not_now()
    note_opened(found.review, request.user, "PDF" if kind == "pdf" else "Word")
    name = f"letter-{found.review.authority.code.lower()}-{dates_in(found)}-{slug_of(found)}.{kind}"
    response = download(body, content_type, name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def dates_in(found):
    return timezone.localtime(found.sent_at).date().isoformat()


@require_safe
def letter_file(request, public_id):
    """The document in which a letter was brought in, for whoever reads the letter."""
    found, _ = letters_to(request, public_id, "final")
    documents = found.review.documents.standing().filter(blob__sha256=found.words["file_sha256"])
    document = documents.select_related("blob").first() if found.words["file"] else None
    if document is None:
        raise Http404("The letter has no file.")
    note_opened(found.review, request.user, "File")
    return answer(request, document.blob, name=document.file_name, is_public=False)
