"""Which planted word of a review stands for what, and who meets it somewhere: exactly these, and nobody else anywhere.

What was sent is "sent…", what the team words anew meanwhile "unsent…", "reworded…" and "added…"; what the host hasn't
sent is "unsent…", too, by what it is. What is named after a level was released as far as that.
"""

from tests.peerchallenge.reviews.company import (
    DIRECTORS,
    EVERYBODY,
    LEAD,
    MEMBERS,
    OWN,
    OWNERS,
    RUNS,
    TEAM,
    WRITERS,
)


def _each(who, *words):
    return dict.fromkeys(words, who)


def _of(stem, *ends):
    return [f"{stem}{end}" for end in ends]


OF_HOST = OWN | RUNS | TEAM  # of the review at the draft
OF_LEAD = OWN | RUNS | LEAD  # of the others, on whose team there is the lead alone
LETTER = ("opening", "closing", "signer")
FOUND = ("headline", "heard", "step")
ANSWERED = (*FOUND, "reply", "because", "action", "owner", "measure")
LED = RUNS | DIRECTORS  # whoever leads in the region

WORDS = {
    # The team at work
    **_each(TEAM, "notetext", "noterole", "noteaway"), **_each(LEAD, "keptheadline"),
    **_each(RUNS | TEAM, *_of("unsent", *LETTER, *FOUND), "rewordedheadline", "rewordedheard", "rewordedstep",
            "addedstep", "teamdocument", "teamfile", "teambytes"),
    **_each(OF_HOST, *_of("sent", *LETTER, *FOUND), "wrongfact", "rightfact", "refusedbecause", "enquirytext",
            "sessiontitle", "sessionwith", "sessionplace", "sessionteam", "authoritydocument", "authorityfile",
            "authoritybytes", "rosehome", "rudihome", "leadseat"),
    **_each(WRITERS, "hostreported"),
    **_each(OWN, "hostremoved"),
    **_each({"dana"} | LEAD, "teamreported", "teamremoved"),
    **_each(OWN | RUNS, "submittedclaim"),  # the team wasn't let in to the self-assessment
    # Whoever is asked to the team knows of the review; of a seat that they had, everybody their own invitation.
    **_each(OF_HOST | {"rita"}, "workingasked", "movedbecause", "rheahome"),
    **_each(OF_HOST | {"rita", "rex", "rob", "rose", "ruth"}, "workingtitle"),
    **_each(RUNS | {"rhea"}, "rheainterests"),
    **_each(RUNS | {"rose"}, "roseinterests"),
    **_each(RUNS, "rudiinterests"),
    **_each(RUNS | {"rex"}, "declinedbecause"), **_each(RUNS | {"rob"}, "leftbecause"),
    **_each(RUNS | {"rolf"}, "poolbrings", "poolavailability", "conflictbecause"),
    # The host's reply before it is sent
    **_each(OF_LEAD, "finaltitle", *_of("final", *LETTER, *FOUND)),
    **_each(OWN, "unsentreply", "unsentbecause", "unsentownstep", "unsentsummary", *_of("unsent", "action", "owner",
            "measure", "difference")),
    **_each(OWN | RUNS, "latetitle", "latebecause"),
    # What it let others read
    **_each(EVERYBODY, "livetitle", "publictext", *_of("public", *FOUND, "reply")),
    **_each(MEMBERS, *_of("public", "because", "action", "owner", "measure"), *_of("region", *ANSWERED)),
    **_each(DIRECTORS | OF_LEAD, *_of("directors", *ANSWERED, "dropped")),
    **_each(OF_LEAD, *_of("authority", *LETTER, *FOUND, "reply", "because"), "releasedenquiry", "lettertitle",
            "letterfile", "letterbytes", "letteroriginal", "sentdifference", "otheraction"),
    **_each(OF_LEAD | {"bob"}, *_of("authority", "action", "owner", "measure")),  # Bob owns it
    **_each(OF_LEAD | {"bob"}, *_of("sentauthority", "done", "difference")),
    **_each(MEMBERS, *_of("sentregion", "done", "difference"), *_of("sentpublic", "done", "difference")),
    **_each(OF_LEAD, *_of("sentother", "done", "difference")),
    **_each(OWN, *(f"unsent{level}{end}" for level in ("authority", "region", "public", "other")
                   for end in ("done", "difference"))),
    **_each(WRITERS | OWNERS, "readerplace", "readerwhat"),
    # Asks and offers
    **_each(OWN | RUNS | DIRECTORS, "asktext", "askcontact"),
    **_each(OWN | RUNS, "backtext", "backcontact"),
    **_each(OWN | RUNS | {"wren"}, "introducednote", "whatcame"),
    # Themes
    **_each(RUNS, *_of("long", "title", "summary", "regionalstep")),
    **_each(LED - {"lena", "lou"}, *(f"{word}{end}" for word in ("put", "chosen") for end in (
            "title", "summary", "regionalstep")), *(f"{word}{end}" for word in ("chosen", "released")
            for end in ("decided", "outcome"))),
    **_each(EVERYBODY, *_of("released", "title", "summary", "regionalstep")),
    # Packs, coverage, letters brought in, kinds: by whoever they are for
    **_each({"alice"}, "folderfile", "folderbytes", "foldererror"),
    **_each(DIRECTORS | {"dana", "lou", "scott"}, "summitfile", "summitbytes"),
    **_each(LED, "promisewords", "promisesource"),
    **_each({"dana"}, "broughtname", "broughttitle", "broughthtml"),
    **_each(LED, "kindname", "kindpurpose", "kindlength"),  # a director may ask for a review of it
    **_each(RUNS, "kindledby", "kindofseat", "kindofenquiry", "eventplace"),
    **_each(RUNS | TEAM | WRITERS | {"charlie", "wren"}, "themename"),  # whoever may say what something is about
}  # fmt: skip
# Planted, and no page shows it to anybody.
SHOWN_NOWHERE = {"noteexplained", "unsentplace", "broughtbody", "broughtbytes", "broughtfile"}
# What is said to everybody, signed in or not.
PUBLIC = {word for word, who in WORDS.items() if who == EVERYBODY}

_CODE = "a code of a few characters by which an area or a question is known, too short to say anything"
_PRINT = "a fingerprint: no word can be read out of it"
_KIND = "names a kind of record or a field, out of a list of ours"
OPEN = {
    **dict.fromkeys(("reviewreport.kind", "reviewreport.parts", "reviewremoval.kind", "reviewremoval.parts"), _KIND),
    "finding.area_code": _CODE,
    "finding.prompt_code": _CODE,
    "themearea.area_code": _CODE,
    "letter.sha256": _PRINT,
    "letter.sha256_now": _PRINT,
    "review.stood_at": "the name of a stage, out of a list of ours",
    "itemrelease.items": "random ids",
    "finding.heard_from": "numbers, and roles in the portal's own general words",
}
