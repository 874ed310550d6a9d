"""The pretend network that tries the door, wants an answer, and serves many accounts at one address."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from tests.channels.pretend import Pretend

from hanjari.channels.contract import Access, ForgedError, Raw


class Greeting(Pretend):
    """Its handshake is `?challenge=`; whoever says `?guess=` is no network."""

    def greet(self, access: Access, request: HttpRequest) -> HttpResponse | None:
        if "guess" in request.GET:
            raise ForgedError
        told = request.GET.get("challenge") or request.headers.get("X-Challenge")
        return HttpResponse(told) if told else None


class Answering(Pretend):
    """It answers with how much came in; `mistake` breaks it."""

    mistake = False

    def answer_push(
        self, access: Access, request: HttpRequest, raws: Sequence[Raw]
    ) -> HttpResponse:
        if self.mistake:
            raise ZeroDivisionError
        return JsonResponse({"took": len(raws)})


class Routing(Pretend):
    """A push is a line a payload: `own id:text`."""

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:
        super().verify(access, request)
        return [Raw(line) for line in request.body.splitlines()]

    def whose(self, raw: Raw) -> str:
        return raw.body.decode().partition(":")[0]
