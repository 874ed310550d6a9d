"""Doors of acts on promises: propose, decide, revise, replace, end."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.commitments import actions as commitments
from hanjari.commitments import queries
from hanjari.commitments.forms.promising import (
    FIELDS,
    PromiseForm,
    ReasonForm,
    RevisionForm,
    SuccessorForm,
)
from hanjari.commitments.models import Commitment
from hanjari.commitments.pages.promised import ACTS
from hanjari.commitments.states import needs_reason
from hanjari.commitments.views.asking import ask
from hanjari.people.doors import attempt, is_submitted, needs, posted, present
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MAKE_COMMITMENT)
def propose(request: HttpRequest) -> HttpResponse:
    """Propose one."""
    by = present(request)
    form = PromiseForm(posted(request), member=by)
    if is_submitted(request, form):
        values = {name: form.cleaned_data[name] for name in FIELDS if name != "text"}
        made = commitments.propose(
            by.organisation, form.cleaned_data["text"], by=by,
            first_due=form.cleaned_data["due"], **values,
        )  # fmt: skip
        return redirect("commitments:commitment", made.pk)
    intro = _("It is only a proposal until somebody who may decides it.")
    return ask(request, None, form, _("Propose a promise"), _("Propose"), intro=intro)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DECIDE_COMMITMENT)
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what it says, in the open."""
    by, found = present(request), queries.commitment_for(present(request), pk)
    initial = {"due": found.current_due}
    form = RevisionForm(posted(request), instance=found, initial=initial, member=by)
    if is_submitted(request, form):
        values = {name: form.cleaned_data[name] for name in FIELDS}
        values["current_due"], reason = form.cleaned_data["due"], form.cleaned_data["reason"]
        told = _("The change stands, with what it said before.")
        if attempt(
            request, lambda: commitments.revise(found, by=by, reason=reason, **values), told
        ):
            return redirect("commitments:commitment", pk)
    intro = _("People will see what it said before. The first due day stays for good.")
    return ask(request, found, form, _("Revise the promise"), _("Revise"), intro=intro)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DECIDE_COMMITMENT)
def supersede(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace it by another one."""
    by, found = present(request), queries.commitment_for(present(request), pk)
    form = SuccessorForm(posted(request), member=by, promise=found)
    if is_submitted(request, form):
        after, reason = form.cleaned_data["successor"], form.cleaned_data["reason"]
        told = _("The promise is replaced; who spoke for it is kept with the new one.")
        act = lambda: commitments.supersede(found, after, by=by, reason=reason)  # noqa: E731 (one act)
        if attempt(request, act, told):
            return redirect("commitments:commitment", pk)
    return ask(request, found, form, _("Replace by another promise"), _("Replace"))


_DOING: dict[str, Callable[[Commitment, Member, str], Any]] = {
    "accept": lambda row, by, _why: commitments.accept(row, by=by),
    "decline": lambda row, by, why: commitments.decline(row, why, by=by),
    "begin": lambda row, by, _why: commitments.begin(row, by=by),
    "keep": lambda row, by, why: commitments.end(row, "kept", by=by, reason=why),
    "partly": lambda row, by, why: commitments.end(row, "partly_kept", by=by, reason=why),
    "break": lambda row, by, why: commitments.end(row, "broken", by=by, reason=why),
    "publish": lambda row, by, _why: commitments.publish(row, by=by),
}


def _must_may(by: Member, row: Commitment, act: str) -> None:
    """Whoever keeps a promise may begin with it, whatever their role; all else is decided. Raises `PermissionDenied`."""
    is_own = act == "begin" and by.pk == row.owner_id
    if not (is_own or by.can(Permission.DECIDE_COMMITMENT)):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """An act along the table; those that people must be told why ask for the reason first."""
    by, found = present(request), queries.commitment_for(present(request), pk)
    if act not in _DOING:
        raise Http404
    _must_may(by, found, act)
    form = ReasonForm(posted(request))
    asks = act in ACTS and needs_reason(ACTS[act][1])
    if request.method == "POST" and (form.is_valid() or not asks):
        why = form.cleaned_data.get("reason", "")
        attempt(request, lambda: _DOING[act](found, by, why), _("Done."))
        return redirect("commitments:commitment", pk)
    if not asks:
        return redirect("commitments:commitment", pk)
    words = str(ACTS[act][0])
    return ask(request, found, form, words, words, is_grave=act == "break")


@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell colleagues how it stands."""
    by, found = present(request), queries.commitment_to_work_on(present(request), pk)
    text = request.POST.get("text", "")
    attempt(request, lambda: commitments.remark(found, text, by=by), _("Written down."))
    return redirect("commitments:commitment", pk)
