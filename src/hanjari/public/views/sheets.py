"""The drawn sheets behind Django, for servers without the fast door and for what was not drawn yet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from hanjari.public.shelf import shelf


@xframe_options_exempt  # the sheet's own policy says who may frame it
@require_safe
def sheet(request: HttpRequest, slug: str, rest: str = "") -> HttpResponse:  # noqa: ARG001 (the path tells)
    """The sheet at this address; 404 where there is none."""
    shelf.look()
    found = shelf.get(request.path)
    if found is None:
        raise Http404
    return HttpResponse(found.plain, headers=dict(found.headers))
