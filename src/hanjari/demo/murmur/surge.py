"""What is going on as the desk opens: within twenty minutes many speak of the same thing, and the watch tells it."""

from datetime import datetime, timedelta

from hanjari.channels.models import Account
from hanjari.demo.cast import Company
from hanjari.demo.murmur.heard import envelope_of
from hanjari.demo.murmur.weeks import Murmur
from hanjari.demo.murmur.words import LOGGED_OUT
from hanjari.kit import clock
from hanjari.listening import actions as listening
from hanjari.listening.alarming import watch

BEGAN = timedelta(minutes=18)
PACK = 4
"""Posts that the network's stream hands over at once."""


def overhear_surge(company: Company, today: datetime) -> None:
    """Hear the posts as they come, then look, as the worker does each minute."""
    account = Account.objects.get(organisation=company.organisation, kind="bluesky")
    step = BEGAN / len(LOGGED_OUT)
    said = [
        Murmur(today - BEGAN + step * number, "bluesky", who, text)
        for number, (who, text) in enumerate(LOGGED_OUT)
    ]
    for first in range(0, len(said), PACK):
        pack = said[first : first + PACK]
        with clock.at(pack[-1].at + timedelta(seconds=2)):
            envelopes = [envelope_of(account, one) for one in pack]
            listening.keep(account, envelopes, arrived_at=clock.now(), is_overheard=True)
    with clock.at(today):
        watch()
