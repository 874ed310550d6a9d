"""The lookout of a page process: it notices channels that stand still also when no worker lives."""

from random import uniform
from threading import Event, Thread

import structlog
from django.db import DatabaseError, connections

from hanjari.channels.actions import WATCH_EVERY, watch_accounts
from hanjari.config.lanes import in_plain_words
from hanjari.kit.errands import stopping

log = structlog.get_logger(__name__)


def keep_lookout(until: Event = stopping) -> Thread:
    """Look every quarter of a minute, in a thread that ends with the process."""
    thread = Thread(target=_look_out, args=(until,), name="lookout", daemon=True)
    thread.start()
    return thread


def _look_out(until: Event) -> None:
    wait = uniform(0, WATCH_EVERY)  # noqa: S311 (page workers take turns)
    while not until.wait(wait):
        look()
        wait = WATCH_EVERY


def look() -> None:
    """Once; a database that refuses is asked again later."""
    try:
        watch_accounts()
    except DatabaseError as error:
        log.warning("lookout.database_refused", words=in_plain_words(error))
    finally:
        connections.close_all()
