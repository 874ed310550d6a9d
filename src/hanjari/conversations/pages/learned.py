"""What the page of judgements shows: how often members agree, what they corrected, which tables there are."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from hanjari.conversations import words
from hanjari.conversations.queries import conversations_for
from hanjari.kit.numbers import row_number
from hanjari.listening import queries as listening
from hanjari.listening.judging import MOODS
from hanjari.listening.models import Judgement, Training
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

PAGE = 30
_TONES = {
    "made": "good",
    "refused": "care",
    "failed": "alarm",
    "running": "ours",
    "waiting": "ours",
}


class Shown(NamedTuple):
    """A judgement with its words; `before` and `after` are labels' names."""

    row: Judgement
    aspect: str
    before: str
    after: str


def learning_page(member: Member, before: str = "") -> dict[str, Any]:
    """Everything on the page; `before` is the number below which the list goes on."""
    company = member.organisation_id
    rows = listening.judgements_of(company).filter(
        message__turn__conversation__in=conversations_for(member)
    )
    if (bound := row_number(before)) is not None:
        rows = rows.filter(pk__lt=bound)
    found = list(rows.select_related("message__turn", "message__author")[: PAGE + 1])
    trainings = list(listening.trainings_of(company)[:10])
    return {
        "agreements": [_agreement(one) for one in listening.agreements(company)],
        "judgements": [_shown(row) for row in found[:PAGE]],
        "older": str(found[PAGE - 1].pk) if len(found) > PAGE else "",
        "trainings": [(one, _TONES[one.state], _told(one)) for one in trainings],
        "used": next((one.number for one in trainings if one.is_used), 0),
        "is_training": any(one.state in Training.OPEN for one in trainings),
        "may_undo": member.can(Permission.LABEL),
    }


def value_words(aspect: str, value: Any) -> str:
    """A judgement's value in the reader's words."""
    spoken = words.spoken()
    if aspect == Judgement.Aspect.INTENTS:
        return ", ".join(str(spoken["intents"].get(name, name)) for name in value or ["chat"])
    if aspect == Judgement.Aspect.SENTIMENT:
        return str(spoken["sentiments"][MOODS[value]])
    if aspect == Judgement.Aspect.URGENCY:
        return str(spoken["urgencies"][value])
    return str(spoken[aspect]["yes" if value else "no"])


def part_words(part: str) -> str:
    """A part of the back-test in the reader's words."""
    aspect, _colon, intent = part.partition(":")
    if aspect == "intent":
        return str(words.spoken()["intents"].get(intent, intent))
    return str(Judgement.Aspect(aspect).label)


def _agreement(one: listening.Agreement) -> tuple[str, listening.Agreement]:
    return str(Judgement.Aspect(one.aspect).label), one


def _shown(row: Judgement) -> Shown:
    before, after = (value_words(row.aspect, value) for value in (row.before, row.after))
    return Shown(row, str(row.get_aspect_display()), before, after)


def _told(row: Training) -> list[tuple[str, str, str]]:
    """(part, figures, verdict) of what was wrong often enough to be told."""
    parts: Sequence[dict[str, Any]] = row.figures.get("parts", [])
    return [
        (part_words(one["part"]), _figures(one), _verdicts()[one["verdict"]])
        for one in parts
        if one["wrong"]
    ]


def _figures(one: dict[str, Any]) -> str:
    if one["verdict"] == "too_few":
        return _("%(wrong)s corrected") % one
    spoilt = one["broken"] + one["changed"]
    of = one["judged"] - one["wrong"] + one["guarded"]
    return _("%(fixed)s of %(wrong)s corrected come right, %(spoilt)s of %(of)s others change") % {
        **one,
        "spoilt": spoilt,
        "of": of,
    }


def _verdicts() -> dict[str, str]:
    return {
        "better": _("clearly better"),
        "too_few": _("too few to learn from (8 are needed)"),
        "no_better": _("not better: as much would go wrong as come right"),
        "not_clear": _("better, but not clearly enough"),
        "forgets": _("too much would change that nobody corrected"),
    }
