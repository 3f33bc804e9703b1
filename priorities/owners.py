"""Who owns actions: who holds their offices in their regions, and which offices can own one: those held there today."""

from functools import cached_property

from portal.accounts.models import Office, Post
from portal.accounts.models.office import holders


def owners_of(actions) -> dict[int, list[Post]]:
    """Return who owns each of `actions` today, {id: posts}: those that hold its office and work in its region.

    An action that nobody owns is missing. The actions have their owner at hand; one query a region.
    """
    offices, found = {}, {}
    for action in actions:
        if action.owner:
            offices.setdefault(action.region_id, set()).add(action.owner)
    held = {region: holders(owned, region) for region, owned in offices.items()}
    for action in actions:
        if posts := held.get(action.region_id, {}).get(action.owner_id):
            found[action.pk] = posts
    return found


def key(held) -> str:
    """Return what names an office (or the office of a post) in a select."""
    return "/".join(str(part or "") for part in (held.role, held.region_id, held.authority_id, held.trust_id))


class Owners:
    """The offices held in `region` today, and `also` one that may be vacant. No office is made until it is chosen."""

    def __init__(self, region, also=None):
        posts = Post.objects.current().within([region]).filter(person__is_active=True).with_organisation()
        self._held = {key(post): post for post in posts}
        self._vacant = also if also is not None and key(also) not in self._held else None
        if self._vacant is not None:
            self._held[key(also)] = also

    def choices(self) -> list:
        """Return the choices of a select, by organisation, then role."""
        said = {name: str(held) for name, held in self._held.items()}
        if self._vacant is not None:
            said[key(self._vacant)] += " (vacant)"
        ordered = sorted(self._held.items(), key=lambda item: (str(item[1].organisation), str(item[1])))
        return [("", "Nobody yet"), *((name, said[name]) for name, _ in ordered)]

    def named(self, role: str, organisation: str) -> str | None:
        """Return the key of the office with this role (as shown) at this organisation (by name); None without one."""
        return self._names.get((_plain(role), _plain(organisation)))

    @cached_property
    def _names(self):
        held = self._held.items()
        return {(_plain(one.get_role_display()), _plain(str(one.organisation))): name for name, one in held}

    def office(self, chosen: str) -> Office | None:
        """Return the office that a key names, made when nothing named it before; None for no owner."""
        return Office.objects.of(self._held[chosen]) if chosen else None


def _plain(text):
    return " ".join(text.replace("’", "'").casefold().split())
