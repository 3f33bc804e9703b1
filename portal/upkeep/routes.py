"""The table of all addresses: name, pattern, methods, public or not."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RoutePattern

USUAL_METHODS = ("GET", "HEAD", "POST")  # of a function view that names none


@dataclass(frozen=True)
class Route:
    name: str  # with its namespaces: `admin:index`; empty for an address that has none
    pattern: str
    methods: tuple[str, ...]
    is_public: bool


def routes(resolver=None) -> list[Route]:
    """Return every route below `resolver`, by default the whole site, in the order in which they are tried."""
    return list(_walk(resolver or get_resolver(), "", ""))


def _walk(resolver, prefix: str, namespace: str):
    for entry in resolver.url_patterns:
        pattern = prefix + _readable(entry.pattern)
        if isinstance(entry, URLPattern):
            name = f"{namespace}{entry.name}" if entry.name else ""
            yield Route(name, pattern, methods(entry.callback), not getattr(entry.callback, "login_required", True))
        else:
            yield from _walk(entry, pattern, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)


def _readable(pattern) -> str:
    text = str(pattern)
    return text if isinstance(pattern, RoutePattern) else text.removeprefix("^").removesuffix("$").removesuffix("\\Z")


def methods(view) -> tuple[str, ...]:
    """Return the methods that a view answers, as far as they can be read from its class and decorators."""
    allowed, layer = _of_class(view), view
    while layer is not None:
        if (named := _of_decorator(layer)) is not None:
            allowed = named if allowed is None else allowed & named
        layer = getattr(layer, "__wrapped__", None)
    return tuple(sorted(USUAL_METHODS if allowed is None else allowed))


def _of_class(view) -> set[str] | None:
    view_class = getattr(view, "view_class", None)
    if view_class is None:
        return None
    named = {name.upper() for name in view_class.http_method_names if hasattr(view_class, name)}
    return (named | {"HEAD"} if "GET" in named else named) - {"OPTIONS"}


def _of_decorator(layer) -> set[str] | None:
    # django.views.decorators.http keeps its list in a closure and nowhere else.
    names = getattr(getattr(layer, "__code__", None), "co_freevars", ())
    if "request_method_list" not in names:
        return None
    return set(layer.__closure__[names.index("request_method_list")].cell_contents)
