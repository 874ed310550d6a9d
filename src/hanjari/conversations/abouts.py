"""Abouts: what a round tells of, and the way back to it; said by the room whose noun it is."""

from collections.abc import Callable
from typing import NamedTuple

from hanjari.conversations.models import Round
from hanjari.people.models import Member


class About(NamedTuple):
    """What a round came from: its name, and its page."""

    name: str
    url: str


Asked = Callable[[Member, Round], About | None]
"""None where it is gone, or the member may not see it."""

_abouts: dict[str, Asked] = {}


def offer_about(kind: str, asked: Asked) -> None:
    """Say how rounds about this noun lead back to it; called from the upper room's `AppConfig.ready`."""
    _abouts[kind] = asked


def about_of(member: Member, row: Round) -> About | None:
    """The way back from a round, where the member may go it."""
    asked = _abouts.get(row.about_kind)
    return asked(member, row) if asked and row.about_id else None
