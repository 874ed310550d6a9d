"""Training: a company's own tables are asked for, made by the worker, used, and taken back."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

import structlog
from django.db import IntegrityError, transaction
from django.db.models import Max

from hanjari import language
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.listening.actions.judgements import BASE
from hanjari.listening.models import Judgement, Training
from hanjari.listening.queries.judgements import guards, lessons
from hanjari.people.models import Member, Organisation

State = Training.State
LONGEST = timedelta(minutes=15)
"""After which nobody can be making them any more: the largest lesson takes a minute or two."""
log = structlog.get_logger(__name__)


class TrainingRefusedError(Exception):
    """Another one is under way, or there are no such tables to use."""


@transaction.atomic
def ask_for_training(organisation: Organisation, *, by: Member | None) -> Training:
    """Put it before the worker. Raises `TrainingRefusedError` while another one is under way."""
    last = Training.objects.filter(organisation=organisation).aggregate(last=Max("number"))["last"]
    try:
        with transaction.atomic():
            row = Training.objects.create(organisation=organisation, number=(last or 0) + 1, by=by)
    except IntegrityError as error:
        raise TrainingRefusedError from error
    _record("training.asked", row, by, judgement_count=_count(organisation))
    return row


def train_waiting() -> bool:
    """Make the tables that were asked for first; True when there were some to make."""
    row = Training.objects.filter(state=State.WAITING).order_by("pk").first()
    if row is None:
        return False
    if claim(row):
        carry_out(row)
    return True


def claim(row: Training) -> bool:
    """Take it up, unless somebody else has."""
    waiting = Training.objects.filter(pk=row.pk, state=State.WAITING)
    row.state, row.begun_at = State.RUNNING, now()
    return bool(waiting.update(state=row.state, begun_at=row.begun_at))


def carry_out(row: Training) -> None:
    """Train, and use what is clearly better; whatever goes wrong is written down, and nothing changes."""
    try:
        made = try_out(row.organisation)
    except Exception as error:
        log.exception("training.failed", organisation=row.organisation_id, number=row.number)
        row.failure = f"{type(error).__name__}: {error}"[:500]
        _end(row, State.FAILED, words=row.failure)
        return
    row.figures, row.base = figures_of(made), BASE
    if made.tables is None:
        _end(row, State.REFUSED, figures=_short(row.figures))
        return
    row.tables = made.tables.to_bytes()
    _end(row, State.MADE, figures=_short(row.figures), judgement_count=row.figures["judged"])
    use_tables(row.organisation, row.number, by=row.by)


def try_out(organisation: Organisation) -> "language.Made":
    """Train and test without keeping anything."""
    examples = [
        language.Example(text, group, values) for text, group, values in lessons(organisation.pk)
    ]
    return language.train(examples, guards(organisation.pk), language.read)


def figures_of(made: "language.Made") -> dict[str, Any]:
    """The back-test as JSON."""
    parts = [asdict(one) for one in made.figures]
    return {"parts": parts, "judged": max((one.judged for one in made.figures), default=0)}


@transaction.atomic
def use_tables(
    organisation: Organisation, number: int, *, by: Member | None, event: str = "training.used"
) -> None:
    """Read new messages with these tables from now on; 0 is the base alone. Raises `TrainingRefusedError`."""
    rows = Training.objects.select_for_update().filter(organisation=organisation)
    used = rows.filter(is_used=True).defer("tables").first()
    wanted = rows.filter(number=number, state=State.MADE).defer("tables").first()
    if number and wanted is None:
        raise TrainingRefusedError
    rows.filter(is_used=True).update(is_used=False)
    if wanted:
        way_back = {"used_before": used} if event == "training.used" and used != wanted else {}
        rows.filter(pk=wanted.pk).update(is_used=True, **way_back)
    _record(event, wanted or used, by, number=number, organisation=organisation)


def undo_training(organisation: Organisation, *, by: Member | None) -> int:
    """Go back to what was used before; returns its number, 0 for the base. Raises `TrainingRefusedError`."""
    used = Training.objects.filter(organisation=organisation, is_used=True).defer("tables").first()
    if used is None:
        raise TrainingRefusedError
    number = used.used_before.number if used.used_before else 0
    use_tables(organisation, number, by=by, event="training.undone")
    return number


def forget_stuck() -> None:
    """What a worker that died was making waits again."""
    Training.objects.filter(state=State.RUNNING, begun_at__lt=now() - LONGEST).update(
        state=State.WAITING, begun_at=None
    )


def _end(row: Training, state: Training.State, **facts: Any) -> None:
    row.state, row.ended_at = state, now()
    with transaction.atomic():
        row.save(update_fields=["state", "ended_at", "base", "figures", "tables", "failure"])
        _record(f"training.{state.value}", row, row.by, **facts)


def _short(figures: dict[str, Any]) -> str:
    """The figures in a line: part fixed/wrong −spoilt."""
    told = (
        f"{one['part']} {one['fixed']}/{one['wrong']} −{one['broken'] + one['changed']} {one['verdict']}"
        for one in figures["parts"]
        if one["wrong"]
    )
    return "; ".join(told)[:400]


def _count(organisation: Organisation) -> int:
    return Judgement.objects.filter(organisation=organisation, undone_at=None).count()


def _record(
    event: str,
    row: Training | None,
    by: Member | None,
    *,
    organisation: Organisation | None = None,
    **facts: Any,
) -> None:
    owner = organisation or (row.organisation if row else None)
    facts.setdefault("number", row.number if row else 0)
    record(event, "training", row.pk if row else None, organisation=owner, by=by, **facts)
