"""Doors of the Q&A sheet: the list, one question, its steps, everyone who asked."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanjari.issues import actions as issues
from hanjari.issues.forms.answers import QuestionForm, StepForm
from hanjari.issues.models import Answer, Question
from hanjari.issues.pages import sheet as pages
from hanjari.issues.queries.access import issue_for
from hanjari.issues.queries.asking import (
    answer_for,
    question_for,
    suggestion_for,
    talks_among,
)
from hanjari.issues.queries.rights import rights_of
from hanjari.issues.refusals.answers import WrittenMeanwhileError
from hanjari.issues.views.room import working
from hanjari.kit.numbers import row_number
from hanjari.kit.web import render
from hanjari.people.doors import attempt, needs, present
from hanjari.people.permissions import Permission
from hanjari.people.refusals import RefusalError

LIST, PAGE, EVERYONE = "issues/answers.html", "issues/answer.html", "issues/answer_everyone.html"


@require_safe
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole sheet."""
    issue = issue_for(present(request), pk)
    return render(request, LIST, pages.list_context(issue, present(request)))


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A question that people ask."""
    member, issue = present(request), working(request, pk)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return render(request, LIST, pages.list_context(issue, member, form), status=422)
    question = issues.add_question(issue, form.cleaned_data["text"], by=member)
    return redirect("issues:answer", pk, question.pk)


@require_POST
def suggestion(request: HttpRequest, pk: int, suggestion_pk: int) -> HttpResponse:
    """What many ask becomes a question, or is none (`word`: `yes` or `no`)."""
    working(request, pk)
    member, row = present(request), suggestion_for(present(request), pk, suggestion_pk)
    if request.POST.get("word") == "no":
        refuse = partial(issues.refuse_suggestion, row, by=member)
        attempt(request, refuse, _("It is not proposed again."))
        return redirect("issues:answers", pk)
    try:
        question = issues.take_suggestion(row, by=member)
    except RefusalError as refusal:
        messages.error(request, str(refusal.words))
        return redirect("issues:answers", pk)
    return redirect("issues:answer", pk, question.pk)


@require_safe
def answer(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    """One question."""
    question = question_for(present(request), pk, question_pk)
    return render(request, PAGE, pages.question_context(question, present(request)))


@require_POST
def write(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    """Keep the words; whoever was overtaken sees both texts."""
    working(request, pk)
    member, question = present(request), question_for(present(request), pk, question_pk)
    form = pages.answer_form(question, request.POST)
    if not form.is_valid():
        context = pages.question_context(question, member, form=form)
        return render(request, PAGE, context, status=422)
    try:
        issues.write_answer(question, by=member, **form.cleaned_data)
    except WrittenMeanwhileError as late:
        return _overtaken(request, question, late)
    messages.success(request, _("Saved."))
    return redirect("issues:answer", pk, question.pk)


def _overtaken(
    request: HttpRequest, question: Question, late: WrittenMeanwhileError
) -> HttpResponse:
    """What was typed is kept, and can be saved on the newer one."""
    messages.error(request, str(late.words))
    again = request.POST.copy()
    again["on"] = late.newest.stamp
    form = pages.answer_form(question, again)
    context = pages.question_context(question, present(request), form=form, newer=late.newest)
    return render(request, PAGE, context, status=409)


@require_POST
def step(request: HttpRequest, pk: int, question_pk: int, number: int) -> HttpResponse:
    """Ask legal, sign or waive, send back, approve, retire."""
    working(request, pk)
    row = answer_for(present(request), pk, question_pk, number)
    form = StepForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        act, words = _step(request, row, told["word"], told["reason"])
        attempt(request, partial(act, by=present(request), on=told["on"]), words)
    return redirect("issues:answer", pk, question_pk)


def _step(
    request: HttpRequest, row: Answer, word: str, reason: str
) -> tuple[Callable[..., object], str]:
    """The act of a word; approving and retiring is for whoever leads."""
    if word in ("approve", "retire") and not rights_of(present(request), row.question.issue).lead:
        raise PermissionDenied
    steps: dict[str, tuple[Callable[..., object], str]] = {
        "ask": (partial(issues.ask_legal, row), _("Legal looks at it.")),
        "sign": (partial(issues.sign_for_legal, row), _("Signed for legal.")),
        "waive": (partial(issues.waive_legal, row, reason), _("Waived; the reason stays.")),
        "back": (partial(issues.send_back_answer, row, reason), _("Sent back to its writer.")),
        "approve": (partial(issues.approve_answer, row), _("Approved. The inbox offers it now.")),
        "retire": (partial(issues.retire_answer, row, reason), _("Retired. Nobody can use it.")),
    }
    return steps[word]


@require_POST
def asked(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    """A conversation does not ask this, or does (`word`: `no` or `yes`)."""
    working(request, pk)
    member, question = present(request), question_for(present(request), pk, question_pk)
    talks = talks_among(member, _chosen(request))
    is_refused = request.POST.get("word") == "no"
    act = partial(issues.mark_asked, question, talks, by=member, is_refused=is_refused)
    attempt(request, act, _("Kept."))
    return redirect("issues:answer", pk, question_pk)


@require_safe
@needs(Permission.REPLY)
def everyone(request: HttpRequest, pk: int, question_pk: int, number: int) -> HttpResponse:
    """Whom the answer would reach, and who is left out and why."""
    row = answer_for(present(request), pk, question_pk, number)
    if not pages.may_answer_all(present(request), row):
        return redirect("issues:answer", pk, question_pk)
    return render(request, EVERYONE, pages.everyone_context(row, present(request)))


@require_POST
@needs(Permission.REPLY)
@needs(Permission.READ_ALL)
def start(request: HttpRequest, pk: int, question_pk: int, number: int) -> HttpResponse:
    """Make it ready for those who were chosen; a second person looks before anything is sent."""
    member, row = present(request), answer_for(present(request), pk, question_pk, number)
    talks = talks_among(member, _chosen(request))
    try:
        made = issues.answer_everyone(row, talks, by=member, on=request.POST.get("on", ""))
    except RefusalError as refusal:
        messages.error(request, str(refusal.words))
        return redirect("issues:answer", pk, question_pk)
    messages.success(request, _("Made ready. Read it, and ask somebody else to look."))
    return redirect("conversations:round", made.pk)


def _chosen(request: HttpRequest) -> list[int]:
    return [pk for text in request.POST.getlist("talk") if (pk := row_number(text))]
