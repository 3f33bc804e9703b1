"""Reviews: peers look at an authority, say what they found, and what follows is kept up to its effect."""

from peerchallenge.reviews.models.brought import BroughtLetter
from peerchallenge.reviews.models.coverage import CoveragePromise
from peerchallenge.reviews.models.finding import Correction, Finding, Letter, LetterDraft, Reply, Theme, Wording
from peerchallenge.reviews.models.help import HelpEntry, Introduction
from peerchallenge.reviews.models.kind import LINE, KindEnquiry, KindSeat, KindStage, ReviewKind, Stage
from peerchallenge.reviews.models.levels import ShownTo
from peerchallenge.reviews.models.next_step import ActionReport, HostAction, NextStep, ProgressCheck
from peerchallenge.reviews.models.regional_theme import RegionalStep, RegionalTheme, ThemeArea, ThemeFinding
from peerchallenge.reviews.models.removal import ReviewRemoval, ReviewReport
from peerchallenge.reviews.models.review import ChallengeEvent, Review, ReviewStage
from peerchallenge.reviews.models.sharing import ItemRelease, Pack, PublicSummary, ReviewReading
from peerchallenge.reviews.models.team import Conflict, Member, Reviewer, Seat, Training
from peerchallenge.reviews.models.workspace import ReviewDocument, ReviewEnquiry, Session, TeamNote

__all__ = [
    "LINE",
    "ActionReport",
    "BroughtLetter",
    "ChallengeEvent",
    "Conflict",
    "Correction",
    "CoveragePromise",
    "Finding",
    "HelpEntry",
    "HostAction",
    "Introduction",
    "ItemRelease",
    "KindEnquiry",
    "KindSeat",
    "KindStage",
    "Letter",
    "LetterDraft",
    "Member",
    "NextStep",
    "Pack",
    "ProgressCheck",
    "PublicSummary",
    "RegionalStep",
    "RegionalTheme",
    "Reply",
    "Review",
    "ReviewDocument",
    "ReviewEnquiry",
    "ReviewKind",
    "ReviewReading",
    "ReviewRemoval",
    "ReviewReport",
    "ReviewStage",
    "Reviewer",
    "Seat",
    "Session",
    "ShownTo",
    "Stage",
    "TeamNote",
    "Theme",
    "ThemeArea",
    "ThemeFinding",
    "Training",
    "Wording",
]
