"""What a draft of a framework still lacks before it can be published."""

LEAST_OF_SCALE = 2


def what_is_missing(text) -> list[str]:
    """Return what a FrameworkText lacks, a sentence each that says what to do."""
    found = []
    if not text.areas:
        found.append("It has no area. Add the first.")
    if len(text.scale) < LEAST_OF_SCALE:
        found.append("Its scale needs at least two judgements. Add them with the settings.")
    for area in text.areas:
        if not area.prompts and not area.at_area_level:
            found.append(f"Area {area.code} asks nothing. Add a question, or let it be answered as a whole.")
    return found


def in_figures(text) -> str:
    """Return how long a FrameworkText is, in words: "8 areas, 16 questions, about 2 hours 40 minutes"."""
    questions = sum(len(area.prompts) for area in text.areas)
    minutes = sum(area.minutes for area in text.areas)
    parts = [_counted(len(text.areas), "area"), _counted(questions, "question")]
    return ", ".join([*parts, f"about {time_in_words(minutes)}"] if minutes else parts)


def time_in_words(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, [_counted(hours, "hour") if hours else "", _counted(rest, "minute") if rest else ""]))


def _counted(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"
