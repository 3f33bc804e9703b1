"""What a kind of review promises, in words."""

from peerchallenge.reviews.models import LINE, KindStage, Stage


def in_words(rule: KindStage) -> str:
    """Return by when a kind promises a stage: "10 days after the visit ends", "on the day the visit begins"; "" when it
    promises none."""
    if rule.number is None:
        return ""
    after = rule.get_after_display()
    if rule.number == 0:
        return f"on the day of {after}" if after.startswith(("the request", "the final")) else f"on the day {after}"
    many = abs(rule.number)
    unit = rule.unit[:-1] if many == 1 else rule.unit
    return f"{many} {unit} {'before' if rule.number < 0 else 'after'} {after}"


def stages_in_words(kind) -> list[tuple[Stage, str]]:
    """Return (stage, promise in words) of each stage that a kind goes through; its stages are prefetched or read."""
    rules = {rule.stage: rule for rule in kind.stages.all() if rule.is_on}
    return [(stage, in_words(rules[stage])) for stage in LINE if stage in rules]


def left_out(kind) -> list[Stage]:
    """Return the stages that a kind doesn't go through."""
    on = {rule.stage for rule in kind.stages.all() if rule.is_on}
    return [stage for stage in LINE if stage not in on]
