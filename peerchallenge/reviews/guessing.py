"""Guesses for the check screen of a letter: whose it is, of which kind, what a finding is about. A person decides."""

import re
from collections import Counter

_WORD = re.compile(r"[a-z]{4,}")
_STEM = 6
_NEAR_TOP = 40
_COMMON = frozenset(
    [
        "review",
        "reviews",
        "challenge",
        "peer",
        "team",
        "visit",
        "children",
        "services",
        "childrens",
        "with",
        "from",
        "other",
    ]
)
# Words that say what a theme of the portal's own is about, though its name doesn't hold them.
_ALSO = {
    "Leadership, governance and partnership": "leaders scrutiny members cabinet partners board strategy vision",
    "Front door and thresholds": "threshold contact referral mash multi-agency screening step",
    "Early help": "prevention family hubs troubled",
    "Help and protection": "child-protection assessment plans strategy visits neglect risk safeguarding court",
    "Children in care": "looked-after care-planning placement adoption fostering permanence virtual",
    "Care leavers": "leavers pathway personal-adviser independence",
    "Special educational needs and disabilities": "send ehcp ehc disability disabled",
    "Education and attainment": "school schools attendance exclusion attainment",
    "Children’s and families’ voice": "voice heard participation parents wishes",
    "Quality assurance and learning": "audit audits auditing dip-sampling supervision learning",
    "Workforce": "staff caseload caseloads recruitment retention social-workers agency turnover training",
    "Use of data": "data figures performance scorecard dashboard recording",
    "Money, placements and commissioning": "budget commissioning sufficiency savings funding",
}


def authority_in(lines, authorities):
    """Return the authority that a letter names most, of `authorities`; None when it names none, or two alike."""
    text = "\n".join(lines)
    counted = [(len(re.findall(rf"\b{re.escape(one.name)}\b", text, re.IGNORECASE)), one) for one in authorities]
    counted = sorted([pair for pair in counted if pair[0]], key=lambda pair: -pair[0])
    if not counted or (len(counted) > 1 and counted[0][0] == counted[1][0]):
        return None
    return counted[0][1]


def kind_in(title, lines, kinds):
    """Return the kind of review whose name a letter's title says, by half at least, or else its text whole; or None."""
    for text, least in ((title, 0.5), ("\n".join(lines[:_NEAR_TOP]), 1)):
        said = _named(text)
        found = [(len(name & said) / len(name), len(name), kind) for kind in kinds if (name := _named(kind.name))]
        best = max(found, default=(0, 0, None), key=lambda entry: entry[:2])
        if best[0] >= least:
            return best[2]
    return None


def _named(text):
    return frozenset(word[:_STEM] for word in re.findall(r"[a-z]{3,}", text.lower()))


def theme_in(subject, headline, heard, themes):
    """Return which of `themes` a finding is about, by the words of its heading, then of its own; None without any."""
    words = Counter(_listed(heard)) + Counter(dict.fromkeys(_listed(headline), 3))
    words += Counter(dict.fromkeys(_listed(subject), 5))
    scored = [(sum(words[stem] for stem in _about(theme)), -at, theme) for at, theme in enumerate(themes)]
    best = max(scored, default=(0, 0, None), key=lambda entry: entry[:2])
    return best[2] if best[0] > 0 else None


def _about(theme):
    return _stems(f"{theme.name} {_ALSO.get(theme.name, '')}")


def _listed(text):
    return [word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _COMMON]


def _stems(text):
    return frozenset(_listed(text))
