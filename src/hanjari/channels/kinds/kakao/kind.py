"""KakaoTalk as a kind of channel: what the contract asks, each answered by one module of this folder."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

from hanjari.channels.contract import (
    Access,
    Capabilities,
    Catch,
    Check,
    Outgoing,
    Raw,
    Receipt,
    Step,
)
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.kakao import answers, door, guide, health, reading, sending
from hanjari.channels.kinds.kakao.form import KakaoForm
from hanjari.channels.kinds.kakao.ids import LONGEST, SKILL


class Kakao:
    """A KakaoTalk channel: its chatbot's skill server, or consultation talk through a dealer."""

    slug = "kakao"
    name = _("KakaoTalk")
    about = _("Messages to your KakaoTalk channel, through a dealer or its chatbot.")
    seal = "카"
    capabilities = Capabilities(
        can_push=True,
        can_reply=True,
        is_public=False,
        text_limit=LONGEST,
        may_reply_automatically=True,
        is_idempotent=True,  # as far as the dealer says so: see `find`
    )

    def form(self) -> type[forms.Form]:
        """Which way, and its keys."""
        return KakaoForm

    def guide(self) -> Sequence[Step]:
        """Both ways, in order."""
        return guide.steps()

    def pull(self, access: Access) -> Iterator[Catch]:  # noqa: ARG002 (the contract)
        """Everything is pushed."""
        yield from ()

    def wait(self, access: Access, seconds: float) -> bool:  # noqa: ARG002 (the contract)
        """Nothing to wait for."""
        return False

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:
        """The secret header, or the sender key."""
        return door.verify(access, request)

    def answer_push(
        self,
        access: Access,
        request: HttpRequest,
        raws: Sequence[Raw],  # noqa: ARG002 (the contract)
    ) -> HttpResponse:
        """A receipt in the chat, within KakaoTalk's five seconds."""
        if access.settings.get("way") != SKILL:
            return JsonResponse({"code": 0})
        told = answers.receipt(access.settings, door.body_of(request))
        return JsonResponse(told, json_dumps_params={"ensure_ascii": False})

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """An utterance, a consultation's message, or its end."""
        return reading.read(access, raw)

    def measure(self, text: str) -> int:
        """Letters."""
        return sending.measure(text)

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:
        """By the dealer at any time while the consultation lasts; by callback within its minute."""
        return sending.send(access, outgoing)

    def answerable_until(
        self, settings: Mapping[str, Any], outgoing: Outgoing, wrote_at: datetime
    ) -> datetime | None:
        """As long as the consultation lasts, or the callback's minute."""
        return sending.answerable_until(settings, outgoing, wrote_at)

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:  # noqa: ARG002 (the contract)
        """Nobody shows what was sent; the serial number makes trying again safe."""
        return sending.find(access, outgoing)

    def health(self, access: Access) -> Sequence[Check]:
        """The address, pushes, the dealer."""
        return health.checks(access)

    def cost(self, outgoing: Outgoing) -> int:  # noqa: ARG002 (the contract)
        """By contract with the dealer, which no document names."""
        return 0
