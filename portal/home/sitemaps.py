"""What search engines are told: every public page with its address under the configured origin, and what to leave."""

from itertools import islice
from xml.sax.saxutils import escape

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.home import offers
from portal.regions.models import LocalAuthority, Region
from portal.ui.links import absolute
from portal.ui.pagecache import cached_page

MOST_ADDRESSES = 50_000  # in one file, says sitemaps.org
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LEFT_OUT = ("/accounts/", "/admin/", "/search/")


@login_not_required
@require_safe
@cached_page()
def sitemap(request):
    """Every public page; where one file can't hold them all, the list of the files that do."""
    pages = list(_pages(request.user))
    if len(pages) <= MOST_ADDRESSES:
        return _urlset(pages)
    numbers = range(1, -(-len(pages) // MOST_ADDRESSES) + 1)
    parts = (f"<sitemap><loc>{absolute(reverse('sitemap_part', args=[n]))}</loc></sitemap>\n" for n in numbers)
    return _xml(f'<sitemapindex xmlns="{NAMESPACE}">\n{"".join(parts)}</sitemapindex>\n')


@login_not_required
@require_safe
@cached_page()
def sitemap_part(request, number):
    """One of the files, counted from 1."""
    start = (number - 1) * MOST_ADDRESSES
    pages = list(islice(_pages(request.user), start, start + MOST_ADDRESSES)) if 0 <= start < 10**9 else []
    if not pages:
        raise Http404("There is no such part of the sitemap.")
    return _urlset(pages)


@login_not_required
@require_safe
@cached_page()
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEFT_OUT), f"Sitemap: {absolute(reverse('sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _pages(user):
    """Yield (path, moment of last change or None): this app's own pages, then what the others offer."""
    yield reverse("home"), None
    yield reverse("region_list"), None
    for record in (*Region.objects.visible_to(user), *LocalAuthority.objects.visible_to(user)):
        yield record.get_absolute_url(), None
    yield from offers.sitemap_entries()


def _urlset(pages):
    return _xml(f'<urlset xmlns="{NAMESPACE}">\n{"".join(_url(*page) for page in pages)}</urlset>\n')


def _url(path, changed_at):
    changed = f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
    return f"<url><loc>{escape(absolute(path))}</loc>{changed}</url>\n"


def _xml(text):
    return HttpResponse(XML + text, content_type="application/xml; charset=utf-8")
