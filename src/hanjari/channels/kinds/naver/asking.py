"""Asking Naver: two gates to the same search, its pages, and how each gate says no.

Developers Center: https://developers.naver.com/docs/serviceapi/search/blog/blog.md (and news,
cafearticle, kin). NAVER API HUB: https://api.ncloud-docs.com/docs/naver-api-hub-overview.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanjari.channels.calling import Answer, Fault, Line, Manners
from hanjari.channels.contract import Access, BrokenError, Quota
from hanjari.kit.clock import now

SEOUL = ZoneInfo("Asia/Seoul")
SEARCHES = Quota("search", 25_000, 86_400, "Asia/Seoul", gettext_lazy("Searches today"))
"""Calls a day of one application, of all searches together (both gates: "하루 호출 한도")."""
PAGE, LAST_START = 100, 1_000
"""Hits of one answer, and the last hit that may be the first of one (`display`, `start`)."""
PLACES = {
    "blog": gettext_lazy("Blogs"),
    "news": gettext_lazy("News"),
    "cafearticle": gettext_lazy("Cafes"),
    "kin": gettext_lazy("Knowledge iN"),
}


@dataclass(frozen=True)
class Gate:
    """One of Naver's two gates: its address, the names of its headers, its ending of a path."""

    name: Any
    base: str
    id_header: str
    secret_header: str
    suffix: str = ""


GATES = {
    "hub": Gate(
        gettext_lazy("NAVER API HUB (NAVER Cloud)"),
        "https://naverapihub.apigw.ntruss.com/search/v1",
        "X-NCP-APIGW-API-KEY-ID",
        "X-NCP-APIGW-API-KEY",
    ),
    "developers": Gate(
        gettext_lazy("NAVER Developers Center"),
        "https://openapi.naver.com/v1/search",
        "X-Naver-Client-Id",
        "X-Naver-Client-Secret",
        ".json",
    ),
}
_NO_LOGIN = {"024", "028", "200", "210"}
"""024 and 028: the Developers Center's (wrong keys, no permission); 200 and 210: the HUB's."""
_NO_MORE_TODAY = {"010", "400"}
_TOO_FAST = {"012", "410", "420"}
_WRONG_QUESTION = {"SE01", "SE02", "SE03", "SE04", "SE06"}


class NaverManners(Manners):
    """`{"errorCode", "errorMessage"}`, at the HUB inside of `{"error": …}`."""

    def fault(self, response: httpx.Response) -> Fault | None:
        """What Naver's own code means; None for what the status says."""
        code = error_code(response)
        if code in _NO_LOGIN:
            words = _("Naver does not know these keys, or search is not switched on for them.")
            return Fault("login", words, needs_person=True)
        if code in _NO_MORE_TODAY:
            words = _("Today's searches at Naver are used up. It goes on after midnight.")
            return Fault("quota", words, can_retry=True, retry_after=until_midnight())
        if code in _TOO_FAST:
            words = _("Naver asks us to slow down. It goes on by itself.")
            return Fault("rate", words, can_retry=True, retry_after=60)
        if code in _WRONG_QUESTION:
            words = _("Naver does not understand one of the searches. Look at the search words.")
            return Fault("question", words, needs_person=True)
        return None


def error_code(response: httpx.Response) -> str:
    """Naver's code of an error, or ''."""
    try:
        told = response.json()
    except ValueError:
        return ""
    inner = told.get("error", told) if isinstance(told, dict) else {}
    return str(inner.get("errorCode", "")) if isinstance(inner, dict) else ""


def until_midnight() -> float:
    """Seconds until the day's quota begins anew in Seoul, and a little more."""
    today = now().astimezone(SEOUL).date()
    midnight = datetime.combine(today + timedelta(days=1), time(), SEOUL)
    return (midnight - now()).total_seconds() + 60


def open_line(access: Access) -> Line:
    """The line through the account's gate."""
    gate = GATES.get(access.settings.get("gate", "hub"), GATES["hub"])
    headers = {
        gate.id_header: access.settings["client_id"],
        gate.secret_header: access.secrets.get("client_secret", ""),
    }
    base = access.settings.get("api", gate.base)
    return Line(access, base, headers, NaverManners())


def search(
    line: Line, access: Access, place: str, words: str, *, start: int = 1, display: int = PAGE
) -> Answer:
    """One page of hits, newest first. Raises `BrokenError`."""
    gate = GATES.get(access.settings.get("gate", "hub"), GATES["hub"])
    asked = {"query": words, "display": display, "start": start, "sort": "date"}
    answer = line.ask("GET", f"/{place}{gate.suffix}", take=SEARCHES.name, params=asked)
    if not isinstance(answer.body, dict) or not isinstance(answer.body.get("items"), list):
        raise BrokenError("garbled", _("Naver sent something broken."))
    return answer


def searches(access: Access) -> list[tuple[str, str]]:
    """Every place with every search word."""
    words = str(access.settings.get("words", "")).splitlines()
    places = [place for place in PLACES if place in access.settings.get("places", [])]
    return [(place, line) for line in words for place in places]
