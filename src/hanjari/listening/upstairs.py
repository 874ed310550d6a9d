"""Upstairs: what a room above offers for a message, so that this room's pages lead there without knowing it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hanjari.listening.models import Alarm, Message
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


@dataclass(frozen=True)
class Desk:
    """Where messages are answered.

    `places` tells for message ids the addresses at which the member may open them; `take_up` brings
    one that lies nowhere to where it can be answered, and tells that address.
    """

    places: Callable[[Member, Sequence[int]], dict[int, str]]
    take_up: Callable[[Message, Member], str]
    needs: Permission
    """The permission that taking up asks for."""


class Outcome(NamedTuple):
    """What became of an alarm above, by its title, or (without one) where it may become something."""

    address: str
    title: str


_desks: list[Desk] = []
_outcomes: list[Callable[[Member, Alarm], Outcome]] = []


def offer(desk: Desk) -> None:
    """Say that messages can be answered; called from the upper room's `AppConfig.ready`."""
    _desks[:] = [desk]


def offer_outcome(outcome: Callable[[Member, Alarm], Outcome]) -> None:
    """Say that alarms can become something; called from the upper room's `AppConfig.ready`."""
    _outcomes[:] = [outcome]


def outcome_of(member: Member, alarm: Alarm) -> Outcome:
    """What became of an alarm, or may; nothing where no room above deals with alarms."""
    return _outcomes[0](member, alarm) if _outcomes else Outcome("", "")


def places_of(member: Member, ids: Sequence[int]) -> dict[int, str]:
    """Where each of these messages can be opened."""
    return _desks[0].places(member, ids) if _desks and ids else {}


def may_take_up(member: Member) -> bool:
    """Whether there is a desk, and the member may bring something to it."""
    return bool(_desks) and member.can(_desks[0].needs)


def take_up(message: Message, *, by: Member) -> str:
    """Bring a message to where it can be answered; the address there. Safe to repeat."""
    return _desks[0].take_up(message, by)
