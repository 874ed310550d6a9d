"""Tracing: saying which words led to what, one by one or thousands at once."""

from collections.abc import Iterable

from django.db import transaction

from hanjari.commitments.models import Trace
from hanjari.journal import actions as journal
from hanjari.kit.rows import pieces
from hanjari.people.models import Member, Organisation


@transaction.atomic
def trace(
    organisation: Organisation | int,
    source: tuple[str, int],
    target: tuple[str, int],
    *,
    by: Member | None,
    why: str = "",
) -> Trace:
    """Say that `source` (noun, id) led to `target` (noun, id). Safe to repeat: the first word stays."""
    desk = organisation.pk if isinstance(organisation, Organisation) else organisation
    row, is_new = Trace.objects.get_or_create(
        source_kind=source[0],
        source_id=source[1],
        target_kind=target[0],
        target_id=target[1],
        defaults={"organisation_id": desk, "why": why[:200], "by": by},
    )
    if is_new:
        journal.record(
            "trace.drawn", target[0], target[1], organisation=desk, by=by,
            source=list(source), why=row.why,
        )  # fmt: skip
    return row


@transaction.atomic
def trace_all(
    organisation: Organisation | int,
    kind: str,
    source_ids: Iterable[int],
    target: tuple[str, int],
    *,
    by: Member | None,
    why: str = "",
) -> int:
    """Say that each of these (`kind`, id) led to `target`; how many were new. One record, not one each.

    Safe to repeat: a trace that is there stays as it was drawn.
    """
    desk = organisation.pk if isinstance(organisation, Organisation) else organisation
    here = {"target_kind": target[0], "target_id": target[1], "source_kind": kind}
    wanted = list(dict.fromkeys(source_ids))
    new: list[int] = []
    for some in pieces(wanted):
        there = set(
            Trace.objects.filter(**here, source_id__in=some).values_list("source_id", flat=True)
        )
        fresh = [pk for pk in some if pk not in there]
        Trace.objects.bulk_create(
            (
                Trace(organisation_id=desk, source_id=pk, why=why[:200], by=by, **here)
                for pk in fresh
            ),
            ignore_conflicts=True,
        )
        new += fresh
    if new:
        journal.record(
            "traces.drawn", target[0], target[1], organisation=desk, by=by,
            source_kind=kind, count=len(new), source_ids=new[:50],
        )  # fmt: skip
    return len(new)


@transaction.atomic
def untrace_all(
    kind: str, source_ids: Iterable[int], target: tuple[str, int], *, by: Member | None
) -> int:
    """Take traces of these back, for they were drawn by mistake; how many there were. Safe to repeat."""
    rows = Trace.objects.filter(
        target_kind=target[0], target_id=target[1], source_kind=kind, source_id__in=list(source_ids)
    )
    first = rows.first()
    count, _by_model = rows.delete()
    if first and count:
        journal.record(
            "traces.removed", target[0], target[1], organisation=first.organisation_id, by=by,
            source_kind=kind, count=count,
        )  # fmt: skip
    return count
