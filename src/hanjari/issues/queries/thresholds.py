"""By which numbers a company's rules raise issues, and what others would have raised."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from hanjari.conversations.queries.places import places_of
from hanjari.issues.models import OwnThresholds, Trial
from hanjari.issues.replaying import Would
from hanjari.issues.thresholds import HOUSE, Thresholds
from hanjari.listening.models import Message
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


class Raised(NamedTuple):
    """An issue that would have been raised, with its first message where the member may read it, and its place."""

    trigger: str
    level: int
    at: datetime
    message_count: int
    message: Message | None
    place: str


class Tried(NamedTuple):
    """A try, and what its numbers would have raised, the latest first."""

    trial: Trial
    issues: list[Raised]


def own_thresholds(organisation_id: int) -> OwnThresholds | None:
    """What the company chose; None while the house's numbers hold."""
    return OwnThresholds.objects.filter(organisation=organisation_id).select_related("by").first()


def numbers_of(organisation_id: int) -> Thresholds:
    """The numbers that hold for a company now."""
    row = own_thresholds(organisation_id)
    return row.numbers if row else HOUSE


def trial_for(member: Member) -> Tried | None:
    """The company's last try; its messages only to whoever may read all conversations."""
    trial = Trial.objects.filter(organisation=member.organisation_id).select_related("by").first()
    if trial is None:
        return None
    firsts = [one["messages"][0] for one in trial.found]
    rows: dict[int, Message] = {}
    if member.can(Permission.READ_ALL):
        own = Message.objects.filter(organisation=member.organisation_id, erased_at=None)
        rows = own.in_bulk(firsts)
    places = places_of(member, list(rows))
    return Tried(trial, [_raised(one, rows, places) for one in reversed(trial.found)])


def _raised(one: Would, rows: Mapping[int, Message], places: Mapping[int, str]) -> Raised:
    ids = one["messages"]
    at = datetime.fromisoformat(one["at"])
    return Raised(
        one["trigger"], one["level"], at, len(ids), rows.get(ids[0]), places.get(ids[0], "")
    )
