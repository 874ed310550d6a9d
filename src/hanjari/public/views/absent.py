"""What a page's own host says where it has nothing: plain words, nothing of the desk."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hanjari.kit.web import render


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """Nothing stands at this address."""
    words = _("Nothing stands at this address. The whole page has what was said and promised.")
    return render(request, "public/absent.html", {"words": words}, status=404)


def broken(_request: HttpRequest) -> HttpResponse:
    """Something went wrong here; no template, because that may be what is broken."""
    words = _("Something went wrong on our side. Nothing was changed. Please try again in a while.")
    return HttpResponse(words, status=500, content_type="text/plain; charset=utf-8")
