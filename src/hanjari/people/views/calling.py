"""How the organisation calls: who is next, its webhooks, and the last calls."""

from allauth.account.decorators import reauthentication_required
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.kit.web import render
from hanjari.people import actions as people
from hanjari.people import reaching
from hanjari.people.doors import attempt, is_submitted, needs, posted, present
from hanjari.people.forms import EscalationForm, WebhookForm
from hanjari.people.models import Member
from hanjari.people.permissions import Permission
from hanjari.people.refusals import RefusalError


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_MEMBERS)
def calls(request: HttpRequest) -> HttpResponse:
    """Who is called next, and what became of the last calls."""
    by = present(request)
    form = _escalation_form(request, by)
    if is_submitted(request, form):
        answers = form.cleaned_data
        attempt(request, lambda: people.change_escalation(by=by, **answers), _("Saved."))
        return redirect("people:calls")
    context = {"form": form, "webhook_form": WebhookForm(), **reaching.desk_page(by)}
    return render(request, "people/calls.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_MEMBERS)
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator] # allauth ships no types
def add_webhook(request: HttpRequest) -> HttpResponse:
    """A new address; its secret is shown this once."""
    by, form = present(request), WebhookForm(posted(request))
    context = {"form": form, "secret": ""}
    if is_submitted(request, form):
        try:
            _webhook, context["secret"] = people.add_webhook(**form.cleaned_data, by=by)
        except RefusalError as refusal:
            form.add_error(None, str(refusal.words))
    return render(request, "people/webhook.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Permission.MANAGE_MEMBERS)
def remove_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """It hears nothing more."""
    by, webhook = present(request), reaching.webhook_for(present(request), pk)
    attempt(request, lambda: people.remove_webhook(webhook, by=by), _("The webhook is removed."))
    return redirect("people:calls")


@require_POST
@needs(Permission.MANAGE_MEMBERS)
def try_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """A trial call; one that was switched off hears again."""
    by, webhook = present(request), reaching.webhook_for(present(request), pk)
    people.wake_webhook(webhook, by=by)
    told = _("It is called in a moment.")
    attempt(request, lambda: people.try_webhook(webhook, by=by), told)
    return redirect("people:calls")


def _escalation_form(request: HttpRequest, by: Member) -> EscalationForm:
    chosen = reaching.escalation_of(by.organisation)
    shown = model_to_dict(chosen, list(EscalationForm.base_fields))
    return EscalationForm(posted(request), initial=shown, organisation=by.organisation)
