"""The connected places: the list, and one of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanjari.channels import actions, queries, registry
from hanjari.channels.forms import AccountForm, connection_of, kind_form
from hanjari.channels.views import checks
from hanjari.channels.views.consent import depart
from hanjari.kit.web import render
from hanjari.people.doors import needs, posted, present
from hanjari.people.permissions import Permission


@require_safe
@needs(Permission.MANAGE_CHANNELS)
def accounts(request: HttpRequest) -> HttpResponse:
    """All of them with their health, and what else can be connected."""
    found = [queries.shown(account) for account in queries.accounts_for(present(request))]
    return render(
        request, "channels/accounts.html", {"shown": found, "kinds": queries.connectable()}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_CHANNELS)
def connect(request: HttpRequest, slug: str) -> HttpResponse:
    """Connect one more; it is looked at at once, and the next page says what is missing."""
    by, kind = present(request), queries.connectable_or_404(slug)
    common = AccountForm(posted(request), member=by, kind=slug, account=None)
    form = kind_form(kind, posted(request), None)
    if request.method == "POST" and common.is_valid() and form.is_valid():
        account = actions.connect_account(slug, connection_of(common, form, None), by=by)
        if account.lacks_consent:
            return depart(request, account)
        checks.look(request, account)
        return redirect("channels:account", account.pk)
    context = {"kind": kind, "common": common, "form": form}
    context["guidance"] = queries.guidance_for(kind)
    status = 422 if common.errors or form.errors else 200
    return render(request, "channels/connect.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_CHANNELS)
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One place: health, settings, what waits to be sent."""
    by, found = present(request), queries.account_for(present(request), pk)
    common = AccountForm(posted(request), member=by, kind=found.kind, account=found)
    form = kind_form(registry.kind(found.kind), posted(request), found)
    if request.method == "POST" and common.is_valid() and form.is_valid():
        connection = connection_of(common, form, found)
        must_ask = actions.must_ask_again(found, connection)
        actions.change_account(found, connection, by=by)
        if must_ask:
            return depart(request, found)
        checks.look(request, found)
        return redirect("channels:account", pk)
    context = {"common": common, "form": form, "deliveries": queries.unsent(by, found)}
    context |= checks.about(request, found) | queries.about_spending(found)
    status = 422 if common.errors or form.errors else 200
    return render(request, "channels/account.html", context, status=status)


@require_POST
@needs(Permission.MANAGE_CHANNELS)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the network now."""
    checks.look(request, queries.account_for(present(request), pk))
    return redirect("channels:account", pk)


@require_POST
@needs(Permission.MANAGE_CHANNELS)
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing in, nothing out."""
    actions.pause_account(queries.account_for(present(request), pk), by=present(request))
    messages.success(request, _("Paused. What waits in the outbox goes on waiting."))
    return redirect("channels:account", pk)


@require_POST
@needs(Permission.MANAGE_CHANNELS)
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin again at once."""
    actions.resume_account(queries.account_for(present(request), pk), by=present(request))
    messages.success(request, _("It begins again now."))
    return redirect("channels:account", pk)


@require_POST
@needs(Permission.MANAGE_CHANNELS)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Disconnect for good, once the name was typed."""
    found = queries.account_for(present(request), pk)
    if request.POST.get("name", "").strip() != found.name:
        messages.error(request, _("Nothing was removed. Type the name exactly to remove it."))
        return redirect("channels:account", pk)
    actions.remove_account(found, by=present(request))
    messages.success(request, _("Removed. Its messages stay, its passwords are gone."))
    return redirect("channels:accounts")
