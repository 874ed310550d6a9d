"""Seating: which parts an issue asks for, and who takes them. Pure.

Parts are those of the incident command system. A company says by rules who sits where; one that has
said nothing yet gets a committee all the same, from what its members' roles let them do.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hanjari.issues.models.committee import Part
from hanjari.people.permissions import Permission


class Person(NamedTuple):
    """A member who works here, as far as seats ask."""

    id: int
    permissions: frozenset[str]
    departments: frozenset[int] = frozenset()


class Rule(NamedTuple):
    """A row of the company's seat rules."""

    part: str
    member: int | None
    deputy: int | None = None
    department: int | None = None
    min_level: int = 2
    kinds: tuple[str, ...] = ()


class Wanted(NamedTuple):
    """A seat to call somebody to; without a member it stays empty until somebody is named."""

    part: str
    member: int | None
    deputy: int | None = None


class Asking(NamedTuple):
    """What of an issue decides who is called."""

    level: int
    kind: str = ""
    department: int | None = None


ORDER = [part.value for part in Part]
FORMED: dict[str, tuple[str, ...]] = {
    "lead": (Permission.RUN_ISSUE,),
    "spokesperson": (Permission.MANAGE_PUBLIC, Permission.APPROVE),
    "care": (Permission.REPLY,),
    "scribe": (Permission.WRITE_NOTE,),
}
"""Without rules: whom each part is given to, the first permission that somebody has counts."""
EXPECTED: dict[int, tuple[str, ...]] = {
    2: ("lead", "spokesperson", "care", "legal", "scribe"),
    3: ("lead", "spokesperson", "care", "legal", "scribe", "safety", "liaison", "product"),
}
"""Parts that a committee of this level should have; what nobody is named for is shown as empty."""


def wanted(asking: Asking, rules: Iterable[Rule], people: Sequence[Person]) -> list[Wanted]:
    """The seats an issue asks for, in the parts' order, each member once a part.

    A department's own rule goes before the company's for that part. Whoever left is stood in for by
    their deputy. There is always one lead where anybody may run an issue.
    """
    here = {person.id for person in people}
    named = [_filled(rule, here) for rule in _closest(asking, rules)]
    seats = [seat for seat in named if seat.member]
    formed = _formed(asking, people, {seat.member for seat in seats})
    if not seats:
        seats = formed
    elif not any(seat.part == Part.LEAD for seat in seats):
        seats += [seat for seat in formed if seat.part == Part.LEAD]
    return sorted(_one_lead(seats), key=lambda seat: ORDER.index(seat.part))


def empty_parts(asking: Asking, seats: Iterable[str]) -> list[str]:
    """Parts that this level should have and that nobody is named for."""
    there = set(seats)
    return [part for part in EXPECTED.get(asking.level, ()) if part not in there]


def _closest(asking: Asking, rules: Iterable[Rule]) -> list[Rule]:
    fitting = [rule for rule in rules if _fits(asking, rule)]
    own = {rule.part for rule in fitting if rule.department is not None}
    return [rule for rule in fitting if rule.department is not None or rule.part not in own]


def _fits(asking: Asking, rule: Rule) -> bool:
    is_theirs = rule.department is None or rule.department == asking.department
    is_kind = not rule.kinds or asking.kind in rule.kinds
    return is_theirs and is_kind and asking.level >= rule.min_level


def _filled(rule: Rule, here: set[int]) -> Wanted:
    """The rule's member; the deputy where the member left."""
    deputy = rule.deputy if rule.deputy in here else None
    if rule.member in here:
        return Wanted(rule.part, rule.member, None if deputy == rule.member else deputy)
    return Wanted(rule.part, deputy)


def _formed(asking: Asking, people: Sequence[Person], taken: set[int | None]) -> list[Wanted]:
    """Without rules: whoever may, those of the issue's department first, nobody twice where possible."""
    seats: list[Wanted] = []
    for part, permissions in FORMED.items():
        used = taken | {seat.member for seat in seats}
        able = _able(asking, people, permissions)
        free = [person.id for person in able if person.id not in used]
        if part == Part.LEAD and able and not free:
            free = [able[0].id]
        if free:
            others = [person.id for person in able if person.id != free[0]]
            seats.append(Wanted(part, free[0], others[0] if others else None))
    return seats


def _able(
    asking: Asking, people: Sequence[Person], permissions: tuple[str, ...]
) -> Sequence[Person]:
    for permission in permissions:
        able = [person for person in people if permission in person.permissions]
        if able:
            return sorted(able, key=lambda person: asking.department not in person.departments)
    return ()


def _one_lead(seats: Iterable[Wanted]) -> list[Wanted]:
    kept: dict[tuple[str, int | None], Wanted] = {}
    for seat in seats:
        key = (seat.part, None if seat.part == Part.LEAD else seat.member)
        kept.setdefault(key, seat)
    return list(kept.values())
