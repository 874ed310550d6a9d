"""Lines from a file or a pipe take the same way as a network's stream: matched, and kept where they fit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hanjari.channels import actions as channels
from hanjari.channels.actions import Progress
from hanjari.channels.contract import Flow
from hanjari.channels.models import Account, Stream
from hanjari.kit.clock import now
from hanjari.kit.errands import stopping
from hanjari.listening.stream.reading import LARGEST, sink_of


@dataclass(slots=True)
class Sifted:
    """How far it is: lines read, messages kept, known already, and lines that nobody can read."""

    read_count: int = 0
    kept_count: int = 0
    double_count: int = 0
    refused_count: int = 0
    at: int = 0


def place_in(account: Account, source: str) -> int:
    """The byte behind what was sifted of this very file; 0 for a new one."""
    row = Stream.objects.filter(account=account).first()
    place: Mapping[str, Any] = row.place if row else {}
    return int(place.get("at", 0)) if source and place.get("source") == source else 0


def sift(account: Account, flows: Iterable[Flow], source: str) -> Iterator[Sifted]:
    """Sift to the end; yields after each piece is kept, or acknowledged by NATS.

    Raises `LostError` when somebody else sifts into this archive, and `GivenUpError` when told to stop.
    """
    stream, _is_new = Stream.objects.get_or_create(account=account)
    Stream.objects.filter(pk=stream.pk).update(stopped_at=None)
    if not channels.hold_stream(stream):
        raise channels.LostError
    stream = Stream.objects.select_related("account__organisation").get(pk=stream.pk)
    sink, total = sink_of(stream, stopping.is_set), Sifted()
    try:
        for flow in flows:
            done = _progress(flow, source)
            fitting = [one for one in flow.frames if one.body and len(one.body) <= LARGEST]
            done.refused_count = len(flow.frames) - len(fitting)
            sink.take(fitting, done, must_say=True)
            total.read_count += done.frame_count
            total.kept_count += done.kept_count
            total.double_count += done.double_count
            total.refused_count += done.refused_count
            total.at = int(flow.place.get("at", 0))
            yield total
    finally:
        sink.close()
        channels.let_go_stream(stream)
        Stream.objects.filter(pk=stream.pk).update(stopped_at=now())


def _progress(flow: Flow, source: str) -> Progress:
    place = {**flow.place, "source": source} if source else {}
    return Progress(frame_count=len(flow.frames), heard_at=now(), is_open=True, place=place)
