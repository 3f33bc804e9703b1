"""Your work, and the chase board of those who manage a region."""

from collections import Counter

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal.home.chasing import debtors, everything_owed, message, note_nudges, nudge_all
from portal.home.forms import NudgeForm
from portal.home.tasks import tasks_for
from portal.home.work_parts import tabs
from portal.ui.links import with_query
from portal.ui.permissions import require

AT_MOST = 5


@require_safe
def your_work(request):
    """What waits for the person, five things at most; with `?all=1` everything."""
    found = tasks_for(request.user)
    shows_all = request.GET.get("all") == "1"
    shown = found if shows_all else found[:AT_MOST]
    rest = found[len(shown) :]
    context = {
        "tasks": shown,
        "count": len(found),
        "minutes": sum(task.minutes for task in shown),
        "more": len(rest),
        "places": [(*place, number) for place, number in Counter(task.place for task in rest if task.place).items()],
        "shows_all": shows_all,
        "has_post": bool(request.user.posts_now()),
        "tabs": tabs(request.user, "your_work"),
    }
    return render(request, "home/your_work.html", context)


@require_safe
def chase_board(request):
    """Who owes what since when, in the regions that the reader manages, narrowed by region, kind and state."""
    require(request.user, "home.chase")
    owed = everything_owed(request.user)
    selects = _selects(request, owed)
    people, vacant = debtors([pair for pair in owed if _is_chosen(pair, selects)])
    note_nudges(people, request.user)
    context = {
        "people": people,
        "vacant": vacant,
        "selects": selects,
        "chips": _chips(request, selects),
        "count": len(owed),
        "tabs": tabs(request.user, "chase_board"),
    }
    return render(request, "home/chase_board.html", context)


def _facts(pair) -> dict:
    region, row = pair
    return {"region": region.slug, "kind": row.kind, "state": row.state}


def _selects(request, owed):
    """Return the filters with what can be chosen in each; a value that isn't there counts as none."""
    regions = [(region.slug, region.name) for region in request.user.managed_regions()]
    kinds = [(kind, kind) for kind in sorted({row.kind for _, row in owed})]
    states = [(state, state) for state in sorted({row.state for _, row in owed})]
    offered = [
        ("region", "Region", "Every region", regions),
        ("kind", "What", "Everything", kinds),
        ("state", "How it stands", "However it stands", states),
    ]
    selects = []
    for name, label, every, choices in offered:
        asked = request.GET.get(name, "")
        value = asked if asked in dict(choices) else ""
        if name != "region" or len(regions) > 1:
            selects.append({"name": name, "label": label, "choices": [("", every), *choices], "value": value})
    return selects


def _is_chosen(pair, selects):
    facts = _facts(pair)
    return all(not select["value"] or facts[select["name"]] == select["value"] for select in selects)


def _chips(request, selects):
    return [
        {"label": dict(select["choices"])[select["value"]], "url": with_query(request.GET, **{select["name"]: None})}
        for select in selects
        if select["value"]
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def chase_nudge(request):
    """The one message to each person who was ticked, shown with its recipient; only its button sends them."""
    require(request.user, "home.chase")
    people, _ = debtors(everything_owed(request.user))
    asked = set((request.POST if request.method == "POST" else request.GET).getlist("to"))
    chosen = [one for one in people if str(one.person.pk) in asked]
    note_nudges(chosen, request.user)
    forms = [(one, NudgeForm.to(one, request.POST if request.method == "POST" else None)) for one in chosen]
    if request.method == "POST" and chosen and all(form.is_valid() for _, form in forms):
        if all(form.cleaned_data["seal"] == one.seal for one, form in forms):
            return _send(request, forms)
        messages.info(request, "Something has changed since you opened this page. Read the messages again, then send.")
        forms = [(one, NudgeForm.to(one, note=form.cleaned_data["note"])) for one, form in forms]
    letters = [(one, form, *message(one, "", request.user)) for one, form in forms]
    context = {"letters": letters, "errors": _errors(forms), "tabs": tabs(request.user, "")}
    return render(request, "home/chase_nudge.html", context)


def _errors(forms):
    return [
        {"message": f"To {one.person}: {error}", "url": f"#{form['note'].id_for_label}"}
        for one, form in forms
        for error in form.errors.get("note", ())
    ]


def _send(request, forms):
    sent, had = nudge_all([(one, form.cleaned_data["note"]) for one, form in forms], by=request.user)
    if sent:
        messages.success(request, f"We are sending one message to {_names(sent)}.")
    if had:
        messages.info(request, f"Not sent again: {_names(had)} had a message about this today.")
    return redirect("chase_board")


def _names(found):
    return ", ".join(str(one.person) for one in found)
