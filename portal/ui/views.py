"""The pages that belong to no app: glossary, accessibility, privacy, and the style guide."""

from itertools import groupby

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.ui import glossary as words
from portal.ui import samples


@login_not_required
@require_safe
def glossary(request):
    letters = [(letter, list(terms)) for letter, terms in groupby(words.TERMS, key=lambda term: term.letter)]
    return render(request, "ui/glossary.html", {"letters": letters, "count": len(words.TERMS)})


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "ui/accessibility.html", {"support_email": settings.SUPPORT_EMAIL})


@login_not_required
@require_safe
def privacy(request):
    return render(request, "ui/privacy.html", {"support_email": settings.SUPPORT_EMAIL})


@login_not_required
@require_safe
def styleguide(request):
    """Every component in every state. Routed only where the site runs locally."""
    return render(request, "ui/styleguide.html", samples.everything(request))
