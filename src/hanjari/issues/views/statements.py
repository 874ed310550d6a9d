"""Doors of statements: the list, one statement, checking, promises, signatures, the way out.

One without an issue comes by an address without its number: `pk` is 0 then.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.issues import actions as issues
from hanjari.issues.forms import statements as forms
from hanjari.issues.models import Statement
from hanjari.issues.pages.stated import findings, list_context, statement_context
from hanjari.issues.queries.access import issue_for
from hanjari.issues.queries.statements import promise_for, statement_for
from hanjari.issues.refusals.statement import EditedMeanwhileError, PublishedError
from hanjari.kit.web import render
from hanjari.people.doors import attempt, is_submitted, needs, posted, present
from hanjari.people.permissions import Permission

LIST, PAGE = "issues/statements.html", "issues/statement.html"


@require_http_methods(["GET", "HEAD"])
def statements(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was said, or is about to be."""
    issue = issue_for(present(request), pk)
    return render(request, LIST, list_context(issue, present(request)))


@require_POST
@needs(Permission.RAISE_ISSUE)
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin one from its skeleton."""
    member, issue = present(request), issue_for(present(request), pk)
    form = forms.BeginForm(request.POST, issue=issue)
    if not form.is_valid():
        return render(request, LIST, list_context(issue, member, form), status=422)
    statement = issues.write_statement(issue, by=member, **form.cleaned_data)
    return redirect("issues:statement", *statement.place)


@require_http_methods(["GET", "HEAD"])
def statement(request: HttpRequest, statement_pk: int, pk: int = 0) -> HttpResponse:
    """One statement."""
    row = statement_for(present(request), pk, statement_pk)
    return render(request, PAGE, statement_context(row, present(request)))


@require_POST
@needs(Permission.RAISE_ISSUE)
def save(request: HttpRequest, statement_pk: int, pk: int = 0) -> HttpResponse:
    """Keep the words as a new version; whoever was overtaken sees both texts."""
    member, row = present(request), statement_for(present(request), pk, statement_pk)
    form = forms.WordsForm(request.POST, statement=row)
    if not is_submitted(request, form):
        return render(request, PAGE, statement_context(row, member, form=form), status=422)
    try:
        issues.save_version(row, by=member, **form.version())
    except EditedMeanwhileError as late:
        return _overtaken(request, row, late)
    except PublishedError as refused:
        messages.error(request, str(refused.words))
    else:
        messages.success(request, _("Saved."))
    return redirect("issues:statement", *row.place)


def _overtaken(request: HttpRequest, row: Statement, late: EditedMeanwhileError) -> HttpResponse:
    """Both texts side by side; what was typed is kept and can be saved on the newer one."""
    messages.error(request, str(late.words))
    again = request.POST.copy()
    again["on"] = str(late.newest.number)
    mine = forms.WordsForm(again, statement=row)
    context = statement_context(row, present(request), form=mine, newer=late.newest)
    return render(request, PAGE, context, status=409)


@require_POST
@needs(Permission.RAISE_ISSUE)
def check(request: HttpRequest, statement_pk: int, pk: int = 0) -> HttpResponse:
    """What the checker finds while somebody writes; nothing is kept."""
    row = statement_for(present(request), pk, statement_pk)
    words = forms.WordsForm(request.POST, statement=row).words()
    return render(request, "issues/statement_findings.html", findings(row, words))


@require_POST
@needs(Permission.RAISE_ISSUE)
def promise(request: HttpRequest, statement_pk: int, promise_pk: int, pk: int = 0) -> HttpResponse:
    """Let a promise be a commitment, or say why it is none."""
    member, row = present(request), statement_for(present(request), pk, statement_pk)
    found = promise_for(row, promise_pk)
    named = f"id_promise_{found.pk}_%s"
    form = forms.PromiseForm(posted(request), organisation=row.organisation, auto_id=named)
    if not form.is_valid():
        context = statement_context(row, member, promise_form=(found.pk, form))
        return render(request, PAGE, context, status=422)
    told = form.cleaned_data
    if reason := told.pop("not_one"):
        denied = partial(issues.deny_promise, found, reason, by=member)
        return _done(request, row, denied, _("Kept."))
    made = partial(issues.make_commitment, found, by=member, **told)
    return _done(request, row, made, _("The promise is a commitment now."))


@require_POST
@needs(Permission.RAISE_ISSUE)
def ask(request: HttpRequest, statement_pk: int, pk: int = 0) -> HttpResponse:
    """Ask for signatures."""
    member, row = present(request), statement_for(present(request), pk, statement_pk)
    return _done(
        request, row, lambda: issues.ask_signatures(row, by=member), _("Signatures are asked for.")
    )


@require_POST
def sign(request: HttpRequest, statement_pk: int, pk: int = 0) -> HttpResponse:
    """A part's word on the version that was read."""
    member, row = present(request), statement_for(present(request), pk, statement_pk)
    form = forms.SignForm(request.POST)
    if not form.is_valid():
        return redirect("issues:statement", *row.place)
    return _done(request, row, lambda: issues.sign(row, by=member, **form.cleaned_data), _("Kept."))


@require_POST
@needs(Permission.RUN_ISSUE)
def publish(request: HttpRequest, statement_pk: int, pk: int = 0) -> HttpResponse:
    """Put it before everybody."""
    member, row = present(request), statement_for(present(request), pk, statement_pk)
    form = forms.PublishForm(request.POST, organisation=row.organisation)
    told: dict[str, Any] = form.cleaned_data if form.is_valid() else {"accounts": [], "both": False}
    accounts = [form.offered[one] for one in told["accounts"]]
    act = issues.publish_both if told["both"] else issues.publish_statement
    return _done(
        request, row, partial(act, row, by=member, accounts=accounts), _("The statement is out.")
    )


@require_POST
@needs(Permission.RAISE_ISSUE)
def pair(request: HttpRequest, statement_pk: int, pk: int = 0) -> HttpResponse:
    """Begin it in the other language."""
    told = _("Begun. Its blanks are marked until they are filled in.")
    member, row = present(request), statement_for(present(request), pk, statement_pk)
    attempt(request, lambda: issues.write_in_other_language(row, by=member), told)
    row.refresh_from_db()
    return redirect("issues:statement", *(row.other or row).place)


@require_POST
@needs(Permission.RUN_ISSUE)
def withdraw(request: HttpRequest, statement_pk: int, pk: int = 0) -> HttpResponse:
    """Say that it no longer stands."""
    member, row = present(request), statement_for(present(request), pk, statement_pk)
    form = forms.WithdrawForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    act = partial(issues.withdraw_statement, row, reason, by=member)
    return _done(request, row, act, _("Withdrawn."))


def _done(
    request: HttpRequest, row: Statement, act: Callable[[], object], told: str
) -> HttpResponse:
    attempt(request, act, told)
    return redirect("issues:statement", *row.place)
