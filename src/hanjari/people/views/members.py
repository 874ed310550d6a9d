"""Who works at the desk: the list, one member, and what an administrator does with them."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanjari.kit.web import render
from hanjari.people import actions as people
from hanjari.people import queries
from hanjari.people.doors import attempt, is_submitted, needs, posted, present
from hanjari.people.forms import MemberForm
from hanjari.people.permissions import Permission
from hanjari.people.refusals import RefusalError


@require_safe
@needs(Permission.MANAGE_MEMBERS)
def members(request: HttpRequest) -> HttpResponse:
    """All members, and the invitations that are still to be used."""
    by = present(request)
    context = {
        "members": queries.members_for(by),
        "invitations": queries.open_invitations_for(by),
    }
    return render(request, "people/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_MEMBERS)
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator] # allauth ships no types
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """One member's role and departments."""
    by, colleague = present(request), queries.member_for(present(request), pk)
    seats = {"role": colleague.role_id, "departments": colleague.departments.all()}
    form = MemberForm(posted(request), initial=seats, by=by)
    if is_submitted(request, form):
        role, departments = form.cleaned_data["role"], form.cleaned_data["departments"]
        if attempt(request, lambda: people.change_role(colleague, role, by=by), _("Saved.")):
            people.seat(colleague, departments, by=by)
            return redirect("people:members")
    status = 422 if form.errors else 200
    context = {"colleague": colleague, "form": form}
    return render(request, "people/member.html", context, status=status)


@require_POST
@needs(Permission.MANAGE_MEMBERS)
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member in no more."""
    by, colleague = present(request), queries.member_for(present(request), pk)
    told = _("%(name)s can no longer log in; all sessions have ended.") % {"name": colleague.name}
    attempt(request, lambda: people.disable(colleague, by=by), told)
    return redirect("people:member", pk)


@require_POST
@needs(Permission.MANAGE_MEMBERS)
def enable(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a disabled member log in again."""
    by, colleague = present(request), queries.member_for(present(request), pk)
    told = _("%(name)s can log in again.") % {"name": colleague.name}
    attempt(request, lambda: people.enable(colleague, by=by), told)
    return redirect("people:member", pk)


@require_POST
@needs(Permission.MANAGE_MEMBERS)
@reauthentication_required  # type: ignore[untyped-decorator] # allauth ships no types
def forget_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """For a lost phone or key."""
    by, colleague = present(request), queries.member_for(present(request), pk)
    told = _("The second factor of %(name)s is forgotten.") % {"name": colleague.name}
    attempt(request, lambda: people.forget_second_factor(colleague, by=by), told)
    return redirect("people:member", pk)


@require_POST
@needs(Permission.MANAGE_MEMBERS)
@reauthentication_required  # type: ignore[untyped-decorator] # allauth ships no types
def new_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A one-time link by which a member sets a new password, shown once."""
    by, colleague = present(request), queries.member_for(present(request), pk)
    try:
        link = f"{settings.PUBLIC_URL}{people.offer_new_password(colleague, by=by)}"
    except RefusalError as refusal:
        messages.error(request, str(refusal.words))
        return redirect("people:member", pk)
    return render(request, "people/new_password.html", {"colleague": colleague, "link": link})
