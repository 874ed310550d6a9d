"""Answers of sites that are not quite well: JSON with PHP's warnings before it, pages where JSON should be."""

import json
import re
from typing import Any

import httpx

_WARNING = re.compile(rb"<b>(?:Warning|Notice|Deprecated|Strict Standards)</b>|^(?:PHP )?(?:Warning|Notice|Deprecated):", re.MULTILINE)  # fmt: skip
"""How PHP begins a message on a page (PHP Manual, display_errors and html_errors)."""
_START = re.compile(rb"[\[{]")
_MOST_STARTS = 60


def mended(response: httpx.Response) -> httpx.Response:
    """The same answer with nothing but its JSON, or as it came when it holds none."""
    headers = httpx.Headers(response.headers)
    try:
        content = json.dumps(parsed(response.content)).encode()
        headers["Content-Type"] = "application/json"
    except ValueError:
        content = response.content
        headers["Content-Type"] = "text/html"
    return httpx.Response(response.status_code, headers=headers, content=content)


def parsed(content: bytes) -> Any:
    """The JSON in an answer. Raises `ValueError` when there is none."""
    bare = content.removeprefix(b"\xef\xbb\xbf").strip()
    try:
        return json.loads(bare)
    except RecursionError as error:
        message = "nested too deep"
        raise ValueError(message) from error
    except ValueError:
        if not _WARNING.search(bare[:20_000]):
            raise
    return _behind_warnings(bare)


def _behind_warnings(content: bytes) -> Any:
    """What begins behind a warning and goes on to the very end."""
    decoder = json.JSONDecoder()
    for count, start in enumerate(_START.finditer(content)):
        if count == _MOST_STARTS:
            break
        text = content[start.start() :].decode("utf-8", "replace")
        try:
            told, end = decoder.raw_decode(text)
        except (ValueError, RecursionError):
            continue
        if not text[end:].strip():
            return told
    message = "no JSON behind the warnings"
    raise ValueError(message)
