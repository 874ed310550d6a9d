"""The line to NATS JetStream, in asyncio: one stream that is a work queue, and pull consumers on it.

What was acknowledged is gone; when the stream is full, publishing waits. It lies on three servers
where there are so many. A pull asks at once for all that waits, and only then waits for the first
that comes: so nothing that is there is held up (NATS docs, JetStream pull consumers).
"""

import asyncio
import json
import logging
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

from hanjari.kit.bus.packs import Backlog, MissingError, Pack, Taken

FULL = 1_073_741_824
"""Bytes of packs that may wait; then the readers of the networks wait."""
SAME_WITHIN = 300.0
"""Seconds in which a pack that is published again is known by its digest."""
REPLICAS = 3
IN_FLIGHT = 64
"""Packs on the way at once."""
PATIENCE = 5.0
"""Seconds until an answer that does not come is asked for again."""
AGAIN_AFTER = 8.0
"""Seconds after which a pack goes to another hand, when the first has neither acknowledged nor said that it works."""
SIGN_OF_WORK = 2.0
AT_ONCE = 1.0
"""Seconds in which a server says what waits, or that nothing does."""
CONNECTED_IN = 3.0
_OPTIONS: dict[str, Any] = {
    "name": "hanjari",
    "max_reconnect_attempts": -1,
    "reconnect_time_wait": 0.5,
    "connect_timeout": 2,
    "ping_interval": 5,
}
_log = logging.getLogger(__name__)


class Line:
    """One connection that mends itself. `queues` maps names of queues to the subjects that they take."""

    def __init__(self, urls: Sequence[str], stream: str, queues: dict[str, str]) -> None:
        self._urls, self._stream, self._queues = list(urls), stream, queues
        self._client: Any = None
        self._work: asyncio.Future[None] | None = None
        self._inboxes: dict[str, Any] = {}
        self.held: dict[int, Any] = {}
        """Tickets of what is in hand, by number: it is said every two seconds that they are worked on."""

    async def connected(self) -> Any:
        """The client, connected at its first use; the stream and its queues are there."""
        if self._client is None:
            package, _api, _errors = nats()
            client = package.NATS()
            try:
                await asyncio.wait_for(
                    client.connect(self._urls, error_cb=_tell, **_OPTIONS), CONNECTED_IN
                )
                await self._prepare(client)
            except BaseException:
                await client.close()
                raise
            self._client = client
            self._work = asyncio.ensure_future(self._say_at_work())
        return self._client

    async def _prepare(self, client: Any) -> None:
        """Make the stream and its queues, or see that they are there."""
        _package, api, _errors = nats()
        js = client.jetstream(timeout=PATIENCE)
        config = api.StreamConfig(
            name=self._stream,
            subjects=list(self._queues.values()),
            retention=api.RetentionPolicy.WORK_QUEUE,
            discard=api.DiscardPolicy.NEW,
            max_bytes=FULL,
            storage=api.StorageType.FILE,
            duplicate_window=SAME_WITHIN,
        )
        await _on_as_many_as_there_are(js, config)
        for queue, subjects in self._queues.items():
            await js.add_consumer(
                self._stream,
                api.ConsumerConfig(
                    durable_name=queue,
                    filter_subject=subjects,
                    ack_policy=api.AckPolicy.EXPLICIT,
                    ack_wait=AGAIN_AFTER,
                    max_ack_pending=10_000,
                ),
            )

    async def publish(self, packs: Sequence[Pack]) -> list[Pack]:
        """Send; returns those that nobody has acknowledged."""
        js = (await self.connected()).jetstream(timeout=PATIENCE)
        left: list[Pack] = []
        failure: BaseException | None = None
        for start in range(0, len(packs), IN_FLIGHT):
            some = packs[start : start + IN_FLIGHT]
            sent = (
                js.publish(one.subject, one.body, headers={"Nats-Msg-Id": one.name}) for one in some
            )
            results = await asyncio.gather(*sent, return_exceptions=True)
            left += [one for one, result in zip(some, results, strict=True) if _failed(result)]
            failure = next((one for one in results if isinstance(one, BaseException)), failure)
        if failure is not None and len(left) == len(packs):
            raise failure
        return left

    async def fetch(self, queue: str, most: int, seconds: float) -> list[Taken]:
        """What waits, at once; where nothing does, the first that comes within so long."""
        client = await self.connected()
        if queue not in self._inboxes:
            address = client.new_inbox()
            self._inboxes[queue] = (address, await client.subscribe(address))
        address, inbox = self._inboxes[queue]
        ask = f"$JS.API.CONSUMER.MSG.NEXT.{self._stream}.{queue}"
        at_once = json.dumps({"batch": most, "no_wait": True}).encode()
        await client.publish(ask, at_once, reply=address)
        found = await _collected(inbox, most, AT_ONCE)
        if not found and seconds > 0:
            first = json.dumps({"batch": 1, "expires": int(seconds * 1e9)}).encode()
            await client.publish(ask, first, reply=address)
            found = await _collected(inbox, 1, seconds + 1)
        return [Taken(one.data, one.metadata.sequence.stream, one) for one in found]

    async def acknowledge(self, taken: Sequence[Taken]) -> None:
        """Nobody gets them again."""
        for one in taken:
            await one.ticket.ack()
        await self._client.flush(int(PATIENCE))

    async def refuse(self, taken: Sequence[Taken], seconds: float) -> None:
        """They come again after so long."""
        for one in taken:
            await one.ticket.nak(delay=seconds)

    async def backlog(self, queue: str) -> Backlog:
        """How a queue stands."""
        js = (await self.connected()).jetstream(timeout=PATIENCE)
        told = await js.consumer_info(self._stream, queue)
        floor = told.ack_floor.stream_seq if told.ack_floor else 0
        return Backlog(told.num_pending or 0, told.num_ack_pending or 0, floor or 0)

    async def _say_at_work(self) -> None:
        """What is in hand stays in hand, however long the database is away."""
        _package, _api, errors = nats()
        while not self._client.is_closed:
            await asyncio.sleep(SIGN_OF_WORK)
            for ticket in list(self.held.values()):
                try:
                    await ticket.in_progress()
                except (errors.Error, OSError):
                    break

    async def close(self) -> None:
        """Let go; what is in hand comes to others."""
        self.held.clear()
        if self._work is not None:
            self._work.cancel()
        if self._client is not None:
            await self._client.close()


@cache
def nats() -> Any:
    """The package, its names and its errors. Raises `MissingError`."""
    try:
        return import_module("nats"), import_module("nats.js.api"), import_module("nats.errors")
    except ImportError as error:
        message = "NATS_URL is set, and nats-py is missing: pip install 'hanjari[nats]'"
        raise MissingError(message) from error


async def _on_as_many_as_there_are(js: Any, config: Any) -> None:
    """On three servers, or on one where there are fewer; one that grew to three is spread over them."""
    errors = import_module("nats.js.errors")
    try:
        told = await js.stream_info(config.name)
        if (told.config.num_replicas or 1) < REPLICAS:
            try:
                await js.update_stream(config.evolve(num_replicas=REPLICAS))
            except errors.APIError:
                _log.debug("there are not three servers")
    except errors.NotFoundError:
        try:
            await js.add_stream(config.evolve(num_replicas=REPLICAS))
        except errors.APIError:
            await js.add_stream(config.evolve(num_replicas=1))


async def _collected(inbox: Any, most: int, seconds: float) -> list[Any]:
    """Up to so many messages; a message with a status (no more, time is over) ends it."""
    found: list[Any] = []
    errors = nats()[2]
    while len(found) < most:
        try:
            message = await inbox.next_msg(timeout=seconds)
        except errors.TimeoutError:
            break
        if (message.headers or {}).get("Status"):
            break
        found.append(message)
    return found


def _failed(result: Any) -> bool:
    return isinstance(result, BaseException)


async def _tell(error: Exception) -> None:
    _log.info("NATS: %s", error or type(error).__name__)
