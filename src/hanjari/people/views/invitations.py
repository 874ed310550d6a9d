"""Inviting by a link, and joining by it."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.kit.web import render
from hanjari.kit.web.environment import has_mail
from hanjari.people import actions as people
from hanjari.people import queries
from hanjari.people.doors import attempt, is_submitted, needs, posted, present
from hanjari.people.forms import InvitationForm, JoinForm
from hanjari.people.models import Invitation
from hanjari.people.permissions import Permission
from hanjari.people.post import join_link
from hanjari.people.refusals import RefusalError


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_MEMBERS)
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator] # allauth ships no types
def invite(request: HttpRequest) -> HttpResponse:
    """Ask for whom; then show the link, once."""
    by = present(request)
    form = InvitationForm(posted(request), by=by)
    if is_submitted(request, form):
        try:
            invitation, secret = people.invite(**form.cleaned_data, by=by)
        except RefusalError as refusal:
            form.add_error("email", str(refusal.words))
        else:
            return _shown(request, invitation, secret)
    status = 422 if form.errors else 200
    return render(request, "people/invite.html", {"form": form}, status=status)


def _shown(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    is_mailed = has_mail() and bool(invitation.email)
    context = {"invitation": invitation, "link": join_link(secret), "is_mailed": is_mailed}
    return render(request, "people/invited.html", context)


@require_POST
@needs(Permission.MANAGE_MEMBERS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The link stops working."""
    by, invitation = present(request), queries.invitation_for(present(request), pk)
    told = _("The invitation is withdrawn; its link no longer works.")
    attempt(request, lambda: people.withdraw_invitation(invitation, by=by), told)
    return redirect("people:members")


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """The guest's page, in the invitation's language unless they have chosen another."""
    invitation = queries.invitation_by_secret(secret)
    if invitation is None:
        return render(request, "people/closed_link.html", {}, status=410)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(invitation.language or invitation.organisation.language)
    form = JoinForm(posted(request), address=invitation.email)
    if is_submitted(request, form) and _joined(request, form, secret):
        return redirect("account_login")
    status = 422 if form.errors else 200
    context = {"invitation": invitation, "form": form}
    return render(request, "people/join.html", context, status=status)


def _joined(request: HttpRequest, form: JoinForm, secret: str) -> bool:
    answers = form.cleaned_data
    try:
        member = people.accept_invitation(
            secret,
            name=answers["name"],
            email=answers["email"],
            password=answers["password"],
            language=translation.get_language(),
        )
    except RefusalError as refusal:
        form.add_error(None, str(refusal.words))
        return False
    told = _("Welcome, %(name)s. Log in with your address and password.") % {"name": member.name}
    messages.success(request, told)
    return True
