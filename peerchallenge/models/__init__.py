"""A region's year of peer challenge: what authorities are asked, what they say of themselves, who reads it."""

from peerchallenge.models.assessment import Section, SectionHelper, SelfAssessment
from peerchallenge.models.counting import EarlierCount, SubmissionCount
from peerchallenge.models.cycle import Cycle, Extension, Participation, Step
from peerchallenge.models.enquiry import LineOfEnquiry
from peerchallenge.models.framework import AppliesTo, Framework, FrameworkArea, FrameworkVersion, Prompt, ScalePoint
from peerchallenge.models.moderation import Concern, Moderator, Remark
from peerchallenge.models.removal import Explanation, Removal, Report
from peerchallenge.models.sharing import Reading, Release
from peerchallenge.models.signing import Signature, Submission
from peerchallenge.models.statement import Evidence, Promise, Statement

# Reviews are a part of this app; their models stand with what is done with them.
from peerchallenge.reviews import models as _reviews  # noqa: F401

__all__ = [
    "AppliesTo",
    "Concern",
    "Cycle",
    "EarlierCount",
    "Evidence",
    "Explanation",
    "Extension",
    "Framework",
    "FrameworkArea",
    "FrameworkVersion",
    "LineOfEnquiry",
    "Moderator",
    "Participation",
    "Promise",
    "Prompt",
    "Reading",
    "Release",
    "Remark",
    "Removal",
    "Report",
    "ScalePoint",
    "Section",
    "SectionHelper",
    "SelfAssessment",
    "Signature",
    "Statement",
    "Step",
    "Submission",
    "SubmissionCount",
]
