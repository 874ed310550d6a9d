"""One polite request for a feed: conditional, guarded, bounded; every refusal in plain words."""

from dataclasses import dataclass

import httpx
from django.utils.translation import gettext as _

from hanjari.channels.calling import retry_after
from hanjari.channels.contract import BrokenError
from hanjari.kit.http import ForbiddenUrlError, TooLargeError, guarded_client

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True)
class Fetched:
    """An answer: its bytes, what it says it is, and what to send back next time."""

    url: str
    body: bytes
    content_type: str
    etag: str
    modified: str


def fetch(url: str, etag: str = "", modified: str = "") -> Fetched | None:
    """The document at the address; None when it has not changed since. Raises `BrokenError`."""
    headers = {"Accept": ACCEPT}
    if etag:
        headers["If-None-Match"] = etag
    if modified:
        headers["If-Modified-Since"] = modified
    response = get(url, headers)
    if response.status_code == httpx.codes.NOT_MODIFIED:
        return None
    return Fetched(
        url=str(response.url),
        body=response.content,
        content_type=response.headers.get("Content-Type", "")[:200],
        etag=response.headers.get("ETag", "")[:500],
        modified=response.headers.get("Last-Modified", "")[:100],
    )


def get(url: str, headers: dict[str, str] | None = None) -> httpx.Response:
    """A guarded GET whose failures are `BrokenError`s that a member understands."""
    try:
        with guarded_client() as client:
            response = client.get(url, headers=headers)
    except (ForbiddenUrlError, httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        words = _("This address is not on the public internet, so it is not fetched.")
        raise BrokenError("forbidden_address", words, needs_person=True) from error
    except TooLargeError as error:
        raise BrokenError("too_large", _("The answer is too large to be read.")) from error
    except httpx.TimeoutException as error:
        raise BrokenError("slow", _("The server did not answer in time.")) from error
    except httpx.TooManyRedirects as error:
        raise BrokenError("circle", _("The address leads round in a circle.")) from error
    except (httpx.HTTPError, httpx.StreamError, OSError) as error:
        raise BrokenError("not_reached", _("The server was not reached.")) from error
    if response.is_success or response.status_code == httpx.codes.NOT_MODIFIED:
        return response
    raise _refusal(response)


def _refusal(response: httpx.Response) -> BrokenError:
    code = response.status_code
    if code == httpx.codes.GONE:
        words = _("The feed has been taken down for good. Give its new address, or remove it.")
        return BrokenError("gone", words, needs_person=True)
    if code == httpx.codes.UNAUTHORIZED:
        words = _("The feed asks for a login. Give an address that is open.")
        return BrokenError("login", words, needs_person=True)
    words = _("The server answered with error %(code)s.") % {"code": code}
    return BrokenError(f"http_{code}", words, retry_after=retry_after(response.headers))
