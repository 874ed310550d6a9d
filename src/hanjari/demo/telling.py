"""Telling the story: once in a database, whole or not at all."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from hanjari.demo.cast import PASSWORD, Company, seat_hanbit
from hanjari.demo.murmur import overhear_surge, overhear_weeks
from hanjari.demo.player import Player
from hanjari.demo.stage import set_stage
from hanjari.kit import clock
from hanjari.people.models import Member, Organisation

__all__ = ["PASSWORD", "is_somebody_else_here", "is_told", "tell"]


def is_told() -> bool:
    """Whether Hanbit's desk is in this database."""
    return Organisation.objects.filter(slug="hanbit").exists()


def is_somebody_else_here() -> bool:
    """Whether people work here already; the demo never mixes with them."""
    return Member.objects.exists()


@transaction.atomic
def tell(told: Callable[[int, int], None] = lambda *_: None) -> Company:
    """Seat the cast, set the stage, play the two weeks; interrupted, nothing of it stays."""
    today = clock.now()
    with clock.at(today - timedelta(days=14)):
        company = seat_hanbit()
        places = set_stage(company)
        overhear_weeks(company, today)
    Player(company, places, today).play(told)
    overhear_surge(company, today)
    return company
