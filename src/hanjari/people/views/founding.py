"""The first key's page: it founds the desk and makes its first administrator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hanjari.kit.web import render
from hanjari.people import actions as people
from hanjari.people import queries
from hanjari.people.doors import is_submitted, posted
from hanjari.people.forms import FoundingForm
from hanjari.people.refusals import RefusalError


@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest, secret: str) -> HttpResponse:
    """Opens once. Afterwards the founder logs in like everybody else."""
    if not queries.is_first_key(secret):
        return render(request, "people/closed_link.html", {"is_first": True}, status=410)
    form = FoundingForm(posted(request), initial=_proposals())
    if is_submitted(request, form) and _founded(request, form, secret):
        return redirect("account_login")
    status = 422 if form.errors else 200
    return render(request, "people/found.html", {"form": form}, status=status)


def _proposals() -> dict[str, str]:
    return {
        "department": _("Customer care"),
        "language": translation.get_language() or "ko",
        "time_zone": timezone.get_default_timezone_name(),
    }


def _founded(request: HttpRequest, form: FoundingForm, secret: str) -> bool:
    answers = {name: value for name, value in form.cleaned_data.items() if name != "again"}
    try:
        member = people.use_first_key(secret, **answers)
    except RefusalError as refusal:
        form.add_error(None, str(refusal.words))
        return False
    told = _("Welcome, %(name)s. Log in with your address and password.") % {"name": member.name}
    messages.success(request, told)
    return True
