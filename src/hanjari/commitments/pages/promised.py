"""What the pages of commitments show."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hanjari.commitments import actions, keeping, queries, states, upstairs
from hanjari.commitments.forms import promising
from hanjari.commitments.models import Commitment, Step
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

State = Commitment.State
SHELVES: dict[str, Any] = {
    "open": _("To be kept"),
    "mine": _("My promises"),
    "late": _("Late"),
    "ended": _("Ended ones"),
}
TONES = {
    State.KEPT: "good", State.VERIFIED: "good", State.PARTLY_KEPT: "care", State.BROKEN: "alarm",
    State.PROPOSED: "care",
}  # fmt: skip
STEPS: dict[str, Any] = {
    **{str(state): state.label for state in State},
    "late": _("Late"),
    "revised": _("Revised"),
}
FIELDS: dict[str, Any] = {**promising.FIELDS, "current_due": _("Due")}
ACTS: dict[str, tuple[Promise | str, str, str]] = {
    "accept": (_("Decide to do it"), State.ACCEPTED, "main"),
    "decline": (_("Decline"), State.DECLINED, ""),
    "begin": (_("Begin work"), State.IN_PROGRESS, ""),
    "keep": (_("Call it kept"), State.KEPT, "main"),
    "partly": (_("Call it partly kept"), State.PARTLY_KEPT, ""),
    "break": (_("Call it broken"), State.BROKEN, "alarm"),
}
"""Acts that lead along the table: their words, where they lead, how their button looks."""


def list_context(member: Member, shelf: str) -> dict[str, Any]:
    """One shelf with all counts."""
    counts = queries.counts_for(member)
    return {
        "shelf": shelf,
        "shelves": [(name, title, counts[name]) for name, title in SHELVES.items()],
        "rows": queries.commitments_on(member, shelf)[:300],
        "tones": TONES,
        "today": queries.today_at(member.organisation),
        "may_propose": member.can(Permission.MAKE_COMMITMENT),
    }


def promise_context(member: Member, promise: Commitment) -> dict[str, Any]:
    """One promise: what it says, what shows it, who asked for it, what became of it."""
    cited, more = upstairs.cited_of(member, promise)
    steps = promise.steps.select_related("by").order_by("-at", "-pk")
    return {
        "promise": promise,
        "tones": TONES,
        "days": (promise.current_due - queries.today_at(promise.organisation)).days,
        "acts": acts_on(member, promise),
        "may": may(member, promise),
        "evidence": [
            _shown(one, member)
            for one in promise.evidence.select_related("submitted_by", "verified_by")
        ],
        "cited": cited,
        "more": more,
        "beside": upstairs.beside(member, promise),
        "steps": [(step, STEPS.get(step.after, step.after), _changes(step)) for step in steps],
        "remarks": promise.remarks.select_related("by").order_by("-at", "-pk"),
        "numbers": [
            (title, value)
            for title, value in (
                (FIELDS["measure"], promise.measure),
                (FIELDS["baseline"], promise.baseline),
                (FIELDS["target"], promise.target),
            )
            if value
        ],
    }


def may(member: Member, promise: Commitment) -> dict[str, bool]:
    """What this member may do with it now, beside the table's acts."""
    decides = member.can(Permission.DECIDE_COMMITMENT)
    works = promise.is_open and queries.workable_by(member).filter(pk=promise.pk).exists()
    is_decided = promise.state not in (State.PROPOSED, State.DECLINED)
    return {
        "submit": works and is_decided,
        "remark": works,
        "revise": decides and promise.is_open,
        "publish": decides and is_decided and not (promise.is_public or promise.is_exercise),
    }


def acts_on(member: Member, promise: Commitment) -> list[tuple[str, Promise | str, str, bool]]:
    """(address part, words, look, whether it asks why) of each act of the table that is possible now."""
    decides = member.can(Permission.DECIDE_COMMITMENT)
    is_owner = member.pk == promise.owner_id
    return [
        (name, words, look, states.needs_reason(after))
        for name, (words, after, look) in ACTS.items()
        if states.is_allowed(promise.state, after)
        and (decides or (name == "begin" and is_owner))
        and not (is_owner and name in ("keep", "partly"))
        and (name != "begin" or promise.state != State.EVIDENCE)
    ]


def _shown(one: Any, member: Member) -> dict[str, Any]:
    is_changed = keeping.is_changed(one)
    can_look = actions.may_verify(one, member) and not (one.verified_at or one.refused)
    return {
        "it": one,
        "is_changed": is_changed,
        "may_verify": can_look,
        "size": filesizeformat(one.size),
    }


def _changes(step: Step) -> list[tuple[Any, str, str]]:
    return [
        (FIELDS.get(name, name), str(before), str(after))
        for name, (before, after) in step.changes.items()
    ]
