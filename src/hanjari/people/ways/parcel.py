"""A parcel: one request that carries a call, and what became of it. Knows no rows, so that it runs in a thread."""

from dataclasses import dataclass, field
from datetime import timedelta

import httpx

from hanjari.kit.http import ForbiddenUrlError, guarded_client

SECONDS = 15.0
_ANSWER = 64_000
"""Bytes of an answer that are read at all; nothing in it is needed."""
_PASSING = {408, 425, 429}


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is posted where."""

    url: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Done where `fault` is empty. `is_gone`: nobody lives there; `is_final`: trying again is of no use."""

    fault: str = ""
    is_final: bool = False
    is_gone: bool = False
    wait: timedelta | None = None
    """What the other side asked to be left in peace for."""


def delivered(parcel: Parcel, *, gone: frozenset[int]) -> Outcome:
    """Post it through the guarded client: no private addresses, no redirects, bounded time and size.

    `gone` are the answers by which this kind of address says that it is none any more.
    """
    try:
        with guarded_client(seconds=SECONDS, size=_ANSWER) as line:
            answer = line.post(
                parcel.url, content=parcel.body, headers=parcel.headers, follow_redirects=False
            )
    except (ForbiddenUrlError, httpx.InvalidURL, httpx.UnsupportedProtocol):
        return Outcome("forbidden", is_final=True)
    except httpx.TimeoutException:
        return Outcome("slow")
    except (httpx.HTTPError, httpx.StreamError, OSError):
        return Outcome("not_reached")
    return _heard(answer, gone)


def _heard(answer: httpx.Response, gone: frozenset[int]) -> Outcome:
    status = answer.status_code
    if answer.is_success:
        return Outcome()
    if status in gone:
        return Outcome("gone", is_final=True, is_gone=True)
    is_final = status < 500 and status not in _PASSING
    return Outcome(f"http {status}", is_final=is_final, wait=_asked_wait(answer))


def _asked_wait(answer: httpx.Response) -> timedelta | None:
    """Retry-After in seconds, an hour at most."""
    told = answer.headers.get("Retry-After", "")
    return (
        timedelta(seconds=min(int(told[:6]), 3600)) if told.isascii() and told.isdigit() else None
    )
