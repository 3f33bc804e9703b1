"""Best first: the same order on both databases, because it is counted here, in the words that were indexed.

A group of the query earns 8 where the heading has it, 4 for the title, 2 for tags and region, and 1 for each time
the text has it, 5 at most. Words that follow each other as they were typed earn 4 more. Among equals the newest
comes first, then the order on the page.
"""

_MOST_TIMES = 5
_FOLLOWING = 4


def ranked(query, candidates: list[tuple[int, str]]) -> list[int]:
    """Return the ids of `candidates`, which are (id, words) as `portal.search.index` writes them, best first."""
    typed = tuple(run[0] for run, *_ in query.groups if len(run) == 1)
    typed = f" {' '.join(typed)} " if len(typed) > 1 else None
    words = [f" {group[0][0]} " for group in query.groups if len(group) == 1 and len(group[0]) == 1]
    choices = [[[f" {word} " for word in run] for run in group] for group in query.groups if len(group) > 1]
    scored = [(_score(line, words, choices, typed), pk) for pk, line in candidates]
    return [pk for _, pk in sorted(scored, reverse=True)]


def _score(indexed, words, choices, typed):
    """Return what an entry earns. `words` are groups said in one way; written out, for there are hundreds to score."""
    title, heading, more, text, _ = indexed.split("\n")
    score = _FOLLOWING if typed and typed in indexed else 0
    for word in words:
        score += min(_MOST_TIMES, text.count(word))
        if word in heading:
            score += 8
        if word in title:
            score += 4
        if word in more:
            score += 2
    for group in choices:
        score += max(_run_score(run, title, heading, more, text) for run in group)
    return score


def _run_score(run, title, heading, more, text):
    """What one way of saying a group earns; the scarcest of its words counts."""
    score = min(_MOST_TIMES, min(text.count(word) for word in run))
    for line, worth in ((heading, 8), (title, 4), (more, 2)):
        if all(word in line for word in run):
            score += worth
    return score
