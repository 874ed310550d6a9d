"""Doors of the company's rules: prepared texts, labels, response targets, approval rules."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.conversations import queries
from hanjari.conversations.actions import approvals, labels, macros, routing, targets
from hanjari.conversations.forms import rules as forms
from hanjari.conversations.models import ApprovalRule, Label, Macro, RoutingRule
from hanjari.conversations.pages.ruled import rules_page
from hanjari.conversations.queries import sidebar
from hanjari.kit.web import render
from hanjari.people.doors import is_submitted, needs, posted, present
from hanjari.people.permissions import Permission

MAY = Permission.MANAGE_RULES


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def macro(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Prepared texts, and one to add or change."""
    by, row = present(request), queries.any_macro_for(present(request), pk) if pk else None
    form = _named(request, forms.MacroForm, queries.all_macros_for(by), row)
    return _answered(
        request, "macro", form, pk, lambda told: macros.save_macro(by=by, macro=row, **told)
    )


@require_POST
@needs(MAY)
def remove_macro(request: HttpRequest, pk: int) -> HttpResponse:
    """What was written with it stays."""
    by, row = present(request), queries.any_macro_for(present(request), pk)
    return _kept(request, "macro", lambda: macros.delete_macro(row, by=by))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def label(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a label everywhere."""
    by, row = present(request), queries.label_for(present(request), pk)
    form = _named(request, forms.LabelForm, queries.labels_for(by), row)
    return _answered(
        request, "label", form, pk, lambda told: labels.rename_label(row, told["name"], by=by)
    )


@require_http_methods(["GET", "HEAD"])
@needs(MAY)
def all_labels(request: HttpRequest) -> HttpResponse:
    """All labels; new ones are made where they are put on."""
    return _shown(request, "label", None, None)


@require_POST
@needs(MAY)
def remove_label(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off everywhere."""
    by, row = present(request), queries.label_for(present(request), pk)
    return _kept(request, "label", lambda: labels.delete_label(row, by=by))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def target(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Within what time we mean to answer; the most specific target wins."""
    by, row = present(request), queries.target_for(present(request), pk) if pk else None
    form = forms.TargetForm(posted(request), initial=forms.initial(row))
    return _answered(
        request, "target", form, pk, lambda told: targets.change_target(row, by=by, **told)
    )


@require_POST
@needs(MAY)
def remove_target(request: HttpRequest, pk: int) -> HttpResponse:
    """The next fitting one takes its place."""
    by, row = present(request), queries.target_for(present(request), pk)
    return _kept(request, "target", lambda: targets.remove_target(row, by=by))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def rule(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """When a second person must look before an answer goes out."""
    by, row = present(request), queries.rule_for(present(request), pk) if pk else None
    form = _named(request, forms.RuleForm, queries.rules_for(by), row)

    def save(told: dict[str, Any]) -> object:
        return approvals.save_rule(by.organisation, by=by, rule=row, **told)

    return _answered(request, "rule", form, pk, save)


@require_POST
@needs(MAY)
def remove_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop asking; answers that wait keep theirs."""
    by, row = present(request), queries.rule_for(present(request), pk)
    return _kept(request, "rule", lambda: approvals.delete_rule(row, by=by))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def routing_rule(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Which words go to which department by themselves."""
    by, row = present(request), queries.routing_rule_for(present(request), pk) if pk else None
    form = _named(request, forms.RoutingForm, queries.routing_rules_for(by), row)

    def save(told: dict[str, Any]) -> object:
        return routing.save_routing_rule(by.organisation, by=by, rule=row, **told)

    return _answered(request, "routing_rule", form, pk, save)


@require_POST
@needs(MAY)
def remove_routing_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """What it sent somewhere stays there."""
    by, row = present(request), queries.routing_rule_for(present(request), pk)
    return _kept(request, "routing_rule", lambda: routing.delete_routing_rule(row, by=by))


def _named(
    request: HttpRequest,
    kind: type[forms.NamedForm],
    own: QuerySet[Any],
    row: ApprovalRule | Label | Macro | RoutingRule | None,
) -> forms.NamedForm:
    """The form of a row whose name is used once among the company's own."""
    others = own.exclude(pk=row.pk) if row else own
    return kind(posted(request), by=present(request), own=others, initial=forms.initial(row))


def _answered(
    request: HttpRequest,
    noun: str,
    form: Form,
    pk: int | None,
    save: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Save what came in, or show the page."""
    if is_submitted(request, form):
        return _kept(request, noun, lambda: save(form.cleaned_data))
    return _shown(request, noun, form, pk)


def _kept(request: HttpRequest, noun: str, act: Callable[[], object]) -> HttpResponse:
    act()
    sidebar.forget(present(request))
    messages.success(request, _("Saved."))
    return redirect(f"conversations:{noun}s")


def _shown(request: HttpRequest, noun: str, form: Form | None, pk: int | None) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    context = rules_page(noun, present(request), form, pk)
    return render(request, "conversations/rules.html", context, status=status)
