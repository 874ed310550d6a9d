"""The dance of OAuth 2.0 (RFC 6749, with PKCE of RFC 7636) that networks share; a kind adds its own steps."""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from hanjari.channels.calling.line import Line
from hanjari.channels.contract import BrokenError, Question
from hanjari.kit.clock import now


def question(page: str, *, is_pkce: bool = True, **parameters: str) -> Question:
    """Send the person to the network's `page`; `remembered["verifier"]` comes back to `exchange`."""
    asked = {"response_type": "code", **parameters}
    if not is_pkce:
        return Question(f"{page}?{urlencode(asked)}")
    verifier = secrets.token_urlsafe(48)
    digest = sha256(verifier.encode()).digest()
    asked["code_challenge"] = urlsafe_b64encode(digest).rstrip(b"=").decode()
    asked["code_challenge_method"] = "S256"
    return Question(f"{page}?{urlencode(asked)}", {"verifier": verifier})


def code_of(query: Mapping[str, str]) -> str:
    """The code that the person brought back. Raises `BrokenError` when they or the network said no."""
    if query.get("error") or not query.get("code"):
        words = _("The network gave no permission (%(reason)s). Nothing was changed.")
        reason = query.get("error_description") or query.get("error") or "?"
        raise BrokenError("no_consent", words % {"reason": reason[:200]}, needs_person=True)
    return query["code"]


def exchange(line: Line, path: str, **form: str) -> dict[str, Any]:
    """A code or a refresh token for tokens (`POST`, form-encoded). Raises `BrokenError`."""
    told = line.ask("POST", path, data=form).body
    if not isinstance(told, dict) or not isinstance(told.get("access_token"), str):
        raise BrokenError("garbled", _("The network sent something broken."))
    return told


def ends(told: Mapping[str, Any], name: str = "expires_in") -> datetime | None:
    """When a token ends, from the seconds that the network named."""
    seconds = told.get(name)
    is_number = isinstance(seconds, int | float) or str(seconds or "").isdecimal()
    return now() + timedelta(seconds=float(seconds or 0)) if is_number else None
