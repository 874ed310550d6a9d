"""Promises and statements as the open page tells them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hanjari.commitments.models import Commitment, Step
from hanjari.issues.models import Statement, Version
from hanjari.issues.skeletons import PARTS


@dataclass(frozen=True)
class Told:
    """A published statement in its published words."""

    pk: int
    form: str
    form_words: str
    title: str
    text: str
    parts: dict[str, str]
    pieces: list[tuple[str, str, str]]
    """Name, title in the statement's own language, words; in reading order."""
    language: str
    at: datetime
    next_update_at: datetime | None
    is_last: bool
    withdrawn_for: str
    corrected: "Mention | None"
    """What it sets right."""
    corrections: list["Mention"]
    """What set it right since, the oldest first."""
    twin: "Mention | None"
    """The same in the other language, where it was published."""

    def is_listed(self, language: str) -> bool:
        """In the reader's language where it was said in it; one without a translation stands in both."""
        return self.language == language or self.twin is None

    @property
    def verdict(self) -> str:
        """In a word, of a correction: the first line."""
        return str(self.parts.get("verdict", "")).strip().partition("\n")[0]


@dataclass(frozen=True)
class Mention:
    """Another published statement by its title."""

    pk: int
    title: str
    language: str
    at: datetime


@dataclass(frozen=True)
class Promised:
    """A published promise with its whole course."""

    number: int
    text: str
    state: str
    state_words: str
    first_due: date
    current_due: date
    late_since: date | None
    measure: str
    target: str
    department: str
    evidence: list[Any]
    steps: list[Any]

    @property
    def tone(self) -> str:
        """How its chip looks."""
        if self.state == Commitment.State.BROKEN:
            return "alarm"
        if self.late_since:
            return "care"
        return "good" if self.state == Commitment.State.KEPT else ""


def listed(rows: Iterable[Statement], language: str) -> list[Told]:
    """What a reader of this language finds in a list: a translation stands in for its original there."""
    found = [told for one in rows if (told := statement_of(one))]
    return [told for told in found if told.is_listed(language)]


def statement_of(one: Statement) -> Told | None:
    """In its published words; None where it was not published."""
    versions = list(one.versions.all())  # newest first
    if not versions or one.published_at is None:
        return None
    newest = versions[0]
    return Told(
        one.pk, one.form, str(one.get_form_display()), newest.title, newest.text, newest.parts,
        _pieces(one, newest), one.language, one.published_at, one.next_update_at, one.is_last,
        one.withdrawn_for, _mention(one.corrects),
        [told for other in one.corrections.all() if (told := _mention(other))],
        _mention(one.other),
    )  # fmt: skip


def _pieces(one: Statement, newest: Version) -> list[tuple[str, str, str]]:
    with translation.override(one.language):
        names = {name: str(title) for name, title in PARTS[one.form].items()}
    return [(name, names[name], words) for name in names if (words := newest.parts.get(name, ""))]


def _mention(other: Statement | None) -> Mention | None:
    """None where it was never published."""
    if other is None or other.published_at is None:
        return None
    newest = other.versions.all()[0]
    return Mention(other.pk, newest.title, other.language, other.published_at)


def promise_of(one: Commitment, language: str) -> Promised:
    """With the steps that everybody may see: transitions and revisions, no names of members."""
    return Promised(
        one.number,
        (one.text_en or one.text) if language == "en" else one.text,
        one.state,
        str(one.get_state_display()),
        one.first_due,
        one.current_due,
        one.late_since,
        one.measure,
        one.target,
        one.department.name if one.department else "",
        list(getattr(one, "shown", [])),
        [_step(step) for step in one.steps.all()],
    )


def _step(step: Step) -> dict[str, Any]:
    """One step in words; by whom is the house's business."""
    words = {"late": _("The date has passed"), "revised": _("Changed")}.get(step.after)
    state = words or str(Commitment.State(step.after).label)
    return {"at": step.at, "words": state, "reason": step.reason, "changes": step.changes}
