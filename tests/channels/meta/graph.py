"""A pretend Graph API: tokens and their proof, pages by cursor, batches, errors, usage in percent.

What it does as Meta does: every call needs a token and, beside it, `appsecret_proof`; errors come with
code and subcode; lists come in pages whose `next` link carries the token; a dialog's code becomes a
short token, a long one, and the tokens of the person's Pages.
"""

import base64
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.servers.network import Call, Network, Reply

from hanjari.channels.calling.graph import VERSION, proof

APP, SECRET, VERIFY = "1234567890", "app-s3cret", "a-word-we-made-up"
PAGE, PAGE_NAME, IG, IG_NAME = "117172741761305", "한빛정수기", "17841400000000001", "hanbit_kr"
HANEUL, STRANGER = "3383290475046708", "3383290475046999"
NAMES = {PAGE: PAGE_NAME, IG: IG_NAME, HANEUL: "하늘", STRANGER: "민수"}
PAGE_TOKEN, APP_TOKEN = "page-1", f"{APP}|{SECRET}"
Handler = Callable[[Call, "re.Match[str]"], Reply]


def error(code: int, subcode: int = 0, message: str = "", status: int = 400, **more: Any) -> Reply:
    """An error body of the Graph API."""
    told = {"message": f"(#{code}) {message or 'refused'}", "type": "OAuthException", "code": code}
    extra = {"error_subcode": subcode} if subcode else {}
    return Reply(status, {"error": {**told, **extra, "fbtrace_id": "AbCd", **more}})


def stamp(at: datetime) -> str:
    """As the Graph API writes a time: whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


class GraphSimulator:
    """Doors that every network of Meta's shares; `routes` are added by what stands behind them."""

    def __init__(self, place: Network) -> None:
        self.place, self.url = place, place.url
        self.tokens = {PAGE_TOKEN, APP_TOKEN}
        self.scopes: list[tuple[str, str]] = []
        self.pages: list[dict[str, Any]] = [self.shown_page()]
        self.token_ends, self.data_ends = (
            0,
            int((datetime.now(UTC) + timedelta(days=90)).timestamp()),
        )
        self.is_valid, self.subscribed, self.webhooks = True, list[str](), list[dict[str, Any]]()
        self.faults: list[Reply] = []
        self.usage: dict[str, str] = {}
        self.page_size = 100
        self.serial = 1000
        self._clock = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
        self._routes: list[tuple[str, re.Pattern[str], Handler]] = []
        for method in ("GET", "POST", "DELETE"):
            place.on(method, f"/{VERSION}/*", self.answer)
        self.route("GET", "/me/accounts", lambda call, _: self.page(call, self.pages))
        self.route("GET", "/me/permissions", self._permissions)
        self.route("POST", "/debug_token", self._debug)
        self.route("GET", f"/{PAGE}/subscribed_apps", self._subscriptions)
        self.route("POST", f"/{PAGE}/subscribed_apps", self._subscribe)
        self.route("GET", f"/{APP}/subscriptions", lambda call, _: self.page(call, self.webhooks))

    def shown_page(self) -> dict[str, Any]:
        account = {"id": IG, "username": IG_NAME, "name": "한빛"}
        return {
            "id": PAGE, "name": PAGE_NAME, "access_token": PAGE_TOKEN, "tasks": ["MODERATE"],
            "instagram_business_account": account,
        }  # fmt: skip

    def route(self, method: str, path: str, handler: Handler) -> None:
        self._routes.append((method, re.compile(f"{path}$"), handler))

    def fail(self, *replies: Reply) -> None:
        """The next answers, whatever is asked; then all is well again."""
        self.faults = list(replies)

    def tick(self, seconds: float = 2) -> datetime:
        """Two hours ago and on, a little later at each call, never after now."""
        self._clock = min(
            self._clock + timedelta(seconds=seconds), datetime.now(UTC).replace(microsecond=0)
        )
        return self._clock

    def number(self) -> int:
        self.serial += 1
        return self.serial

    # who may come in

    def answer(self, call: Call) -> Reply:
        if self.faults:
            return self.faults.pop(0)
        path = call.path.removeprefix(f"/{VERSION}")
        if path == "/oauth/access_token":
            return self._exchange(call)
        token = call.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            return error(190, 460, "Error validating access token")
        if call.query.get("appsecret_proof") != proof(token, SECRET):
            return error(100, 0, "Invalid appsecret_proof provided in the API argument")
        if path == "/":
            return self._batch(call)
        reply = self._routed(call, path)
        return Reply(reply.status, reply.body, {**self.usage, **reply.headers})

    def _routed(self, call: Call, path: str) -> Reply:
        for method, pattern, handler in reversed(self._routes):
            match = pattern.match(path)
            if method == call.method and match:
                return handler(call, match)
        return error(100, 33, f"Unsupported {call.method.lower()} request. Object does not exist")

    def _batch(self, call: Call) -> Reply:
        told = json.loads(call.form["batch"])
        if len(told) > 50:
            return error(100, 0, "Too many requests in batch message")
        answers = []
        for one in told:
            parts = urlsplit("/" + one["relative_url"])
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            inner = Call(one["method"], parts.path, query, call.headers, b"")
            reply = self._routed(inner, parts.path.removeprefix(f"/{VERSION}"))
            answers.append({"code": reply.status, "body": json.dumps(reply.body)})
        return Reply(200, answers)

    # login

    def _exchange(self, call: Call) -> Reply:
        told = call.form
        if told.get("client_id") != APP or told.get("client_secret") != SECRET:
            return error(101, 0, "Error validating client secret")
        if (
            told.get("grant_type") == "fb_exchange_token"
            and told.get("fb_exchange_token") == "user-short"
        ):
            token = "user-long"
        elif told.get("code") == "code-1" and told.get("redirect_uri"):
            token = "user-short"
        else:
            return error(100, 36_009, "This authorization code has been used")
        self.tokens.add(token)
        return Reply(200, {"access_token": token, "token_type": "bearer", "expires_in": 5_183_944})

    def _permissions(self, _call: Call, _match: Any) -> Reply:
        given = [{"permission": name, "status": status} for name, status in self.scopes]
        return Reply(200, {"data": given})

    def _debug(self, call: Call, _match: Any) -> Reply:
        known = call.form["input_token"] in self.tokens
        told = {"app_id": APP, "is_valid": self.is_valid and known, "expires_at": self.token_ends}
        return Reply(200, {"data": {**told, "data_access_expires_at": self.data_ends}})

    def _subscriptions(self, call: Call, _match: Any) -> Reply:
        ours = [{"id": APP, "name": "한빛 데스크", "subscribed_fields": self.subscribed}]
        return self.page(call, ours if self.subscribed else [])

    def _subscribe(self, call: Call, _match: Any) -> Reply:
        self.subscribed = call.form["subscribed_fields"].split(",")
        return Reply(200, {"success": True})

    # lists

    def page(self, call: Call, found: Sequence[Any], show: Callable[[Any], Any] = dict) -> Reply:
        """A page by cursor; a cursor that is none is refused."""
        size = min(int(call.query.get("limit", 25)), self.page_size)
        try:
            token = call.query.get("after", "")
            offset = int(base64.b64decode(token)) if token else 0
        except ValueError:
            return error(100, 0, "Invalid cursor")
        shown, end = found[offset : offset + size], offset + size
        paging: dict[str, Any] = {"cursors": {"before": "MA==", "after": cursor(end)}}
        if end < len(found):
            paging["next"] = f"{self.url}{call.path}?access_token={PAGE_TOKEN}&after={cursor(end)}"
        return Reply(
            200, {"data": [show(one) for one in shown], **({"paging": paging} if shown else {})}
        )


def cursor(offset: int) -> str:
    """A place in a list, as Meta writes it: nothing that anybody can read."""
    return base64.b64encode(str(offset).encode()).decode()


def fields(call: Call) -> Mapping[str, str]:
    """A call's form, multipart or not; files as they are named."""
    kind = call.headers.get("Content-Type", "")
    if not kind.startswith("multipart/"):
        return call.form
    parts = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + call.body)
    found = {}
    for one in parts.get_payload():
        name = str(one.get_param("name", header="Content-Disposition"))
        found[name] = one.get_payload(decode=True).decode("latin-1")
    return found
