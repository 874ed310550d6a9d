"""Where the REST API stands (REST API Handbook, Discovery): the Link header, the link element, then the usual places."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from hanjari.channels.calling import Answer, Line
from hanjari.channels.contract import BrokenError
from hanjari.channels.kinds.wordpress.address import is_private_enough, same_host

_RELATION = "https://api.w.org/"
_HEADER = re.compile(r"<([^<>]+)>\s*;[^,<]*rel=\"?" + re.escape(_RELATION))
_ELEMENT = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_PART = re.compile(r"""\b(rel|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_USUAL = ("/wp-json/", "/index.php/wp-json/", "/?rest_route=/")
_PAGE_SIZE = 300_000
"""Letters of a page that are looked through; the element stands in its head."""


def found(line: Line, site: str) -> tuple[str, Mapping[str, object]]:
    """The API's root, and what it says of itself. Raises `BrokenError`; sends no password."""
    failure: BrokenError | None = None
    for root in _candidates(line, site):
        try:
            body = line.ask("GET", root).body
        except BrokenError as error:
            if error.code in {"not_reached", "slow", "forbidden_address", "rate", "maintenance"}:
                raise
            failure = failure if failure and failure.needs_person else error
            continue
        if isinstance(body, Mapping) and isinstance(body.get("namespaces"), list):
            return root, body
    if failure:
        raise failure
    raise BrokenError("no_api", _("No REST API of WordPress answers there."), needs_person=True)


def _candidates(line: Line, site: str) -> Iterator[str]:
    told = ""
    try:
        told = announced(line.ask("GET", f"{site}/"), f"{site}/")
    except BrokenError as error:
        if error.code in {"not_reached", "slow", "forbidden_address"}:
            raise  # a page that fails hides no API, a machine that is silent does
    if told:
        if not (same_host(told, site) and is_private_enough(told)):
            words = _("The site says that its API is at %(place)s. Type that address here.")
            raise BrokenError("moved", words % {"place": told[:200]}, needs_person=True)
        yield told
    for place in _USUAL:
        if f"{site}{place}" != told:
            yield f"{site}{place}"


def announced(page: Answer, address: str) -> str:
    """What a page says of its API: '' when it says nothing."""
    for header in page.headers.get_list("Link"):
        if match := _HEADER.search(header):
            return _joined(address, str(match[1]))
    markup = page.content[:_PAGE_SIZE].decode("utf-8", "replace")
    for element in _ELEMENT.findall(markup):
        parts = {
            m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in _PART.finditer(element)
        }
        if parts.get("rel") == _RELATION and parts.get("href"):
            return _joined(address, parts["href"])
    return ""


def _joined(address: str, told: str) -> str:
    try:
        return urljoin(address, told)
    except ValueError:
        return ""
