"""Doors of the review: its page, saving while one writes, the end, lessons and what follows from them."""

from collections.abc import Callable
from datetime import datetime, time
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanjari.issues import actions as issues
from hanjari.issues.forms.review import MONTH, LessonForm, ReviewForm, StepForm
from hanjari.issues.models import Lesson, Review
from hanjari.issues.pages.review import answered, review_page
from hanjari.issues.queries.access import issue_for
from hanjari.issues.queries.review import lesson_for, review_for
from hanjari.issues.queries.rights import may_finish, review_rights_of
from hanjari.issues.refusals.review import WrittenMeanwhileError
from hanjari.issues.reviews import mark_of
from hanjari.kit.clock import now
from hanjari.kit.web import is_fragment, render
from hanjari.kit.web.times import today
from hanjari.people.doors import attempt, present
from hanjari.people.models import Member

PAGE = "issues/review.html"


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What was planned, what happened, why, what next."""
    member = present(request)
    return render(request, PAGE, review_page(member, issue_for(member, pk)))


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was changed; while one writes only a line comes back."""
    member, row = present(request), _writing(request, pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        page = review_page(member, row.issue, typed=request.POST.dict()) | {"faults": form.errors}
        return render(request, PAGE, page, block="saved", status=422)
    try:
        issues.write_review(row, form.texts(), on=form.marks(), by=member)
    except WrittenMeanwhileError as late:
        return _overtaken(request, row, form, late)
    return _kept(request, row, form)


def _kept(request: HttpRequest, row: Review, form: ReviewForm) -> HttpResponse:
    if is_fragment(request):
        context = {"marks": _marks(row, form), "kept_at": now()}
        return render(request, PAGE, context, block="saved")
    messages.success(request, _("Saved."))
    return redirect("issues:review", row.issue_id)


def _overtaken(
    request: HttpRequest, row: Review, form: ReviewForm, late: WrittenMeanwhileError
) -> HttpResponse:
    """While one writes, a line; else both texts, and what was typed can be saved on the newer one."""
    if is_fragment(request):
        marks = [one for one in _marks(row, form) if one[0] not in late.questions]
        return render(request, PAGE, {"marks": marks, "late": late}, block="saved")
    messages.error(request, str(late.words))
    typed = {name: form.texts()[name] for name in late.questions}
    page = review_page(present(request), row.issue, typed=typed, contested=late.questions)
    return render(request, PAGE, page, status=409)


def _marks(row: Review, form: ReviewForm) -> list[tuple[str, str]]:
    """New marks for the boxes whose words are the newest; a box that somebody else moved on keeps its own."""
    texts = form.texts()
    return [
        (one.name, one.mark)
        for one in answered(row, {})
        if one.name in texts and mark_of(texts[one.name]) == one.mark
    ]


@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """The issue is reviewed."""
    member, row = present(request), review_for(present(request), pk)
    if not review_rights_of(member, row.issue).lead:
        raise PermissionDenied
    attempt(request, lambda: issues.finish_review(row, by=member), _("The issue is reviewed."))
    return redirect("issues:review", pk)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw a lesson."""
    member, row = present(request), _writing(request, pk)
    form = LessonForm(request.POST, auto_id="lesson_%s")
    if not form.is_valid():
        return render(request, PAGE, review_page(member, row.issue, lesson=form), status=422)
    text = form.cleaned_data["text"]
    attempt(request, lambda: issues.draw_lesson(row, text, by=member), _("The lesson is kept."))
    return redirect("issues:review", pk)


@require_POST
def step(request: HttpRequest, pk: int, lesson_pk: int) -> HttpResponse:
    """A task, a commitment, nothing for a reason; or the task is done."""
    member, lesson = present(request), lesson_for(present(request), pk, lesson_pk)
    form = StepForm(request.POST, member=member)
    if not form.is_valid():
        messages.error(request, _("Choose a day and somebody who works here. Nothing was changed."))
        return redirect("issues:review", pk)
    if not (form.cleaned_data["act"] == "done" and may_finish(member, lesson)):
        _writing(request, pk)
    attempt(request, *_step(lesson, form, member))
    return redirect("issues:review", pk)


def _step(lesson: Lesson, form: StepForm, by: Member) -> tuple[Callable[[], object], str]:
    act, owner, reason = (form.cleaned_data[name] for name in ("act", "owner", "reason"))
    due = form.cleaned_data["due"] or today() + MONTH
    if act == "task":
        at = timezone.make_aware(datetime.combine(due, time(18)))
        give = partial(issues.give_lesson, lesson, by=by, owner=owner, due_at=at)
        return give, _("The lesson is a task now.")
    if act == "commitment":
        promise = partial(issues.promise_lesson, lesson, by=by, first_due=due, owner=owner)
        return promise, _("The lesson is a commitment now.")
    return _rest(lesson, act, reason, by)


def _rest(lesson: Lesson, act: str, reason: str, by: Member) -> tuple[Callable[[], object], str]:
    if act == "waive":
        return partial(issues.waive_lesson, lesson, reason, by=by), _("Kept.")
    if act == "remove":
        return partial(issues.remove_lesson, lesson, by=by), _("The lesson is taken back.")
    if lesson.task is None:
        raise Http404
    return partial(issues.finish_task, lesson.task, by=by), _("Done.")


def _writing(request: HttpRequest, pk: int) -> Review:
    """The review, for whoever may write in it; others who see it read that they may not (403)."""
    row = review_for(present(request), pk)
    if not review_rights_of(present(request), row.issue).work:
        raise PermissionDenied
    return row
