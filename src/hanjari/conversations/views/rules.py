"""Doors of the company's rules: prepared texts, labels, response targets, approval rules."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.conversations import queries
from hanjari.conversations.actions import approvals, labels, macros, targets
from hanjari.conversations.forms import rules as forms
from hanjari.conversations.pages import ruled
from hanjari.conversations.queries import sidebar
from hanjari.kit.web import render
from hanjari.people.doors import is_submitted, needs, present
from hanjari.people.permissions import Permission

MAY = Permission.MANAGE_RULES


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def macro(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Prepared texts, and one to add or change."""
    by = present(request)
    row = queries.macro_for(by, pk) if pk else None
    own = queries.macros_for(by)
    form = forms.MacroForm(
        request.POST or None, by=by, own=own.exclude(pk=pk or 0), initial=forms.initial(row)
    )
    if is_submitted(request, form):
        return _kept(
            request, "macros", lambda: macros.save_macro(by=by, macro=row, **form.cleaned_data)
        )
    intro = _("Texts that are put into a draft; nothing is ever sent by itself.")
    rows = ruled.macro_rows(list(own))
    return _shown(request, ruled.rules_page("macro", _("Prepared texts"), intro, rows, form, pk))


@require_POST
@needs(MAY)
def remove_macro(request: HttpRequest, pk: int) -> HttpResponse:
    """What was written with it stays."""
    by = present(request)
    row = queries.macro_for(by, pk)
    return _kept(request, "macros", lambda: macros.delete_macro(row, by=by))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def label(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a label everywhere."""
    by, row = present(request), queries.label_for(present(request), pk)
    own = queries.labels_for(by).exclude(pk=pk)
    form = forms.LabelForm(request.POST or None, by=by, own=own, initial=forms.initial(row))
    if is_submitted(request, form):
        name = form.cleaned_data["name"]
        return _kept(request, "labels", lambda: labels.rename_label(row, name, by=by))
    return _shown(request, _labels_page(request, form, pk))


@require_http_methods(["GET", "HEAD"])
@needs(MAY)
def all_labels(request: HttpRequest) -> HttpResponse:
    """All labels; new ones are made where they are put on."""
    form = forms.LabelForm(by=present(request), own=queries.labels_for(present(request)))
    return _shown(request, _labels_page(request, form, None) | {"form": None})


@require_POST
@needs(MAY)
def remove_label(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off everywhere."""
    by = present(request)
    row = queries.label_for(by, pk)
    return _kept(request, "labels", lambda: labels.delete_label(row, by=by))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def target(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Within what time we mean to answer; the most specific target wins."""
    by = present(request)
    row = queries.target_for(by, pk) if pk else None
    form = forms.TargetForm(request.POST or None, initial=forms.initial(row))
    if is_submitted(request, form):
        aims = form.cleaned_data
        return _kept(request, "targets", lambda: targets.change_target(row, by=by, **aims))
    intro = _("The most specific target wins. Clocks that run already keep what they began with.")
    rows = ruled.target_rows(list(queries.targets_for(by)))
    return _shown(request, ruled.rules_page("target", _("Response targets"), intro, rows, form, pk))


@require_POST
@needs(MAY)
def remove_target(request: HttpRequest, pk: int) -> HttpResponse:
    """The next fitting one takes its place."""
    by = present(request)
    row = queries.target_for(by, pk)
    return _kept(request, "targets", lambda: targets.remove_target(row, by=by))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def rule(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """When a second person must look before an answer goes out."""
    by = present(request)
    row = queries.rule_for(by, pk) if pk else None
    own = queries.rules_for(by)
    form = forms.RuleForm(
        request.POST or None, by=by, own=own.exclude(pk=pk or 0), initial=forms.initial(row)
    )
    if is_submitted(request, form):
        told = form.cleaned_data
        return _kept(
            request, "rules", lambda: approvals.save_rule(by.organisation, by=by, rule=row, **told)
        )
    intro = _("An answer that fits a rule waits until somebody else has approved it.")
    rows = ruled.rule_rows(list(own.select_related("written_by_role")))
    return _shown(request, ruled.rules_page("rule", _("Approval rules"), intro, rows, form, pk))


@require_POST
@needs(MAY)
def remove_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop asking; answers that wait keep theirs."""
    by = present(request)
    row = queries.rule_for(by, pk)
    return _kept(request, "rules", lambda: approvals.delete_rule(row, by=by))


def _labels_page(request: HttpRequest, form: Form, pk: int | None) -> dict[str, Any]:
    rows = [(one.pk, one.name, "") for one in queries.labels_for(present(request))]
    intro = _("Words that members put on conversations. A new one is made by putting it on.")
    return ruled.rules_page("label", _("Labels"), intro, rows, form, pk)


def _kept(request: HttpRequest, door: str, act: Callable[[], object]) -> HttpResponse:
    act()
    sidebar.forget(present(request))
    messages.success(request, _("Saved."))
    return redirect(f"conversations:{door}")


def _shown(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    form = context["form"]
    status = 422 if form is not None and form.errors else 200
    return render(request, "conversations/rules.html", context, status=status)
