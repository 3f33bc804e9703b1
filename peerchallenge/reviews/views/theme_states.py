"""What becomes of a theme, each asked once: put to the directors, chosen, released, taken off, put back."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from peerchallenge.no_child import explained
from peerchallenge.reviews.actions import theming as acts
from peerchallenge.reviews.audiences import who_sees_theme
from peerchallenge.reviews.forms.theming import ChoiceForm
from peerchallenge.reviews.theming import names_in, with_steps
from peerchallenge.reviews.views.shared import changed_meanwhile
from peerchallenge.reviews.views.themes import theme_to, trail
from portal.audit.models import NotAMove, Overtaken
from portal.ui.permissions import require
from portal.ui.posted import posted, version_in

TOO_FEW = "It rests on fewer than three authorities, so nobody else may read it. Add what others say, then try again."


class Act(NamedTuple):
    """One thing that can be done with a theme: the verb, what its page asks and says, what is said afterwards."""

    verb: Callable
    heading: str
    button: str
    consequences: list[str]
    done: str
    names: bool = False  # more people read its words afterwards: a name in them is pointed out


ACTS = {
    "put": Act(
        acts.put, "Put this theme to the directors?", "Put to the directors",
        ["The region’s directors can read it from now on: its title, what is common, its recommended next steps and on "
         "how many authorities it rests. They aren’t told which.",
         "Each of them gets a mail, and finds it in Your work.",
         "How many authorities that are is counted now; later changes don’t show."],
        "The region’s directors can read the theme now.", names=True,
    ),
    "release": Act(
        acts.release, "Show this theme to everybody?", "Show it to everybody",
        ["Its title, what is common and its recommended next steps stand on the region’s public page about peer "
         "challenge. Search engines find them.",
         "You can take it off again; who has copied it keeps the copy."],
        "Everybody can read the theme now.", names=True,
    ),
    "take-off": Act(
        acts.take_off, "Take this theme off the public pages?", "Take it off",
        ["It no longer stands on the region’s public page. The directors can go on reading it."],
        "The theme is off the public pages.",
    ),
    "drop": Act(
        acts.drop, "Take this theme off the longlist?", "Take it off the longlist",
        ["Directors no longer read it. Nothing is deleted: you can put it back."], "The theme is off the longlist.",
    ),
    "take-up": Act(
        acts.take_up_again, "Put this theme back on the longlist?", "Put it back",
        ["What the directors decided is taken out of it, and it leaves the public pages. The history keeps both."],
        "The theme is back on the longlist.",
    ),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def theme_act(request, public_id, act):
    """Ask once whether to put, release, take off, drop or take up a theme; then do it."""
    if act not in ACTS:
        raise Http404("There is no such thing to do.")
    theme, doing = theme_to(request, public_id, "reviews.write_theme"), ACTS[act]
    require(request.user, f"reviews.theme_{act.replace('-', '_')}", theme)
    said = ""
    if request.method == "POST":
        try:
            doing.verb(theme, by=request.user, version=version_in(request.POST.get("version")))
        except acts.TooFew:
            said = TOO_FEW
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, theme.get_absolute_url())
        else:
            messages.success(request, doing.done)
            return redirect(theme)
    [theme] = with_steps([theme])
    context = {
        "theme": theme, "act": doing, "said": said, "who": who_sees_theme(theme),
        "hidden": [("version", theme.version)],
        "names": names_in(theme, theme.standing_steps) if doing.names else [], "trail": trail(theme.cycle, runs=True),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/themes/confirm.html", context, status=409 if said else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def theme_decide(request, public_id):
    """Record what the directors chose at their meeting, and why."""
    theme = theme_to(request, public_id, "reviews.write_theme")
    require(request.user, "reviews.theme_decide", theme)
    form = ChoiceForm(posted(request))
    if form.is_valid():
        try:
            with explained(form, theme, by=request.user):
                version = version_in(request.POST.get("version"))
                acts.decide(theme, by=request.user, version=version, **form.details())
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, theme.get_absolute_url())
        messages.success(request, "The directors’ choice is recorded.")
        return redirect(theme)
    context = {
        "theme": theme, "form": form, "who": who_sees_theme(theme), "trail": trail(theme.cycle, runs=True),
        "version": request.POST.get("version", theme.version),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/themes/decide.html", context)
