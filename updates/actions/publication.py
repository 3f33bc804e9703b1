"""When the public reads what: publishing, scheduling, withdrawing.

Each published edition holds from when and until when it is live, so nothing has to run at those moments. A window is
only ever cut short by what comes after it, and made longer again when that is called off.
"""

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from portal.audit.models import Overtaken, record
from portal.drafting.models import Version
from portal.drafting.models.presence import no_longer_at_work
from portal.ui.pagecache import public_content_changed
from updates.index import index_update
from updates.models import Edition, RegionCount, Tag, Tagging, Update, Withdrawal
from updates.telling import stop_telling, stop_when_withdrawn, tell_followers
from updates.words import keep_words

NOT_WITHDRAWN = {
    "withdrawn_at": None, "withdrawn_by": None, "withdrawn_reason": "", "withdrawn_as": "", "superseded_by": None,
}  # fmt: skip


class DraftInTheWay(Exception):
    """The update has another working draft, so this edition can't become one."""


@transaction.atomic
def publish(draft, *, by, version, at=None, is_major=True, change_note="", alone_because=""):
    """Make the working draft the live edition, from now or from the moment `at`; return it.

    An edition that is live keeps being read until then; one that is scheduled for later still takes its turn.
    `alone_because` is the reason for publishing without the second person whom the region asks for. Raises
    Overtaken when the draft was changed since `version` or is a draft no longer.
    """
    update = Update.objects.select_for_update(no_key=True).get(pk=draft.update_id)
    now = timezone.now()
    live_from = at or now
    first, last, following = _neighbours(update, live_from)
    is_major = is_major or last is None
    change_note = change_note.strip() if last else ""
    draft.publish(
        by=by, version=version, live_from=live_from, alone_because=alone_because.strip(),
        live_until=_earliest(following and following.live_from, _coming_withdrawal(update, live_from)),
        first_published_at=min(first.first_published_at, live_from) if first else live_from,
        last_major_at=live_from if is_major else last.last_major_at,
        is_major=is_major, change_note=change_note, changes=_changes(last, live_from, is_major and change_note),
    )  # fmt: skip
    _published(update).exclude(pk=draft.pk).filter(_open_at(live_from), live_from__lte=live_from).update(
        live_until=live_from
    )
    if live_from <= now and update.withdrawn_at and update.withdrawn_at <= now:
        Update.objects.filter(pk=update.pk).update(**NOT_WITHDRAWN)
    act = Version.Act.PUBLISHED if live_from <= now else Version.Act.SCHEDULED
    keep_words(draft, act=act, by=by, note=change_note or alone_because)
    no_longer_at_work(draft)
    public_changed(update)
    draft.refresh_from_db()
    if at is None or at > now:  # what is put into the past is the record of old updates, which is news to nobody
        tell_followers(draft, by=by)
    return draft


def _published(update):
    return update.editions.filter(status=Edition.Status.PUBLISHED)


def _open_at(moment):
    return Q(live_until__isnull=True) | Q(live_until__gt=moment)


def _neighbours(update, moment):
    """Return the first edition that is, was or will be live, the last one before `moment` and the first one after."""
    editions = list(_published(update).filter(_open_at(F("live_from"))).order_by("live_from", "pk"))
    before = [edition for edition in editions if edition.live_from <= moment]
    after = [edition for edition in editions if edition.live_from > moment]
    return next(iter(editions), None), next(reversed(before), None), next(iter(after), None)


def _coming_withdrawal(update, moment):
    return update.withdrawn_at if update.withdrawn_at and update.withdrawn_at > moment else None


def _earliest(*moments):
    return min((moment for moment in moments if moment), default=None)


def _changes(last, moment, note):
    """What readers are told has changed, latest first."""
    told = list(last.changes) if last else []
    return [{"at": moment.isoformat(), "note": note}, *told] if note else told


@transaction.atomic
def unschedule(edition, *, by, version):
    """Keep a scheduled edition from going live: it is the working draft again. The one before it is read on.

    Raises DraftInTheWay when there is another working draft, Overtaken when it went live or was stopped first.
    """
    update = Update.objects.select_for_update(no_key=True).get(pk=edition.update_id)
    edition.refresh_from_db()
    if not edition.is_scheduled or edition.version != version:
        raise Overtaken("It went live or was stopped before.")
    if update.draft:
        raise DraftInTheWay
    was_from, was_until = edition.live_from, edition.live_until
    edition.unschedule(by=by, version=version)
    withdrawn_at = update.withdrawn_at if update.withdrawn_at and update.withdrawn_at >= was_from else None
    _published(update).filter(live_until=was_from, live_from__lt=was_from).update(
        live_until=_earliest(was_until, withdrawn_at)
    )
    public_changed(update)


@transaction.atomic
def withdraw(update, *, by, reason, how=Withdrawal.IN_ERROR, at=None, superseded_by=None):
    """Take the update out of the public record, now or from the moment `at`, saying why and how.

    What was scheduled for later does not go live either. `superseded_by` is the update to which readers are sent.
    Raises Overtaken when somebody withdrew it first.
    """
    update = Update.objects.select_for_update(no_key=True, of=("self",)).get(pk=update.pk)
    if update.is_withdrawn:
        raise Overtaken("Somebody else withdrew this update first.")
    now = timezone.now()
    moment = at or now
    _call_withdrawal_off(update)
    # What an earlier withdrawal kept from going live stays so, even if this one is called off.
    _published(update).filter(live_until=F("live_from"), live_from__gt=now).update(live_until=now)
    Update.objects.filter(pk=update.pk).update(
        withdrawn_at=moment, withdrawn_by=by, withdrawn_reason=reason.strip(), withdrawn_as=how,
        superseded_by=superseded_by,
    )  # fmt: skip
    _published(update).filter(_open_at(moment)).update(live_until=Greatest(F("live_from"), moment))
    if moment <= now:
        stop_telling(update, by=by)
    else:
        stop_when_withdrawn.using(run_after=moment).enqueue(update.pk)
    record("withdrew" if moment <= now else "set the withdrawal of", update, by=by, reason=reason)
    public_changed(update)


@transaction.atomic
def keep_readable(update, *, by):
    """Call off a withdrawal whose moment has not come. Raises Overtaken when it has, or when there is none."""
    update = Update.objects.select_for_update(no_key=True).get(pk=update.pk)
    if not update.withdraws_later:
        raise Overtaken("The withdrawal was called off before, or its moment has come.")
    _call_withdrawal_off(update)
    Update.objects.filter(pk=update.pk).update(**NOT_WITHDRAWN)
    record("called off the withdrawal of", update, by=by)
    public_changed(update)


def _call_withdrawal_off(update):
    """Let each edition that a coming withdrawal cuts short be live until the next one is."""
    if not update.withdraws_later:
        return
    moment = update.withdrawn_at
    ends_with_it = Q(live_until=moment) | Q(live_from__gte=moment, live_until=F("live_from"))
    after_it = _open_at(F("live_from")) & Q(live_from__gte=moment)  # was published for later than the withdrawal
    editions = list(_published(update).filter(ends_with_it | after_it).order_by("live_from", "published_at", "pk"))
    for edition, following in zip(editions, [*editions[1:], None], strict=True):
        edition.live_until = following.live_from if following else None
    Edition.objects.bulk_update(editions, ["live_until"])


def public_changed(update):
    Tagging.objects.follow(update.pk)
    Tag.objects.filter(pk__in=Tagging.objects.filter(update=update).values("tag")).recount()
    RegionCount.objects.keep(update.region_id)
    index_update(update)
    public_content_changed()
