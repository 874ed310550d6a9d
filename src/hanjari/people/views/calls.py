"""How I am called, and the links inside calls."""

from functools import cache
from pathlib import Path

from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanjari.kit.web import render
from hanjari.people import actions as people
from hanjari.people import reaching
from hanjari.people.doors import attempt, is_submitted, posted, present
from hanjari.people.forms import DeviceForm, ReachForm
from hanjari.people.models import Member

_WORKER = Path(__file__).parents[1] / "static" / "people" / "worker.js"


@require_http_methods(["GET", "HEAD", "POST"])
def reach(request: HttpRequest) -> HttpResponse:
    """Ways by urgency, quiet hours, this browser's notifications, and the last calls."""
    by = present(request)
    shown = model_to_dict(reaching.reach_of(by), list(ReachForm.base_fields))
    form = ReachForm(posted(request), initial=shown)
    if is_submitted(request, form):
        attempt(request, lambda: people.change_reach(by=by, **form.cleaned_data), _("Saved."))
        return redirect("people:reach")
    context = {"form": form, "device_form": DeviceForm(), **reaching.own_page(by)}
    return render(request, "people/reach.html", context, status=422 if form.errors else 200)


@require_POST
def add_device(request: HttpRequest) -> HttpResponse:
    """Notifications of this browser, switched on by its own script."""
    by, form = present(request), DeviceForm(request.POST)
    agent = request.headers.get("User-Agent", "")
    told = _("Notifications are on in this browser. Try it.")
    if not form.is_valid():
        return render(request, "people/push_failed.html", {"form": form}, status=422)
    attempt(request, lambda: people.add_device(**form.cleaned_data, agent=agent, by=by), told)
    return redirect("people:reach")


@require_POST
def forget_device(request: HttpRequest, pk: int) -> HttpResponse:
    """One of my devices rings no more."""
    by, device = present(request), reaching.device_of(present(request), pk)
    attempt(request, lambda: people.forget_device(device, by=by), _("That device rings no more."))
    return redirect("people:reach")


@require_POST
def try_device(request: HttpRequest, pk: int) -> HttpResponse:
    """Ring one of my devices now."""
    device = reaching.device_of(present(request), pk)
    attempt(request, lambda: people.try_device(device), _("It rings in a moment."))
    return redirect("people:reach")


@require_safe
def follow_call(request: HttpRequest, pk: int) -> HttpResponse:
    """To the page that a call is about. Whoever opens it has seen it, as a letter's receipt would say.

    A browser that fetches it ahead has not, nor has a program that asks for the head alone.
    """
    by = present(request)
    call = reaching.call_to(by, pk)
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        people.answer(call, by=by)
    is_ours = url_has_allowed_host_and_scheme(call.url, allowed_hosts=None)
    return redirect(call.url if is_ours else "people:reach")


@csrf_exempt  # the ticket itself can't be guessed, and the notification's button has no form
@require_http_methods(["GET", "HEAD", "POST"])
def answer_call(request: HttpRequest, ticket: str) -> HttpResponse:
    """I'm here. Looking does nothing, because mail programs look into links by themselves."""
    out = reaching.line_by_ticket(ticket)
    if out is None or not isinstance(out.member, Member):
        return render(request, "people/closed_call.html", {}, status=410)
    if request.method == "POST":
        people.answer(out.call, by=out.member)
        out.refresh_from_db()
    return render(request, "people/answer_call.html", {"is_noted": out.seen_at is not None})


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, from an address of its own, so that it gets the house's content policy."""
    return HttpResponse(_worker_script(), content_type="text/javascript; charset=utf-8")


@cache
def _worker_script() -> bytes:
    return _WORKER.read_bytes()
