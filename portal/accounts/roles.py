"""The roles that a post can carry: where each one belongs, what it may do, which others it may give."""

from typing import NamedTuple

from django.db import models


class Scope(models.TextChoices):
    """The kind of organisation at which a role is held."""

    NETWORK = "network", "the whole network"
    REGION = "region", "a region"
    AUTHORITY = "authority", "an authority"
    TRUST = "trust", "a children's trust"


class Role(models.TextChoices):
    """What somebody is at an organisation, in the field's words."""

    SITE_ADMINISTRATOR = "site-administrator", "Site administrator"
    PROGRAMME_MANAGER = "programme-manager", "Regional programme manager"
    REGIONAL_CHAIR = "regional-chair", "Regional chair"
    PEER_CHALLENGE_ASSOCIATE = "peer-challenge-associate", "Peer challenge associate"
    DATA_PARTNER = "data-partner", "Data partner"
    NETWORK_CHAIR = "network-chair", "Network chair"
    DCS = "dcs", "Director of Children's Services"
    TRUST_CHIEF_EXECUTIVE = "trust-chief-executive", "Trust chief executive"
    COUNCIL_CHIEF_EXECUTIVE = "council-chief-executive", "Council chief executive"
    LEAD_MEMBER = "lead-member", "Lead Member"
    SCRUTINY_CHAIR = "scrutiny-chair", "Scrutiny chair"
    SAFEGUARDING_PARTNERSHIP_CHAIR = "safeguarding-partnership-chair", "Safeguarding-partnership chair"
    SAFEGUARDING_LEAD = "safeguarding-lead", "Safeguarding lead"
    SELF_ASSESSMENT_LEAD = "self-assessment-lead", "Self-assessment lead"
    CONTRIBUTOR = "contributor", "Contributor"
    LINK_PERFORMANCE_OFFICER = "link-performance-officer", "Link performance officer"
    MODERATOR = "moderator", "Moderator"
    PEER_REVIEWER = "peer-reviewer", "Peer reviewer"
    LEAD_OFFICER = "lead-officer", "Lead officer"
    OBSERVER = "observer", "Observer"

    @property
    def scope(self) -> Scope:
        return DUTIES[self].scope

    @property
    def may_do(self) -> str:
        """One sentence for the person who is given the post."""
        return DUTIES[self].may_do

    @property
    def may_invite(self) -> frozenset["Role"]:
        """The roles that a holder may give to others, at the holder's own organisation."""
        return DUTIES[self].may_invite

    @classmethod
    def of_scope(cls, scope: Scope) -> list["Role"]:
        return [role for role in cls if role.scope == scope]


class Duty(NamedTuple):
    scope: Scope
    may_do: str
    may_invite: frozenset[Role] = frozenset()


_EVERY_ROLE = frozenset(Role)
_IN_A_REGION = _EVERY_ROLE - {Role.SITE_ADMINISTRATOR}
_LEADS = frozenset({Role.CONTRIBUTOR, Role.SELF_ASSESSMENT_LEAD, Role.SAFEGUARDING_LEAD, Role.LEAD_OFFICER})

DUTIES = {
    Role.SITE_ADMINISTRATOR: Duty(Scope.NETWORK, "Looks after the portal and gives anybody a post.", _EVERY_ROLE),
    Role.PROGRAMME_MANAGER: Duty(
        Scope.REGION, "Runs the region's programme: writes its pages and updates, and gives posts in it.", _IN_A_REGION
    ),
    Role.REGIONAL_CHAIR: Duty(Scope.REGION, "Chairs the region's directors and is named on the region's page."),
    Role.PEER_CHALLENGE_ASSOCIATE: Duty(Scope.REGION, "Helps the region to run its peer challenges."),
    Role.DATA_PARTNER: Duty(Scope.REGION, "Collates the region's figures."),
    Role.NETWORK_CHAIR: Duty(Scope.REGION, "Chairs one of the region's networks of practitioners."),
    Role.DCS: Duty(
        Scope.AUTHORITY, "Answers for the authority's children's services, and invites its contributors.", _LEADS
    ),
    Role.TRUST_CHIEF_EXECUTIVE: Duty(Scope.TRUST, "Leads the trust that delivers children's services."),
    Role.COUNCIL_CHIEF_EXECUTIVE: Duty(Scope.AUTHORITY, "Leads the council, and signs what is sent in its name."),
    Role.LEAD_MEMBER: Duty(Scope.AUTHORITY, "Is the councillor responsible for children's services."),
    Role.SCRUTINY_CHAIR: Duty(Scope.AUTHORITY, "Chairs the councillors who examine children's services."),
    Role.SAFEGUARDING_PARTNERSHIP_CHAIR: Duty(Scope.AUTHORITY, "Chairs the local safeguarding partnership."),
    Role.SAFEGUARDING_LEAD: Duty(Scope.AUTHORITY, "Leads on safeguarding for the authority."),
    Role.SELF_ASSESSMENT_LEAD: Duty(
        Scope.AUTHORITY, "Brings the authority's self-assessment together, and invites its contributors.", _LEADS
    ),
    Role.CONTRIBUTOR: Duty(Scope.AUTHORITY, "Writes the parts of the self-assessment that they are given."),
    Role.LINK_PERFORMANCE_OFFICER: Duty(Scope.AUTHORITY, "Sends in the authority's figures."),
    Role.MODERATOR: Duty(Scope.AUTHORITY, "Moderates the self-assessments of other authorities."),
    Role.PEER_REVIEWER: Duty(Scope.AUTHORITY, "Joins the teams that review other authorities."),
    Role.LEAD_OFFICER: Duty(Scope.AUTHORITY, "Leads on a priority or an action for the authority."),
    Role.OBSERVER: Duty(Scope.REGION, "Reads what the region shares with its members."),
}
