"""Calling a network's API: counted, bounded, and every refusal as an error of the contract.

A kind says what is its network's own (`Manners`); what all share stands here: no call without the
meter, `Retry-After` believed, a broken line told apart from a refusal, and for what is written the
one question that matters: has it surely not been taken?
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, NoReturn, Self

import httpx
from django.utils.translation import gettext as _

from hanjari.channels.calling.faults import Fault, usual_fault
from hanjari.channels.contract import (
    Access,
    BrokenError,
    Limit,
    RefusedError,
    SpentError,
    UnsureError,
)
from hanjari.kit.http import ForbiddenUrlError, TooLargeError, guarded_client

_NOT_BEGUN = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, ForbiddenUrlError)


@dataclass(frozen=True, slots=True)
class Answer:
    """A network's good answer; `body` is its JSON (None when it sent nothing)."""

    status: int
    headers: httpx.Headers
    body: Any
    content: bytes


class Manners:
    """How a network says no and counts; a kind overrides what its network does its own way."""

    def fault(self, response: httpx.Response) -> Fault | None:  # noqa: ARG002 (for kinds to override)
        """The network's own error, or None for what its status says."""
        return None

    def limits(self, headers: httpx.Headers) -> Iterable[Limit]:  # noqa: ARG002 (for kinds to override)
        """What the answer's headers say of its limits."""
        return ()


@dataclass(slots=True)
class Line:
    """The line to one network for one errand: `with Line(access, base) as line`."""

    access: Access
    base: str
    headers: dict[str, str] = field(default_factory=dict)
    manners: Manners = field(default_factory=Manners)
    seconds: float = 30.0
    _client: httpx.Client | None = None

    def __enter__(self) -> Self:
        self._client = guarded_client(seconds=self.seconds)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client:
            self._client.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        take: str = "",
        count: int = 1,
        microcents: int = 0,
        **options: Any,
    ) -> Answer:
        """Read something; `options` are httpx's. Raises `BrokenError`.

        `take` names what is counted (a quota of the kind), `microcents` what it costs.
        """
        try:
            self._take(take, count, microcents)
            response = self._call(method, path, options)
            return _answer(response)
        except SpentError as error:
            raise BrokenError(error.code, str(error), retry_after=error.retry_after) from error
        except _HeardError as error:
            fault = error.fault
            raise BrokenError(
                fault.code,
                fault.words,
                needs_person=fault.needs_person,
                retry_after=fault.retry_after,
            ) from error
        except ValueError as error:
            raise BrokenError("garbled", _("The network sent something broken.")) from error
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError) as error:
            raise _broken(error) from error

    def say(
        self,
        method: str,
        path: str,
        *,
        take: str = "",
        count: int = 1,
        microcents: int = 0,
        **options: Any,
    ) -> Answer:
        """Write something, once. Raises `RefusedError` (surely not taken) or `UnsureError`."""
        try:
            self._take(take, count, microcents)
            response = self._call(method, path, options)
            return _answer(response)
        except SpentError as error:
            raise RefusedError(
                error.code, str(error), can_retry=True, retry_after=error.retry_after
            ) from error
        except _HeardError as error:
            _raise_unsaid(error.fault)
        except _NOT_BEGUN as error:
            broken = _broken(error)
            raise RefusedError(
                broken.code, broken.words, can_retry=not broken.needs_person
            ) from error
        except (ValueError, httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError) as error:
            raise UnsureError(_("The connection broke while it was being sent.")) from error

    def _take(self, name: str, count: int, microcents: int) -> None:
        if name:
            self.access.meter.take(name, count, microcents=microcents)

    def _call(self, method: str, path: str, options: dict[str, Any]) -> httpx.Response:
        if self._client is None:
            message = "a line is opened by `with`"
            raise RuntimeError(message)
        url = path if path.startswith(("http://", "https://")) else self.base.rstrip("/") + path
        headers = {**self.headers, **options.pop("headers", {})}
        response = self._client.request(
            method, url, headers=headers, follow_redirects=method == "GET", **options
        )
        for limit in self.manners.limits(response.headers):
            self.access.meter.note(limit)
        if response.is_success:
            return response
        raise _HeardError(self.manners.fault(response) or usual_fault(response))


class _HeardError(Exception):
    """The network answered, and said no."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.words)
        self.fault = fault


def _answer(response: httpx.Response) -> Answer:
    """Raises `ValueError` when it calls itself JSON and is none."""
    content = response.content
    is_json = "json" in response.headers.get("Content-Type", "")
    try:
        body = json.loads(content) if content.strip() and is_json else None
    except RecursionError as error:
        message = "nested too deep"
        raise ValueError(message) from error
    return Answer(response.status_code, response.headers, body, content)


def _raise_unsaid(fault: Fault) -> NoReturn:
    if not fault.is_sure:
        raise UnsureError(fault.words)
    raise RefusedError(
        fault.code, fault.words, can_retry=fault.can_retry, retry_after=fault.retry_after
    )


def _broken(error: Exception) -> BrokenError:
    if isinstance(error, ForbiddenUrlError | httpx.InvalidURL | httpx.UnsupportedProtocol):
        words = _("This address is not on the public internet, so it is not called.")
        return BrokenError("forbidden_address", words, needs_person=True)
    if isinstance(error, TooLargeError):
        return BrokenError("too_large", _("The answer is too large to be read."))
    if isinstance(error, httpx.TimeoutException):
        return BrokenError("slow", _("The network did not answer in time."))
    return BrokenError("not_reached", _("The network was not reached."))
