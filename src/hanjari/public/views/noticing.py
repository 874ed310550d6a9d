"""Following in a browser: doors for the page's own script; no login, no cookie."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hanjari.channels.framing import caller_of
from hanjari.people.refusals import RefusalError
from hanjari.public.actions import noticing
from hanjari.public.forms import BrowserForm, EndForm
from hanjari.public.queries.shown import open_page


@csrf_exempt  # no cookie gives a right; whoever posts can only bring a browser of their own
@require_POST
def begin(request: HttpRequest, slug: str, language: str = "ko") -> HttpResponse:
    """A browser is told from now on."""
    page, form = open_page(slug), BrowserForm(request.POST)
    if page is None:
        raise Http404
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        noticing.follow_here(page, language, caller=caller_of(request), **form.cleaned_data)
    except RefusalError as refused:
        with translation.override(language):
            return JsonResponse({"words": str(refused.words)}, status=429)
    return HttpResponse(status=201)


@csrf_exempt  # the push address is the key: only the browser itself and its push service know it
@require_POST
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """It is told no more."""
    form = EndForm(request.POST)
    if form.is_valid():
        noticing.end_here(slug, form.cleaned_data["endpoint"])
    return HttpResponse(status=204)
