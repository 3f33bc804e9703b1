"""From a theme of peer challenge to a priority, and the whole chain between what was said and what was done."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.reviews.audiences import who_sees_theme
from peerchallenge.reviews.theming import areas_of, number_in_words, with_steps
from peerchallenge.reviews.views.themes import theme_to, trail
from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.ui.permissions import may, require
from portal.ui.posted import posted
from priorities.actions.originating import AlreadyThere, add_out_of
from priorities.actions.parts import CodeTaken
from priorities.chain import found_for, links_of
from priorities.forms.originating import FromThemeForm
from priorities.models import Plan, Priority
from priorities.views.desk_shared import at_part


@require_safe
def theme_chain(request, public_id):
    """Statements, findings, the theme, its priorities, actions and what came of them: what the reader may see."""
    [theme] = with_steps([theme_to(request, public_id)])
    runs = may(request.user, "reviews.write_theme", theme)
    reads = may(request.user, "reviews.read_themes", theme.cycle)
    found = found_for(theme, request.user)
    areas = sorted(areas_of(theme, request.user), key=lambda one: one.authority.name)
    context = {
        "theme": theme, "runs": runs, "reads": reads, "number": number_in_words(theme), "found": found,
        "areas": areas, "links": links_of(theme, request.user),
        "who": who_sees_theme(theme, runs=runs),
        "trail": [*trail(theme.cycle, runs=runs, themes=reads), (theme.title, theme.get_absolute_url())],
    }  # fmt: skip
    return render(request, "priorities/chain.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def priority_from_theme(request, public_id):
    """The programme manager puts a theme that the directors chose in a draft plan: it becomes a priority there."""
    [theme] = with_steps([theme_to(request, public_id)])
    require(request.user, "priorities.write_in", theme)
    plans = Plan.objects.managed_by(request.user).filter(region=theme.region, status=Plan.Status.DRAFT)
    form = FromThemeForm(posted(request), plans=plans.select_related("region").order_by("-starts_on"), theme=theme)
    key = FormKey.of_form(request)
    is_chosen = theme.status == theme.Status.CHOSEN
    is_sent = is_chosen and request.method == "POST" and form.is_valid()
    if is_sent and (made := _made(request, theme, form, key)):
        messages.success(request, "The theme is a priority of the draft plan now.")
        return redirect(at_part(made.plan, made))
    context = {
        "theme": theme, "form": form, "key": key, "plans": plans, "is_chosen": is_chosen,
        "trail": [*trail(theme.cycle, runs=True), (theme.title, theme.get_absolute_url())],
        "new_url": reverse("plan_new"), "who": who_sees_theme(theme),
    }  # fmt: skip
    status = 409 if request.method == "POST" and not is_chosen else 200
    return render(request, "priorities/desk/from_theme.html", context, status=status)


def _made(request, theme, form, key):
    """Make the priority and return it, or what the same form made before; None, with the form saying why not."""
    try:
        return add_out_of(theme, form.cleaned_data["plan"], by=request.user, form_key=key, **form.details())
    except AlreadyThere as there:
        return there.priority
    except KeyAlreadyUsed as used:
        return Priority.objects.visible_to(request.user).get(pk=used.record_id)
    except (CodeTaken, Overtaken) as refused:
        form.refuse(refused)
    return None
