"""The rows of a cycle: what each authority says in it, submitted, signed, moderated, released and read."""

from collections import defaultdict
from datetime import timedelta

from django.utils import timezone

from peerchallenge.counts import counts_of_section
from peerchallenge.models import (
    Evidence,
    LineOfEnquiry,
    Moderator,
    Promise,
    Reading,
    Release,
    Remark,
    Section,
    SectionHelper,
    SelfAssessment,
    Signature,
    Statement,
    Submission,
    SubmissionCount,
)
from peerchallenge.words import fingerprint, words_of
from portal.files.models import Blob

ON_A_PROMPT, ON_A_STATEMENT = 3, 5
KINDS = ("audit", "figure", "voice", "case-review", "outside")
SIGNERS = ("dcs", "council-chief-executive", "lead-member")
SUBMITTED = timedelta(days=20)  # ago: before the summit's first day
FIVE = 5


class Writer:
    """Writes one region's cycles, the oldest first; it remembers what each authority promised the year before."""

    def __init__(self, prose, people):
        self.prose, self.people = prose, people
        self.previous, self.promised = {}, defaultdict(list)
        self.blob = Blob.objects.first() or Blob.objects.create(
            path="bench", content_type="application/pdf", size=1, sha256="0" * 64
        )

    def by(self, role, authority=None):
        return self.people[role, authority]

    def write(self, cycle, authorities, *, is_last):
        """Write all of `cycle`; the first authority of the last one was opened again and is being signed."""
        made = SelfAssessment.objects.bulk_create(
            SelfAssessment(cycle=cycle, region=cycle.region, authority=one, framework_version=cycle.framework_version,
                           previous=self.previous.get(one.pk), status="moderated", changes=1)
            for one in authorities
        )  # fmt: skip
        sections = Section.objects.bulk_create(
            Section(assessment=one, area=area, grade=self.prose.random.choice(self._scale(cycle)), status="completed",
                    rationale=self.prose.paragraph(40), direction="improving", **_copied(one))
            for one in made
            for area in self._areas(cycle)
        )  # fmt: skip
        self._promises(sections)
        self._statements(sections)
        submissions = [self._submitted(one) for one in made]
        self._moderated(submissions, authorities)
        self._signed(submissions)
        self._read(submissions)
        if is_last:
            self._opened_again(made[0], submissions[0])
            self._asked(made)
        self.previous = {one.authority_id: one for one in made}

    def _areas(self, cycle):
        return list(cycle.framework_version.areas.prefetch_related("prompts"))

    def _scale(self, cycle):
        return list(cycle.framework_version.scale.all())

    def _statements(self, sections):
        statements = Statement.objects.bulk_create(
            Statement(section=section, prompt=prompt, position=place, kind="area" if place == 2 else "strength",
                      claim=self.prose.paragraph(30), so_what=self.prose.paragraph(25), confidence="high",
                      next_step=self.prose.sentence() if place == 2 else "", next_owner="Head of practice",
                      step=self.prose.random.randint(1, 4), **_copied(section))
            for section in sections
            for prompt in section.area.prompts.all()
            for place in range(ON_A_PROMPT)
        )  # fmt: skip
        today = timezone.localdate()
        Evidence.objects.bulk_create(
            (
                Evidence(statement=one, position=place, kind=KINDS[place], title=self.prose.item(), period="2026",
                         source="Quality team", dated_on=today - timedelta(days=30 * (place + 1)),
                         **({"blob": self.blob, "file_name": "audit.pdf"} if place == 0 else {}), **_copied(one))
                for one in statements
                for place in range(ON_A_STATEMENT)
            ),
            batch_size=2000,
        )  # fmt: skip
        self.promised = defaultdict(list)
        for one in statements:
            if one.next_step:
                self.promised[one.authority_id, one.section.area.code].append(one)

    def _promises(self, sections):
        Promise.objects.bulk_create(
            Promise(section=section, statement=one, promised=one.next_step, promised_by=one.next_owner, status="done",
                    changed=self.prose.sentence(), **_copied(section))
            for section in sections
            for one in self.promised[section.authority_id, section.area.code]
        )  # fmt: skip

    def _submitted(self, assessment):
        words = words_of(assessment)
        year, code = assessment.cycle.year, assessment.authority.code
        made = Submission.objects.create(
            assessment=assessment, number=1, reference=f"{code}-{year}-1", words=words, sha256=fingerprint(words),
            submitted_by=self.by("self-assessment-lead", assessment.authority), submitted_at=timezone.now() - SUBMITTED,
            signed=[{"role": role, "by": role, "at": timezone.now().isoformat()} for role in SIGNERS],
        )  # fmt: skip
        areas = {area.code: area for area in assessment.framework_version.areas.all()}
        SubmissionCount.objects.bulk_create(
            SubmissionCount(submission=made, area=areas[section["code"]], **counts_of_section(section, {}),
                            **_copied(made))
            for section in words["sections"]
        )  # fmt: skip
        return made

    def _moderated(self, submissions, authorities):
        """Each by the moderators of the two authorities that come after it: on each area, and on five statements."""
        there = len(authorities)
        made = Moderator.objects.bulk_create(
            Moderator(submission=one, person=self.by("moderator", authorities[(place + more) % there]),
                      home=authorities[(place + more) % there].name, status="done", answered_at=timezone.now(),
                      asked_by=self.by("programme-manager"), **_copied(one))
            for place, one in enumerate(submissions)
            for more in (1, 2)
        )  # fmt: skip
        Remark.objects.bulk_create(
            Remark(moderator=one, area_code=section["code"], statement=of, sent_at=timezone.now() - SUBMITTED,
                   text=self.prose.sentence(), supports="" if of else "yes", proposed_step=3 if of else None,
                   step_reason="It is dated." if of else "", is_done=not of, **_copied(one))
            for one in made
            for section, of in _remarked(one.submission.words)
        )  # fmt: skip

    def _signed(self, submissions):
        Signature.objects.bulk_create(
            Signature(assessment=one.assessment, position=place, role=role, decision="approved",
                      sha256=one.sha256, decided_at=timezone.now(), decided_by=self.by(role, one.authority),
                      **_copied(one))
            for one in submissions
            for place, role in enumerate(SIGNERS)
        )  # fmt: skip

    def _read(self, submissions):
        Release.objects.bulk_create(
            Release(submission=one, assessment=one.assessment, shared_with="directors",
                    released_by=self.by("dcs", one.authority), **_copied(one))
            for one in submissions
        )  # fmt: skip
        readers = [person for (role, _), person in self.people.items() if role in ("dcs", "programme-manager")]
        Reading.objects.bulk_create(
            Reading(assessment=one.assessment, person=person, part="Director", what="Page", **_copied(one))
            for one in submissions
            for person in readers[:FIVE]
        )

    def _opened_again(self, assessment, submission):
        """It waits for its director, who signs first."""
        manager = self.by("programme-manager")
        Submission.objects.filter(pk=submission.pk).update(
            reopened_at=timezone.now(), reopened_by=manager, reopened_because="A figure was wrong."
        )
        SelfAssessment.objects.filter(pk=assessment.pk).update(status="signing")
        for place, role in enumerate(SIGNERS):
            Signature.objects.create(assessment=assessment, round=2, position=place, role=role)
        helper = self.by("contributor", assessment.authority)
        for section in assessment.sections.all()[:2]:
            SectionHelper.objects.create(section=section, person=helper, asked_by=manager)

    def _asked(self, made):
        """Lines of enquiry, and of every second self-assessment one moderator who is still at it."""
        LineOfEnquiry.objects.bulk_create(
            LineOfEnquiry(assessment=one, position=place, text=self.prose.sentence(), **_copied(one))
            for one in made
            for place in range(3)
        )
        SelfAssessment.objects.filter(pk__in=[one.pk for one in made[1::2]]).update(status="submitted")
        Moderator.objects.filter(submission__assessment__in=made[1::2]).update(status="accepted")


def _copied(parent):
    return {"region_id": parent.region_id, "authority_id": parent.authority_id}


def _remarked(words):
    """Each section as a whole, and of the first five one statement each."""
    for number, section in enumerate(words["sections"]):
        yield section, None
        if number < FIVE:
            yield section, section["prompts"][0]["statements"][0]["id"]
