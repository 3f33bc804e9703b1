"""Checks of a text before it is published: what must be fixed, what is worth a look, what passed.

    findings = check(Draft(pieces=(Piece("Title", "Mercia in March", "id_title", is_title=True), …), today=…))
    findings.must, findings.look, findings.passed, findings.in_words

Drawn by `templates/drafting/_checks.html`. Nothing here asks a database or a network, or changes anything.
"""

from portal.drafting.checks.draft import LOOK, MUST, PASSED, Draft, Finding, Findings, Picture, Piece
from portal.drafting.checks.panel import check

__all__ = ["LOOK", "MUST", "PASSED", "Draft", "Finding", "Findings", "Picture", "Piece", "check"]
