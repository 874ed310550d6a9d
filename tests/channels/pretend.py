"""The pretend network: it keeps the contract, and answers as a test tells it to."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django import forms
from django.http import HttpRequest

from hanjari.channels.contract import (
    Access,
    Capabilities,
    Catch,
    Check,
    ForgedError,
    Outgoing,
    Raw,
    Receipt,
    UnsureError,
)
from hanjari.channels.envelope import Envelope, Sender
from hanjari.kit.clock import now


class PretendForm(forms.Form):
    place = forms.CharField()
    password = forms.CharField(required=False)
    secret_fields = ("password",)


class Pretend:
    """Its wall is what "went out"; `on_send` and `on_find` decide what each call meets."""

    slug, name, seal = "pretend", "Pretend", "가"
    capabilities = Capabilities(
        can_pull=True, can_push=True, can_reply=True, can_wait=True, text_limit=100, pull_every=60
    )

    def __init__(self) -> None:
        self.catches: list[Catch] = []
        self.wall: list[str] = []
        self.pulled: list[int] = []
        self.on_pull: Callable[[], None] = lambda: None
        self.on_send: Callable[[], None] = lambda: None
        self.after_send: Callable[[], None] = lambda: None
        self.on_find: Callable[[], None] = lambda: None
        self.on_wait: Callable[[float], bool] = lambda seconds: False
        self.checks: list[Check] = [Check("login", is_well=True, words="Logged in.")]

    def form(self) -> type[forms.Form]:
        return PretendForm

    def pull(self, access: Access) -> Iterator[Catch]:
        self.pulled.append(access.account_id)
        for catch in self.catches:
            yield catch
            self.on_pull()
        if not self.catches:
            self.on_pull()

    def wait(self, access: Access, seconds: float) -> bool:
        return self.on_wait(seconds)

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:
        if request.headers.get("X-Signature") != "true":
            raise ForgedError
        return [Raw(request.body)]

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        return [Envelope(access.account_id, raw.body.decode(), now(), Sender("a"), "text")]

    def measure(self, text: str) -> int:
        return len(text)

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:
        self.on_send()
        self.wall.append(outgoing.key)
        self.after_send()
        return Receipt(f"net-{outgoing.key}", url=f"https://pretend.example/{outgoing.key}")

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
        self.on_find()
        return Receipt(f"net-{outgoing.key}") if outgoing.key in self.wall else None

    def health(self, access: Access) -> Sequence[Check]:
        return self.checks

    def cost(self, outgoing: Outgoing) -> int:
        return 0


class Able(Pretend):
    """A network that lets posts be taken back, corrected and moderated."""

    slug = "able"
    moderation_acts = ("hold", "ban", "bless")

    def __init__(self) -> None:
        super().__init__()
        self.done: list[tuple[str, ...]] = []
        self.on_act: Callable[[], None] = lambda: None
        self.number = ""

    def take_back(self, access: Access, external_id: str) -> None:
        self._meet("take_back", external_id)

    def change(self, access: Access, external_id: str, text: str) -> Receipt:
        self._meet("correct", external_id, text)
        return Receipt(self.number or external_id)

    def moderate(self, access: Access, external_id: str, act: str) -> None:
        self._meet(act, external_id)

    def _meet(self, *what: str) -> None:
        self.on_act()
        self.done.append(what)


def unsure() -> None:
    """The line goes dead."""
    raise UnsureError("the line went dead")
