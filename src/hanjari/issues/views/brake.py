"""Doors of the brake: the switch, and each message that it holds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanjari.channels import actions as channels
from hanjari.channels.queries import held_delivery_for, open_brake_for
from hanjari.issues.forms.brake import PullForm, ReleaseForm
from hanjari.issues.pages.braked import brake_page
from hanjari.kit.clock import now
from hanjari.kit.web import render
from hanjari.people.doors import attempt, needs, present
from hanjari.people.permissions import Permission


@require_safe
def brake(request: HttpRequest) -> HttpResponse:
    """Whether it is on, why, and all that it holds."""
    return _shown(request)


@require_POST
@needs(Permission.RAISE_ISSUE)
def pull(request: HttpRequest) -> HttpResponse:
    """Put it on; whoever may raise an issue may."""
    form, member = PullForm(request.POST, auto_id="pull_%s"), present(request)
    if not form.is_valid():
        return _shown(request, status=422, pull=form)
    told = _("Automatic and scheduled messages are held.")
    reason = form.cleaned_data["reason"]
    attempt(
        request,
        lambda: channels.put_on_brake(member.organisation, by=member, reason=reason),
        told,
    )
    return redirect("issues:brake")


@require_POST
@needs(Permission.RUN_ISSUE)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off, with a reason."""
    member, row = present(request), open_brake_for(present(request), pk)
    form = ReleaseForm(request.POST, auto_id=f"release{pk}_%s")
    if not form.is_valid():
        return _shown(request, status=422, release=form, released=row)
    told = _("The brake is off.")
    attempt(request, lambda: channels.release_brake(row, by=member, **form.cleaned_data), told)
    return redirect("issues:brake")


@require_POST
@needs(Permission.RUN_ISSUE)
def let_go(request: HttpRequest, pk: int) -> HttpResponse:
    """One message leaves although the brake is on."""
    member, row = present(request), held_delivery_for(present(request), pk)
    reason = request.POST.get("reason", "")
    is_ahead = bool(row.scheduled_for and row.scheduled_for > now())
    told = _("It leaves at its time.") if is_ahead else _("It goes out now.")
    attempt(request, lambda: channels.let_go(row, by=member, reason=reason), told)
    return redirect("issues:brake")


@require_POST
@needs(Permission.RUN_ISSUE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """One message stays at home for good."""
    member, row = present(request), held_delivery_for(present(request), pk)
    attempt(request, lambda: channels.cancel(row, by=member), _("Taken back. It was not sent."))
    return redirect("issues:brake")


@require_POST
@needs(Permission.RUN_ISSUE)
def settle_left(request: HttpRequest) -> HttpResponse:
    """All whose time passed during the brake: let them go with a reason, or withdraw them."""
    member, reason = present(request), request.POST.get("reason", "")
    desk = member.organisation
    if request.POST.get("decision") == "withdraw":
        told = _("Taken back. Their words lie in their writers' drafts.")
        attempt(request, lambda: channels.withdraw_all(desk, by=member), told)
    else:
        told = _("They go out now. What its channel takes no more stays here.")
        attempt(request, lambda: channels.let_all_go(desk, by=member, reason=reason), told)
    return redirect("issues:brake")


def _shown(request: HttpRequest, status: int = 200, **forms: object) -> HttpResponse:
    given = {"pull": PullForm(auto_id="pull_%s"), **forms}
    context = brake_page(present(request), given)
    return render(request, "issues/brake.html", context, status=status)
