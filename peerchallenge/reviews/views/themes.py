"""Themes of a cycle: the longlist, what findings and self-assessments share, writing a theme."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerchallenge.no_child import explained
from peerchallenge.reading import note_readings
from peerchallenge.reviews.actions import theming as acts
from peerchallenge.reviews.audiences import who_sees_theme, who_sees_themes
from peerchallenge.reviews.forms.theming import ThemeForm, theme_initial
from peerchallenge.reviews.models import RegionalTheme
from peerchallenge.reviews.theming import (
    address_of,
    groups_of,
    longlist,
    number_in_words,
    sources_of,
    themes_for,
    with_steps,
)
from peerchallenge.reviews.views.shared import changed_meanwhile
from peerchallenge.summit import submitted_last
from peerchallenge.views.cycle_shared import cycle_to
from peerchallenge.views.cycle_shared import trail as trail_of_cycle
from portal.audit.models import AuditEvent, FormKey, KeyAlreadyUsed, Overtaken
from portal.drafting import kept
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import may, require
from portal.ui.posted import address_if_there, posted, version_in
from portal.ui.saved_first import saved_first

TOO_FEW = "Others read this theme: let it rest on at least three authorities."


def trail(cycle, *, runs, themes=True) -> list[tuple[str, str]]:
    """Return where a page of themes stands; the cycle's own page only for those who open it."""
    found = trail_of_cycle(cycle) if runs else trail_of_cycle()[:1]
    return [*found, ("Themes", address_of(cycle))] if themes else found


def theme_to(request, public_id, permission=None) -> RegionalTheme:
    """Return the theme for somebody who reads it and may do `permission`; 404 if they don't, 403 if they may not."""
    rows = RegionalTheme.objects.visible_to(request.user).select_related(
        "region", "cycle__region", "about", "edited_by"
    )
    theme = get_object_or_404(rows, public_id=public_id)
    if permission:
        require(request.user, permission, theme)
    return theme


def submitted_to(request, cycle, theme=None) -> list:
    """Return what each authority submitted last, or those of them on which a `theme` rests; note that it is read."""
    found = submitted_last(cycle)
    found = list(found.filter(assessment__in=theme.areas.values("assessment")) if theme else found)
    note_readings(found, request.user, "Themes")
    return found


@require_safe
def themes(request, public_id):
    """Those who run peer challenge see what authorities share and make themes of it; directors read what was put."""
    cycle = cycle_to(request, public_id, "reviews.read_themes")
    runs = may(request.user, "reviews.write_themes", cycle)
    found = longlist(cycle, request.user)
    standing = [theme for theme in found if theme.status != RegionalTheme.Status.DROPPED]
    context = {
        "cycle": cycle, "runs": runs, "themes": standing, "dropped": [one for one in found if one not in standing],
        "groups": groups_of(cycle, request.user, submitted_to(request, cycle)) if runs else [],
        "who": who_sees_themes(cycle, runs=runs), "trail": trail(cycle, runs=runs, themes=False),
        "packs_url": address_if_there("packs") if runs else "",
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/themes/themes.html", context)


@require_safe
def theme(request, public_id):
    """One theme: what is common, what is recommended, what was chosen; for those who run it what it rests on."""
    theme = theme_to(request, public_id)
    [theme] = with_steps([theme])
    runs = may(request.user, "reviews.write_theme", theme)
    reads = runs or may(request.user, "reviews.read_themes", theme.cycle)
    sources = sources_of(theme, request.user, submitted_to(request, theme.cycle, theme) if runs else [])
    context = {
        "theme": theme, "runs": runs, "reads": reads, "sources": sources,
        "authorities": len({one.authority.pk for one in sources}), "number": number_in_words(theme),
        "who": who_sees_theme(theme, runs=runs),
        "trail": trail(theme.cycle, runs=runs) if reads else trail_of_cycle()[:1],
        "chain_url": address_if_there("theme_chain", theme.public_id),
        "priority_url": address_if_there("priority_from_theme", theme.public_id),
        "events": AuditEvent.objects.visible_to(request.user).about(theme)[:10] if runs else [],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/themes/theme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def theme_new(request, public_id):
    """Make a theme of what authorities share; `?about=` ticks a group."""
    cycle = cycle_to(request, public_id, "reviews.write_themes")
    groups = groups_of(cycle, request.user, submitted_to(request, cycle))
    form = ThemeForm(posted(request) or kept.restored(request), groups=groups, themes=themes_for(cycle.region),
                     initial=_ticked(groups, request.GET.get("about")))  # fmt: skip
    key = FormKey.of_form(request)
    if request.method == "POST" and form.is_valid():
        try:
            with explained(form, cycle, by=request.user):
                made = acts.make(cycle, by=request.user, form_key=key, **form.details())
        except KeyAlreadyUsed as used:
            made = RegionalTheme.objects.visible_to(request.user).get(pk=used.record_id)
        kept.forget(request)
        messages.success(request, "Saved on the longlist. Only those who run peer challenge can read it so far.")
        return redirect(made)
    context = _form_page(form, cycle, address_of(cycle)) | {"key": key, "who": who_sees_themes(cycle, runs=True)}
    return render(request, "peerchallenge/reviews/themes/edit.html", context | kept.page(request))


def _ticked(groups, about):
    group = next((group for group in groups if group.about == about), None)
    if group is None:
        return {}
    chosen = [one.key for one in group.sources if one.kind != "Strength"]
    pk = int(about) if about.isdigit() else None
    return {"title": group.title if pk else "", "about": pk, "sources": chosen or [one.key for one in group.sources]}


def _form_page(form, cycle, cancel_url):
    return {"form": form, "cycle": cycle, "cancel_url": cancel_url, "trail": trail(cycle, runs=True)}


@require_http_methods(["GET", "HEAD", "POST"])
def theme_edit(request, public_id):
    """Say a theme otherwise, or let it rest on something else."""
    theme = theme_to(request, public_id, "reviews.edit_theme")
    submissions = submitted_to(request, theme.cycle)
    form = _saved(request, theme, submissions, data=posted(request) or kept.restored(request))
    if request.method == "POST" and form.is_valid():
        version = version_in(request.POST.get("version"))
        try:
            with explained(form, theme, by=request.user):
                acts.edit(theme, by=request.user, version=version, **form.details())
        except acts.TooFew:
            form.add_error("sources", TOO_FEW)
        except Overtaken:
            return _overtaken(request, public_id, form, submissions)
        else:
            kept.forget(request)
            messages.success(request, "Saved.")
            return redirect(theme)
    context = _form_page(form, theme.cycle, theme.get_absolute_url()) | {
        "theme": theme, "version": request.POST.get("version", theme.version), "who": who_sees_theme(theme, runs=True),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/themes/edit.html", context | kept.page(request))


def _saved(request, theme, submissions, data=None):
    [theme] = with_steps([theme])
    groups, sources = groups_of(theme.cycle, request.user, submissions), sources_of(theme, request.user, submissions)
    initial = theme_initial(theme, theme.standing_steps, sources)
    return ThemeForm(data, groups=groups, others=sources, themes=themes_for(theme.region), initial=initial)


def _overtaken(request, public_id, form, submissions):
    saved = theme_to(request, public_id)
    theirs = _saved(request, saved, submissions)
    return saved_first(
        request, saved, theirs=theirs.in_words(), mine=form.in_words(), typed=typed_fields(request.POST),
        discard_url=saved.get_absolute_url(), trail=trail(saved.cycle, runs=True),
        template="peerchallenge/saved_first.html", readers=who_sees_theme(saved, runs=True),
    )  # fmt: skip


@require_POST
def theme_move(request, public_id):
    """Let a theme go one place up or down the longlist."""
    theme = theme_to(request, public_id, "reviews.edit_theme")
    address = f"{address_of(theme.cycle)}#theme-{theme.public_id}"
    try:
        place = version_in(request.POST.get("place"))
        acts.move(theme, by=request.user, up=request.POST.get("do") == "up", place=place)
    except Overtaken:
        return changed_meanwhile(request, address)
    return redirect(address)
