"""Which planted word stands for what, and who meets it somewhere: exactly these, and nobody else anywhere.

"first…", "frozen…" are of the first and of the second version that was submitted, "last…" of last year's, "working…" of
the text as it is written now, "replaced…" of its history.
"""

from tests.peerchallenge.company import OWN, OWNERS, RUNS, WRITERS

READ_V2 = OWN | RUNS | {"moss", "nora"}
PARTS = ("claim", "sowhat", "next", "owner", "title", "figure", "source", "period", "place", "link", "file", "bytes",
         "rationale", "changed", "other")  # fmt: skip


def _each(who, *words):
    return dict.fromkeys(words, who)


WORDS = {
    **_each(READ_V2, *(f"frozen{part}" for part in PARTS), "frozenpromise", "frozenreference",
            "frozengap"),
    **_each(OWN | RUNS, *(f"first{part}" for part in PARTS), "lastclaim", "lastpromiser"),
    **_each(OWN, *(f"working{part}" for part in PARTS if part != "other"), "replacedclaim", "replacedrationale",
            "replacedchanged", "takenoutclaim"),
    **_each(OWN | {"bob"}, "workingother", "replacedother"),  # in the section that Bob was given
    # Signing and opening again: why is between the authority and those who run the cycle.
    **_each(OWN, "returnedcomment"),
    **_each(READ_V2, "leftoutreason"),  # said beside the approvals of what was submitted
    **_each(OWN | RUNS, "firstreopened", "frozenreopened"),
    # Moderation
    **_each(OWN | RUNS | {"moss"}, "sentremark", "sentreason", "sentanswer", "mosshome"),
    **_each({"nora"}, "unsentremark", "unsentreason", "keptremark"),
    **_each(RUNS, "declinedreason"),
    **_each({"dana", "moss"}, "raisedto"),  # whoever raised the concern, and the managers
    # Lines of enquiry
    **_each(RUNS, "waitingenquiry", "waitingbecause"),
    **_each(OWN | RUNS, "sentenquiry", "sentbecause"),
    # More time: no moderator learns why an authority needs it, nor another authority.
    **_each({"dana"}, "laterreason"),  # of moderation: the authority was told by mail
    **_each(OWN | {"dana", "bob"}, "extendedreason"),
    # No child in it
    **_each(OWN, "explainedwhere", "explainedreason", "sentexplained", "removedworking"),
    **_each(OWN | {"dana"}, "removedfrozen"),
    **_each(WRITERS, "reportedworking"),
    **_each(WRITERS | {"dana"}, "reportedfrozen"),
    # Who has read it
    **_each(OWN, "readerplace"),
    **_each(WRITERS | OWNERS, "readerwhat"),
    # Counts of years before
    **_each(RUNS, "countedarea", "countedsource", "regionarea", "regionsource"),
    # Drafts of a framework and of a cycle, and a step that the region keeps to itself
    **_each({"dana"}, "draftname", "draftlabel", "draftintroduction", "draftscale", "draftdescriptor", "drafttitle",
            "draftguidance", "drafttext", "drafthelp", "draftevidence", "draftcycle", "draftprotocol",
            "draftcontact", "draftstep", "draftplace", "drfty"),
    **_each(RUNS, "managersstep", "managersplace"),
    # Typed when a session had ended
    **_each({"alice"}, "keptword"),
}  # fmt: skip
# Planted, and no page shows it to anybody.
SHOWN_NOWHERE = {"unsentexplained", "unsentwhere"}

# Text fields in which nothing confidential can stand, each with the reason. All others have to be planted.
_KIND = "names a kind of record or a field, out of a list of ours"
_PRINT = "a fingerprint: no word can be read out of it"
_CODE = "a code of a few characters by which an area or a question is known, too short to say anything"
OPEN = {
    "framework.slug": "made of its name, in no address and on no page",
    "frameworkarea.code": _CODE,
    "prompt.code": _CODE,
    "cycle.signers": "the names of roles",
    "cycle.shared_counts": "numbers that others were shown, after the rule of fewer than three",
    "signature.sha256": _PRINT,
    "submission.sha256": _PRINT,
    "submission.sha256_now": _PRINT,
    "removal.sha256_before": _PRINT,
    "removal.sha256_after": _PRINT,
    "report.kind": _KIND,
    "report.parts": _KIND,
    "removal.kind": _KIND,
    "removal.parts": _KIND,
    "remark.area_code": _CODE,
    "lineofenquiry.area_code": _CODE,
    "lineofenquiry.rule": "the name of a rule of ours",
    "earliercount.year": "a year",
}
