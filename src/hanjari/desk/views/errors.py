"""Error pages in plain words: what happened, what is safe, what to do."""

import sys

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hanjari.kit import disk
from hanjari.kit.web import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """400: what came in can't be read."""
    title = _("The desk could not read this request.")
    words = _("Nothing was changed. Go back, look at what you entered and try again.")
    return _told(request, 400, title, words)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """403: a member without the permission."""
    title = _("Your role does not allow this.")
    words = _("Nothing was changed. Ask an administrator if you need this for your work.")
    return _told(request, 403, title, words)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """404: not there, or not for this member: the answer is the same."""
    title = _("There is nothing here.")
    words = _(
        "It may have been removed or merged, or it is not open to you. Search still finds it if it is."
    )
    return _told(request, 404, title, words)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many tries to log in; 507 when a full disk keeps them from being counted."""
    if disk.state() == "full":
        return _no_room(request)
    return render(request, "429.html", {}, status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; 507 when the disk is full, which no retry mends."""
    if disk.means_full(sys.exc_info()[1]):
        return _no_room(request)
    title = _("Hanjari made a mistake here.")
    words = _(
        "What was saved before is safe. This one act may not have been saved: look before you do it"
        " again. The log of the server says what went wrong."
    )
    return _told(request, 500, title, words)


def _no_room(request: HttpRequest) -> HttpResponse:
    title = _("The desk's disk is full.")
    words = _(
        "This was not saved; everything saved before is safe. Tell whoever runs the desk to make"
        " room on its disk, then go back and send it again."
    )
    return _told(request, 507, title, words)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """403 for a form that was open too long or came from another site."""
    title = _("This form is too old to be sent.")
    words = _("Nothing was changed. Go back, reload the page and send it again.")
    return _told(request, 403, title, words)


def _told(request: HttpRequest, number: int, title: str, words: str) -> HttpResponse:
    context = {
        "number": number,
        "title": title,
        "words": words,
        "back": reverse("desk:front"),
        "back_words": _("To the front page"),
    }
    return render(request, "kit/error.html", context, status=number)
