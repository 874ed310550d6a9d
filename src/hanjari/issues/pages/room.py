"""What the committee's room shows: seats round the table, clocks, facts, decisions, tasks, the course."""

from collections.abc import Iterable
from math import cos, pi, sin
from typing import Any, NamedTuple

from hanjari.issues import clocks, quorum, seating, stances
from hanjari.issues.models import Issue, IssueClock, Part, Seat, Stance
from hanjari.issues.pages.exercise import lines_page
from hanjari.issues.pages.shell import shell
from hanjari.issues.queries import room
from hanjari.issues.queries.rights import rights_of
from hanjari.issues.queries.seats import asking_of, lead_of, seats_of
from hanjari.issues.stages import WORKING
from hanjari.journal.models import Entry
from hanjari.journal.telling import tell
from hanjari.kit.clock import now
from hanjari.people.models import Member

TONES = {"confirmed": "good", "likely": "note", "unverified": "care", "false": ""}
"""Of how sure a fact is."""
_MAIN_LINE = (*WORKING, Issue.Stage.CLOSED, Issue.Stage.REVIEWED)
_MOMENTS = {
    "issue.level_raised": "alarm", "issue.fault_known": "alarm", "issue.decided": "ours",
    "issue.convened": "ours", "issue.sat": "ours", "issue.stance_overruled": "care",
    "issue.clock_met_late": "care",
}  # fmt: skip


class Chair(NamedTuple):
    """A seat at the round table: where it is drawn, whose it is, whether they have come."""

    x: int
    y: int
    name: str
    has_arrived: bool


class ClockLine(NamedTuple):
    """A clock of the strip."""

    clock: IssueClock
    title: Any
    phase: str


class Moment(NamedTuple):
    """An entry of the course in words."""

    entry: Entry
    words: str
    tone: str
    is_pinned: bool


def room_page(issue: Issue, member: Member) -> dict[str, Any]:
    """The whole room."""
    seats = list(seats_of(issue))
    mine = [seat for seat in seats if member.pk in (seat.member_id, seat.deputy_id)]
    waiting = [
        seat
        for seat in mine
        if not seat.arrived_at and (seat.member_id == member.pk or is_overdue(seat))
    ]
    return {
        **shell(issue, member, "issues:issue"),
        "rights": rights_of(member, issue),
        "stages": stages_of(issue),
        "clocks": clock_lines(issue),
        "seats": seats,
        "chairs": chairs(seats),
        "there_count": len({seat.member_id for seat in seats if seat.arrived_at}),
        "called_count": len({seat.member_id for seat in seats}),
        "is_sitting": is_sitting(seats),
        "empty_parts": empty_parts(issue, seats),
        "lead": lead_of(issue),
        "my_calls": waiting,
        "facts": room.facts_of(issue),
        "tones": TONES,
        "unknowns": room.unknowns_of(issue),
        "decisions": room.decisions_of(issue),
        "tasks": room.tasks_of(issue),
        "stance": stance_page(room.stance_of(issue)),
        **course(issue),
        "now": now(),
        **lines_page(issue),
    }


def is_overdue(seat: Seat) -> bool:
    """Whether the deputy is called by now: somebody else's seat is offered only then."""
    return bool(seat.call and seat.call.ring) or not (seat.member and seat.member.is_active)


def stages_of(issue: Issue) -> list[tuple[Any, str]]:
    """The main line with what is past, now and to come; a stage beside it stands alone."""
    if issue.stage not in _MAIN_LINE:
        return [(issue.get_stage_display(), "now"), *((str(one.label), "") for one in _MAIN_LINE)]
    place = _MAIN_LINE.index(Issue.Stage(issue.stage))
    return [
        (str(one.label), "past" if number < place else "now" if number == place else "")
        for number, one in enumerate(_MAIN_LINE)
    ]


def clock_lines(issue: Issue) -> list[ClockLine]:
    """Running ones by when they are due, then those that are done."""
    moment = now()
    return [
        ClockLine(one, clocks.KINDS[one.kind].title, clocks.phase(one.due_at, one.met_at, moment))
        for one in room.clocks_of(issue)
        if one.kind in clocks.KINDS
    ]


def chairs(seats: Iterable[Seat]) -> list[Chair]:
    """Each member once, from the top round the table."""
    people: dict[int, Seat] = {}
    for seat in seats:
        if seat.member_id and (seat.member_id not in people or seat.arrived_at):
            people[seat.member_id] = seat
    step = 2 * pi / max(len(people), 1)
    return [
        Chair(
            round(120 + 92 * sin(step * number)),
            round(120 - 92 * cos(step * number)),
            seat.member.name[:3] if seat.member else "",
            seat.arrived_at is not None,
        )
        for number, seat in enumerate(people.values())
    ]


def is_sitting(seats: Iterable[Seat]) -> bool:
    """Whether the lead and half of those called are there."""
    return quorum.is_sitting(
        quorum.Seated(seat.part, seat.member_id, seat.arrived_at is not None) for seat in seats
    )


def empty_parts(issue: Issue, seats: Iterable[Seat]) -> list[Any]:
    """Parts that this level should have and that nobody sits in."""
    empty = seating.empty_parts(asking_of(issue), (seat.part for seat in seats))
    return [Part(part).label for part in empty]


def stance_page(stance: Stance | None) -> dict[str, Any] | None:
    """What was said last, with the advice that went with it."""
    if stance is None:
        return None
    advice = stances.advise(stance.truth, stance.kind, has_history=stance.has_history)
    chosen = [stances.Strategy(one).label for one in stance.chosen]
    return {"row": stance, "chosen": chosen, "reasons": advice.reasons, "level": advice.level}


def course(issue: Issue) -> dict[str, Any]:
    """Pinned moments, then the last ones."""
    pinned = room.pinned_of(issue)
    held = {entry.pk for entry in pinned}
    return {
        "pinned": [_moment(entry, is_pinned=True) for entry in pinned],
        "timeline": [
            _moment(entry, is_pinned=entry.pk in held) for entry in room.timeline_of(issue)
        ],
    }


def _moment(entry: Entry, *, is_pinned: bool) -> Moment:
    return Moment(entry, tell(entry), _MOMENTS.get(entry.event, ""), is_pinned)
