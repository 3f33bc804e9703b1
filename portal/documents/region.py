"""The region that a document is about."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

# Names that are safe anywhere. A longer name hides a shorter one inside it ("South East London" is London).
NAMES = {
    "east-midlands": ["East Midlands", "E Midlands", "East Mids", "E Mids", "EMRIIA", "eastmidlandsriia.org.uk"],
    "eastern": [
        "Eastern Region", "Eastern Regional", "East of England", "Eastern England", "East England", "Eastern ADCS",
        "ERSLIP", "erslip.co.uk", "East Region", "EELGA",
    ],
    "greater-london": [
        "Greater London", "London", "ALDCS", "LIIA", "liia.london", "North West London", "North East London",
        "South East London", "South West London", "London Councils",
    ],
    "north-east": ["North East", "N East", "NEADCS", "neadcs.org.uk", "North East of England", "North Eastern"],
    "north-west": ["North West", "North-West", "N West", "NWADCS", "North West of England", "Northwest"],
    "south-east": [
        "South East", "South-East", "S East", "SESLIP", "seslip.co.uk", "SEADCS", "South Eastern",
        "South East of England",
        "Southeast",
    ],
    "south-west": ["South West", "S West", "SWADCS", "South West of England", "South Western", "Southwest"],
    "west-midlands": [
        "West Midlands", "W Midlands", "West Mids", "W Mids", "WMADCS", "wmadcs.org.uk", "WMCS", "IEWM",
        "wmchildrensservices.org.uk",
    ],
    "yorkshire-and-humber": [
        "Yorkshire and Humber", "Yorkshire and the Humber", "Yorkshire & Humber", "Yorkshire & the Humber",
        "Yorkshire, Humber", "Yorkshire Humber", "Yorkshire and Humberside", "Yorkshire & Humberside",
        "Yorkshire/Humber",
        "Y&H", "Y & H", "Yorks & Humber", "Yorks and Humber", "YHADCS", "Yorkshire Humberside",
    ],
}  # fmt: skip
# Names that say a region only in a title, where nothing else is meant.
_IN_TITLES = {
    "eastern": ["Eastern", "EoE", "EofE", "E of E"],
    "yorkshire-and-humber": ["Yorkshire", "Humber", "YH"],
    "east-midlands": ["EM"],
    "west-midlands": ["WM"],
    "north-east": ["NE"],
    "north-west": ["NW"],
    "south-east": ["SE"],
    "south-west": ["SW"],
    "greater-london": ["LDN"],
}
# Places that contain a region's name but lie elsewhere, and words that only look like one.
_ELSEWHERE = [
    "North East Lincolnshire", "North East Derbyshire", "Eastern Europe", "South East Midlands", "South East Asia",
    "Middle Eastern", "Far Eastern", "South Western Railway", "North West Leicestershire", "North West Norfolk",
]  # fmt: skip


class Regions:
    """The names to look for: the nine regions' and any others given as slug -> names."""

    def __init__(self, extra: Mapping[str, Iterable[str]] | None = None):
        known = {slug: list(names) for slug, names in NAMES.items()}
        for slug, names in (extra or {}).items():
            given = [names] if isinstance(names, str) else list(names)
            known[slug] = known.get(slug, []) + [name for name in given if name.strip()]
        self._anywhere = _Finder(known)
        titled = {slug: names + _IN_TITLES.get(slug, []) for slug, names in known.items()}
        self._titled = _Finder(titled)

    def in_title(self, text: str) -> list[str]:
        """Return the slugs that a title, tag or file name names, in order, without repeats."""
        return list(dict.fromkeys(self._titled.all(text)))

    def in_text(self, text: str) -> list[tuple[str, int]]:
        """Return (slug, mentions) in running text, most mentioned first."""
        return Counter(self._anywhere.all(text)).most_common()


class _Finder:
    def __init__(self, names):
        self._slugs = {_flat(name): slug for slug, known in names.items() for name in known}
        every = [*(name for known in names.values() for name in known), *_ELSEWHERE]
        ordered = sorted(set(every), key=len, reverse=True)
        pattern = "|".join(_pattern(name) for name in ordered)
        self._find = re.compile(rf"(?<![\w@])(?:{pattern})(?!\w)")

    def all(self, text):
        """Yield the slug of each name in the text; places elsewhere are passed over."""
        for found in self._find.finditer(text):
            slug = self._slugs.get(_flat(found[0]))
            if slug:
                yield slug


def _pattern(name):
    """Match a name in any case, with any spacing; initials only as capitals."""
    flexible = r"[\s-]{1,3}".join(re.escape(word) for word in re.split(r"[\s-]+", name.strip()))
    return flexible if len(name) <= 3 and name.isupper() else f"(?i:{flexible})"


def _flat(name):
    return re.sub(r"[\s-]+", " ", name).casefold()
