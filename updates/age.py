"""How old what an update says is: counted from the end of the months that it covers, whenever it was published."""

from datetime import date

from updates.periods import Period

OLD_AFTER_MONTHS = 18


def age_in_words(period: Period, today: date) -> str:
    """Return "more than 18 months ago" or "6 years ago" from the day that is so, empty before; UK dates."""
    months = (today.year - period.to_on.year) * 12 + today.month - period.to_on.month - 1
    if months < OLD_AFTER_MONTHS:
        return ""
    years = months // 12
    return "more than 18 months ago" if years < 2 else f"{years} years ago"
