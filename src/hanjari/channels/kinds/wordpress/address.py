"""Addresses: the site as a person typed it, and the REST API's paths below either kind of permalinks. Pure."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

_TAIL = re.compile(
    r"/(?:wp-admin|wp-json|wp-login\.php|xmlrpc\.php|index\.php|feed)(?:/.*)?$", re.IGNORECASE
)
"""What people copy along from the address line."""
_HOST = re.compile(r"[\w.-]+|[0-9A-Fa-f:.]+")
_LOCAL_ENDINGS = (".localhost", ".local", ".test", ".internal", ".home.arpa")
"""Names that no public name server knows (RFC 6761, RFC 6762, RFC 8375)."""


def site_of(typed: str) -> str:
    """The site's address without what belongs to its inside; '' when it is no address of the web."""
    text = typed.strip()
    parts = parted(text if "://" in text else f"https://{text}")
    is_web = parts.scheme.lower() in {"http", "https"} and _HOST.fullmatch(parts.hostname or "")
    if not is_web or parts.username:
        return ""
    path = _TAIL.sub("", parts.path).rstrip("/")
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, "", ""))


def parted(address: str) -> SplitResult:
    """An address in its parts, all empty when it is none; sites announce strange things."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts


def is_private_enough(address: str) -> bool:
    """Whether a password may travel there: HTTPS, or a machine that is not on the public internet."""
    parts = parted(address)
    return parts.scheme == "https" or is_local(parts.hostname or "")


def is_local(host: str) -> bool:
    """Whether the host is this machine or on a network of one's own."""
    plain = host.strip("[]").rstrip(".").lower()
    if plain == "localhost" or plain.endswith(_LOCAL_ENDINGS):
        return True
    try:
        return ip_address(plain).is_private
    except ValueError:
        return False


def same_host(one: str, other: str) -> bool:
    """Whether two addresses are one site's; `www.` in front makes no difference."""
    return _bare(one) == _bare(other)


def asked(root: str, path: str, parameters: Mapping[str, Any]) -> str:
    """The address of a route: `/wp-json/wp/v2/…` or, with plain permalinks, `?rest_route=/wp/v2/…`."""
    parts = parted(root)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if "rest_route" in query:
        query["rest_route"] = query["rest_route"].rstrip("/") + path
        place = parts.path or "/"
    else:
        place = parts.path.rstrip("/") + path
    query |= {name: str(value) for name, value in parameters.items()}
    return urlunsplit((parts.scheme, parts.netloc, place, urlencode(query), ""))


def _bare(address: str) -> tuple[str, int | None]:
    parts = parted(address)
    default = {"https": 443, "http": 80}.get(parts.scheme)
    port = parts.port or default
    return (parts.hostname or "").removeprefix("www."), 443 if port == 80 else port
