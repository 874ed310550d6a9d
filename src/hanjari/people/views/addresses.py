"""The address one logs in with: changed by oneself, or by an administrator."""

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.kit.web import render
from hanjari.kit.web.environment import has_mail
from hanjari.people import actions as people
from hanjari.people import queries
from hanjari.people.doors import attempt, is_submitted, needs, posted, present
from hanjari.people.forms import AddressForm
from hanjari.people.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator] # allauth ships no types
def address(request: HttpRequest) -> HttpResponse:
    """Ask for another address of one's own; a link goes there."""
    by = present(request)
    form = AddressForm(posted(request), now=by.email)
    if has_mail() and is_submitted(request, form):
        new, told = (
            form.cleaned_data["email"],
            _("If the address can be used, a link is there soon."),
        )
        attempt(request, lambda: people.ask_for_address(by, new, by=by), told)
        return redirect("people:address")
    context = {"form": form, "change": queries.address_change_of(by)}
    return render(request, "people/address.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw_address(request: HttpRequest) -> HttpResponse:
    """The old address stays."""
    by = present(request)
    told = _("Your address stays as it is.")
    attempt(request, lambda: people.withdraw_address_change(by=by), told)
    return redirect("people:address")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of the letter: it asks once more, because mail programs look into links by themselves."""
    by, change = present(request), queries.address_change_by_secret(present(request), secret)
    if change is None:
        return render(request, "people/closed_address.html", {}, status=410)
    if request.method != "POST":
        return render(request, "people/confirm_address.html", {"change": change})
    key, told = request.session.session_key or "", _("You now log in with your new address.")
    attempt(request, lambda: people.confirm_address(secret, by=by, session_key=key), told)
    return redirect("people:mine")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_MEMBERS)
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator] # allauth ships no types
def address_of(request: HttpRequest, pk: int) -> HttpResponse:
    """An administrator gives a member, or themselves, another address."""
    by, colleague = present(request), queries.member_for(present(request), pk)
    form = AddressForm(posted(request), now=colleague.email)
    if is_submitted(request, form):
        new = form.cleaned_data["email"]
        told = _("A link is on its way to the new address.") if has_mail() else _("Saved.")
        if attempt(request, lambda: people.set_address(colleague, new, by=by), told):
            return redirect("people:member", pk)
    context = {"colleague": colleague, "form": form}
    status = 422 if form.errors else 200
    return render(request, "people/address_of.html", context, status=status)
