"""What the pages of counts show: the years as figures and as a table, then areas and authorities of one year."""

from peerchallenge.growth import by_area, by_authority, by_year, first_year
from peerchallenge.shares import figures_of, table
from portal.ui.links import with_query


class Narrowed:
    """Rows narrowed to a year, an area and an authority by what stands behind the "?"; what isn't there is ignored."""

    def __init__(self, rows, earlier, query, *, authorities: bool):
        self.rows, self.earlier, self.query = rows, earlier, query
        years = sorted({row.year for row in rows}, reverse=True)
        areas = {row.area: row.title for row in rows}
        places = {one.authority.code: one.authority.name for one in earlier if one.authority}
        places = places | {row.authority_code: row.authority for row in rows} if authorities else {}
        self.choices = {
            "area": ("Area", "Every area", areas),
            "authority": ("Authority", "Every authority", places),
            "year": ("Year, for the tables below", "", {year: year for year in years}),
        }
        self.given = {name: query.get(name, "") for name in self.choices}
        self.given = {name: value if value in self.choices[name][2] else "" for name, value in self.given.items()}
        self.year = self.given["year"] or (years[0] if years else "")
        self.area, self.authority = self.given["area"], self.given["authority"]

    def of(self, *names):
        """Return the rows that fit what was chosen of `names`."""
        wanted = {"area": self.area, "authority": self.authority, "year": self.year}
        columns = {"area": "area", "authority": "authority_code", "year": "year"}
        return [
            row for row in self.rows
            if all(not wanted[name] or getattr(row, columns[name]) == wanted[name] for name in names)
        ]  # fmt: skip

    def before(self):
        """Return the earlier counts of the authority chosen, or of the region as a whole."""
        return [one for one in self.earlier if (one.authority.code if one.authority else "") == self.authority]

    def selects(self):
        """Return the filters as components/filter_form.html takes them."""
        found = []
        for name, (label, every, choices) in self.choices.items():
            if len(choices) > 1:
                value = self.year if name == "year" else self.given[name]
                listed = [*([("", every)] if every else []), *choices.items()]
                found.append({"name": name, "label": label, "choices": listed, "value": value})
        return found

    def chips(self):
        chosen = [(name, value) for name, value in self.given.items() if value and (name != "year")]
        return [{"label": self.choices[name][2][value], "url": with_query(self.query, **{name: None})}
                for name, value in chosen]  # fmt: skip

    @property
    def said(self) -> str:
        """What the figures are about, when they were narrowed: "Early help, Ardenvale"."""
        chosen = [self.choices[name][2][self.given[name]] for name in ("area", "authority") if self.given[name]]
        return ", ".join(chosen)


def page_of(narrowed, earlier, region, *, with_authorities, now=()) -> dict:
    """Return what a page of counts shows: `earlier` counts, years and `now`, the line of what isn't submitted yet.

    `with_authorities`: how many authorities each number is of, and each authority's numbers.
    """
    years = by_year(narrowed.of("area", "authority"), earlier, narrowed.area)
    shown = [*years, *now]
    tables = (
        [("by-year", "All counts, year by year", table("Year", shown, with_authorities=with_authorities))]
        if shown
        else []
    )
    if narrowed.rows:
        of_year = by_area(narrowed.of("year", "authority"))
        tables.append(
            (
                "by-area",
                f"By area, {narrowed.year}",
                table("Area", of_year, with_authorities=with_authorities, by_area=True),
            )
        )
    if narrowed.rows and with_authorities:
        of_year = by_authority(narrowed.of("year", "area"))
        tables.append(
            ("by-authority", f"By authority, {narrowed.year}", table("Authority", of_year, with_authorities=False))
        )
    return {
        "narrowed": narrowed,
        "figures": figures_of(shown) if shown else [],
        "tables": tables,
        "line_starts": _line_starts(years, region),
        "sources": [(line.label, line.source) for line in years if line.is_earlier],
    }


def _line_starts(years, region):
    """Say why nothing stands before the first year, when nobody entered anything."""
    first = first_year(region)
    if not first or any(line.is_earlier for line in years):
        return ""
    return f"The line starts with {first}, the first cycle run here."
