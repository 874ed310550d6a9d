"""Errands of the listening room: reading what waits, and forgetting originals in time."""

import atexit
from functools import partial
from time import perf_counter

from hanjari.channels import actions as channels
from hanjari.channels.crew import Crew
from hanjari.channels.queries import due_streams
from hanjari.kit.errands import errand
from hanjari.listening import actions, alarming, copy_keys
from hanjari.listening.months import make_ahead
from hanjari.listening.stream.naming import name_authors as name_stream_authors
from hanjari.listening.stream.reading import read_stream

READERS = Crew("stream", 32)

FEWEST, MOST = 10, 1_000
AT_MOST = 0.25
"""Seconds that a batch should take: what a batch costs beside its messages is spread over hundreds of them."""

_size = FEWEST


@errand(every=0.2, lane="desk")
def hear() -> bool:
    """Read a batch of waiting payloads; the size follows what the last one took."""
    global _size  # noqa: PLW0603 (one worker reads; the size is a guess that any restart may forget)
    began = perf_counter()
    count = actions.hear_waiting(_size)
    if not count:
        return False
    if perf_counter() - began > AT_MOST:
        _size = max(FEWEST, _size // 2)
    elif count >= _size:
        _size = min(MOST, _size * 2)
    return True


@errand(every=1, lane="pull")
def read_archives() -> bool:
    """A batch of an archive; new messages go first."""
    return actions.read_due_archives()


@errand(every=1, lane="stream")
def read_streams() -> bool:
    """Each network that is to be heard gets a reader of its own, wherever a worker has a hand free."""
    channels.free_dead_streams(READERS.busy)
    for stream in due_streams():
        READERS.offer(stream.pk, partial(read_stream, stream.pk))
    return False


@errand(every=10, lane="pull")
def name_authors() -> bool:
    """Who wrote what a stream told, where it tells ids alone."""
    return name_stream_authors()


@errand(every=3600, lane="desk")
def forget() -> bool:
    """Originals go when their days are over, and deletions of what never came."""
    actions.forget_originals()
    actions.forget_unseen()
    return False


@errand(every=3600, lane="desk")
def make_months() -> bool:
    """PostgreSQL: the partitions of the coming months."""
    make_ahead()
    return False


@errand(every=600, lane="desk")
def tidy_search() -> bool:
    """After erasures the index drops what it had only marked as deleted, a bounded piece at a time."""
    actions.tidy_search()
    return False


@errand(every=3600, lane="desk")
def expire() -> bool:
    """Words that a network's terms let us keep only so long go, a batch at a time."""
    return actions.expire()


@errand(every=1, lane="train")
def catch_up() -> bool:
    """A query that is new or changed gets what was said in the week before on its list."""
    return actions.catch_up_due()


@errand(every=5, lane="train")
def recount() -> bool:
    """Counters from before they knew moods, or that somebody doubts, a few hours at a time."""
    return actions.recount_due()


@errand(every=1, lane="meaning")
def hear_again() -> bool:
    """What a message means; a second to load what reads it, so only folding shares its lane."""
    return actions.hear_again()


@errand(every=2, lane="meaning")
def fold() -> bool:
    """What is said over and over, and noise; nobody waits for it as for what is grave."""
    return actions.fold_waiting()


@errand(every=60, lane="meaning")
def forget_copy_keys() -> bool:
    """By what no copy can come any more; a sixtieth of them a minute."""
    copy_keys.forget()
    return False


@errand(every=1, lane="train")
def train() -> bool:
    """Tables that somebody asked for; minutes of arithmetic, so only what nobody waits for shares their lane."""
    return actions.train_waiting()


@errand(every=60, lane="train")
def take_up_again() -> bool:
    """What a worker that died was making is made by another one."""
    actions.forget_stuck()
    return False


@errand(every=60, lane="train")
def compare_news_and_social() -> bool:
    """Who moves first, one topic at a time; seconds of arithmetic that nobody waits for."""
    return actions.compare_due()


@errand(every=60, lane="alarm")
def look_out() -> bool:
    """Whether more comes than usual; in a lane of its own, for an alarm waits behind no errand."""
    alarming.watch()
    return False


@atexit.register
def _let_readers_end() -> None:
    """A clean stop lets go of the streams, so that another worker reads on at once."""
    READERS.finish(3)
