"""The public page's own host: what of a request is answered there, and nothing else of the house."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from hanjari.kit.web.hosts import own_slug, public_home

_PREFIX, _STATIC = "/public/", "/static/"
URLS = "hanjari.public.open_urls"


class OwnHostMiddleware:
    """The outermost: at a page's own host there are its doors alone, no session, and no cookie either way.

    At the desk's host a page that has moved is answered with its new address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the page's own doors answer, or the whole house."""
        slug = own_slug(request.get_host())
        if slug is None:
            return _moved(request) or self.get_response(request)
        request.urlconf = URLS
        request.COOKIES.clear()
        if not request.path_info.startswith(_STATIC):
            request.path_info = request.path = f"{_PREFIX}{slug}{request.path_info}"
        response = self.get_response(request)
        response.cookies.clear()
        return response


def _moved(request: HttpRequest) -> HttpResponse | None:
    """Where somebody looks for a page that lives at its own host; what is posted still arrives."""
    if request.method not in ("GET", "HEAD") or not request.path_info.startswith(_PREFIX):
        return None
    slug, _slash, rest = request.path_info.removeprefix(_PREFIX).partition("/")
    home = public_home(slug)
    if home.endswith(f"{_PREFIX}{slug}/"):
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{home}{rest}" + (f"?{query}" if query else ""))
