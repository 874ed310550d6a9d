"""Reading one stream: hold it, take what lies on the belt, hand it to where it is sifted, say how far we are."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from django.conf import settings
from django.db import connections

from hanjari.channels import actions as channels
from hanjari.channels.actions import LostError, Progress
from hanjari.channels.contract import Flow, Frame
from hanjari.channels.models import Account, Stream
from hanjari.kit.clock import now
from hanjari.kit.errands import stopping
from hanjari.listening.stream.belt import Belt
from hanjari.listening.stream.carrying import Carrying
from hanjari.listening.stream.here import Here
from hanjari.listening.stream.keeping import GivenUpError, patiently
from hanjari.listening.stream.listening import Line

MOST = 5_000
"""Frames of one batch: few enough for the memory, many enough to pay for a commit."""
SAY_EVERY = 1.0
"""Seconds between two words about how far we are, when nothing was kept meanwhile."""
FEW = 100
"""Flows below which a sink that lingers waits for more."""
LARGEST = 300_000
"""Characters of a frame's body and text; a longer one is no post, and would fit into no message."""


class Sink(Protocol):
    """Where frames go: sifted here, or carried to hands elsewhere."""

    linger: float
    """Seconds in which a few frames wait for more."""

    def take(self, frames: Sequence[Frame], done: Progress, *, must_say: bool) -> bool:
        """Take them for good, with what was done; whether the progress was written down."""
        ...

    def close(self) -> None:
        """No more comes."""
        ...


def read_stream(pk: int, *, is_over: Callable[[], bool] = stopping.is_set) -> None:
    """Read until told to stop, by the worker or by a person. Safe to call anywhere: one reader holds it."""
    try:
        stream = Stream.objects.select_related("account__organisation").filter(pk=pk).first()
        if stream is not None and channels.hold_stream(stream):
            _read_held(stream, is_over)
    finally:
        connections.close_all()


def _read_held(stream: Stream, is_over: Callable[[], bool]) -> None:
    belt = Belt()
    line, sink = Line(stream, belt), sink_of(stream, is_over)
    line.open()
    try:
        _read(stream, belt, line, sink, is_over)
    except (LostError, GivenUpError):
        pass
    finally:
        line.close()
        sink.close()
        channels.let_go_stream(stream)


def sink_of(stream: Stream, is_over: Callable[[], bool]) -> Sink:
    """NATS where it is set, else this very process."""
    return Carrying(stream, is_over) if settings.NATS_URL else Here(stream, is_over)


def _read(stream: Stream, belt: Belt, line: Line, sink: Sink, is_over: Callable[[], bool]) -> None:
    done, said_at, heard = Progress(), time.monotonic(), 0
    while not is_over():
        flows = belt.take(seconds=0.25, most=MOST)
        if flows and sink.linger and len(flows) < FEW:
            time.sleep(sink.linger)
            flows += belt.take(seconds=0, most=MOST)
        frames = _counted(flows, done)
        heard += len(frames)
        since = time.monotonic() - said_at
        must_say = since > SAY_EVERY
        if must_say:
            if patiently(partial(_is_changed, stream), is_over=is_over):
                return
            done.break_count += line.taken_breaks()
            done.is_open = line.is_open
            done.rate = heard / since
        if (frames or must_say) and sink.take(frames, done, must_say=must_say):
            done = Progress()
        if must_say:
            said_at, heard = time.monotonic(), 0


def _counted(flows: Sequence[Flow], done: Progress) -> list[Frame]:
    """The frames of all flows; those that no message could carry are counted and left out."""
    frames = [frame for flow in flows for frame in flow.frames]
    fitting = [one for one in frames if len(one.body) + len(one.text) <= LARGEST]
    done.frame_count += len(frames)
    done.refused_count += len(frames) - len(fitting)
    done.gap_count += sum(flow.has_gap for flow in flows)
    for flow in flows:
        if flow.place or flow.has_gap:
            done.place = flow.place
    if frames:
        done.heard_at = now()
        done.told_at = max((one.at for one in frames), default=0.0) or done.told_at
    return fitting


def _is_changed(stream: Stream) -> bool:
    """Whether its account was connected differently meanwhile: then it is opened anew."""
    account: Account = stream.account
    told = Account.objects.filter(pk=account.pk).values_list("settings", "secrets").first()
    return told is None or told != (account.settings, account.secrets)
