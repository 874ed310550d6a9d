"""Naver's search as a kind of channel."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanjari.channels.contract import (
    Access,
    BrokenError,
    Capabilities,
    Catch,
    Check,
    ForgedError,
    Outgoing,
    Raw,
    Receipt,
    RefusedError,
    Step,
)
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.naver import asking, reading
from hanjari.channels.kinds.naver.form import NaverForm
from hanjari.kit.clock import now

REMEMBERED = 300
"""Hits of a search that are known to have been seen: three pages, more than change places."""


class Naver:
    """Listens only: Naver lets nobody answer through an API."""

    slug = "naver"
    name = _("Naver search")
    about = _("What Korean blogs, cafes, news and Knowledge iN say about you.")
    seal = "네"
    capabilities = Capabilities(
        can_pull=True, pull_every=600, is_slow=True, quotas=(asking.SEARCHES,)
    )

    def quota_owner(self, access: Access, name: str) -> str:  # noqa: ARG002 (there is one quota)
        """The application: both gates count by it."""
        return str(access.settings.get("client_id") or "")

    def form(self) -> type[forms.Form]:
        """Keys, words, places."""
        return NaverForm

    def guide(self) -> Sequence[Step]:
        """Where the keys are made."""
        return [
            Step(
                gettext("Subscribe to NAVER API HUB in the NAVER Cloud console."),
                "https://guide.ncloud-docs.com/docs/apihub-application",
            ),
            Step(gettext("Register an application and choose Search.")),
            Step(
                gettext("Open “Authentication information” and copy Client ID and Client Secret.")
            ),
        ]

    def pull(self, access: Access) -> Iterator[Catch]:
        """Every search, newest first, until a page holds something known; the first time one page."""
        cursor: dict[str, Any] = {"seen": dict(access.cursor.get("seen", {}))}
        with asking.open_line(access) as line:
            for place, words in asking.searches(access):
                yield from self._pull_one(line, access, cursor, place, words)

    def _pull_one(
        self, line: Any, access: Access, cursor: dict[str, Any], place: str, words: str
    ) -> Iterator[Catch]:
        """Until the last page only payloads are kept: cut off, the whole search begins again."""
        name = f"{place} {words}"
        known: list[str] | None = cursor["seen"].get(name)
        met: list[str] = []
        for start in range(1, asking.LAST_START, asking.PAGE):
            answer = asking.search(line, access, place, words, start=start)
            hits = answer.body["items"]
            fresh = reading.fresh_ones(place, hits, frozenset([*(known or ()), *met]))
            met += [reading.hit_id(place, hits[index]) for index in fresh]
            is_last = start + asking.PAGE > asking.LAST_START
            is_end = known is None or len(fresh) < len(hits) or len(hits) < asking.PAGE or is_last
            if is_end:
                cursor["seen"][name] = [*met, *(known or [])][:REMEMBERED]
            payloads = (_payload(answer.content, place, words, fresh),) if fresh else ()
            if payloads or (is_end and (met or known is None)):
                yield Catch(payloads, _copied(cursor))
            if is_end:
                return

    def backfill(self, access: Access) -> Iterator[Catch]:
        """The pages behind the first, as far as Naver shows them (1,000 hits a search)."""
        done = dict(access.past)
        with asking.open_line(access) as line:
            for place, words in asking.searches(access):
                name = f"{place} {words}"
                for start in range(done.get(name, asking.PAGE + 1), asking.LAST_START, asking.PAGE):
                    answer = asking.search(line, access, place, words, start=start)
                    hits = answer.body["items"]
                    is_end = len(hits) < asking.PAGE
                    done[name] = asking.LAST_START if is_end else start + asking.PAGE
                    every = reading.fresh_ones(place, hits, frozenset())
                    payload = _payload(answer.content, place, words, every)
                    yield Catch((payload,) if every else (), dict(done), is_last=False)
                    if is_end:
                        break
        yield Catch((), done)

    def wait(self, access: Access, seconds: float) -> bool:  # noqa: ARG002 (the contract)
        """Naver does not call."""
        return False

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:  # noqa: ARG002 (the contract)
        """Nothing is pushed."""
        raise ForgedError

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """The hits of one page that were new."""
        return reading.read_hits(access, raw)

    def measure(self, text: str) -> int:
        """Letters; nothing is counted by anybody."""
        return len(text)

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:  # noqa: ARG002 (the contract)
        """There is no door to answer through."""
        words = gettext("Naver takes no answers through its API. Open the post and answer there.")
        raise RefusedError("no_reply", words, can_retry=False)

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:  # noqa: ARG002 (the contract)
        """Nothing was ever sent."""
        return None

    def health(self, access: Access) -> Sequence[Check]:
        """One small search through the account's gate, and how long its keys will live."""
        name = gettext("Search at Naver")
        asked = asking.searches(access)
        if not asked:
            remedy = gettext("Give a search word and choose a place below.")
            return [Check(name, is_well=False, words=gettext("Nothing to search."), remedy=remedy)]
        try:
            with asking.open_line(access) as line:
                answer = asking.search(line, access, *asked[0], display=1)
        except BrokenError as error:
            remedy = gettext("Compare Client ID and Client Secret, and look whether Search is chosen for the application.")  # fmt: skip
            return [Check(name, is_well=False, words=error.words, remedy=remedy)]
        words = gettext("“%(words)s” is found %(n)s times.") % {
            "words": asked[0][1],
            "n": answer.body.get("total", "?"),
        }
        return [Check(name, is_well=True, words=words), *_keys(access)]

    def cost(self, outgoing: Outgoing) -> int:  # noqa: ARG002 (the contract)
        """Free."""
        return 0


def _keys(access: Access) -> list[Check]:
    if access.settings.get("gate") != "developers":
        return []
    words = gettext("Keys of the Developers Center end on 30 June 2027.")
    remedy = gettext("Make new ones at NAVER API HUB in time and enter them here.")
    return [Check(gettext("Life of the keys"), is_well=True, words=words, remedy=remedy)]


def _payload(body: bytes, place: str, words: str, fresh: list[int]) -> Raw:
    hints = {"place": place, "words": words, "fresh": fresh, "at": now().isoformat()}
    return Raw(body, hints)


def _copied(cursor: dict[str, Any]) -> dict[str, Any]:
    """As it is now; the next page will change it."""
    copy: dict[str, Any] = json.loads(json.dumps(cursor))
    return copy
