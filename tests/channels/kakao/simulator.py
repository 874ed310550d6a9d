"""A pretend KakaoTalk: the chatbot that calls our skill, its callbacks, and the dealer's API.

What it does as the documents say: a callback address lives a minute and is used once; the dealer
answers every call with a `code`, takes a serial number once, and sends into open sessions only.
"""

import itertools
import json
from dataclasses import dataclass, field
from email import message_from_bytes
from time import time
from typing import Any

from tests.servers.network import Call, Network, Reply

SENDER_KEY = "4c9591f37822ae1ed5b781582af08b1e2d922cea"
CLIENT, SECRET = "ht-client", "ht-s3cret"
HANEUL = "Xj1bW5wlE5SR"
_SEND = "/kakaoWebhook/v3/bzc/chat/send"


@dataclass
class Chat:
    """One person's chat: whether a session is open, and what we said in it."""

    is_open: bool = True
    session: str = "163755146"
    said: list[dict[str, Any]] = field(default_factory=list)


class KakaoSimulator:
    """Both sides of one test."""

    def __init__(self, place: Network) -> None:
        self.place, self.url = place, place.url
        self.take = self._guarded(self._send)
        self.chats: dict[str, Chat] = {HANEUL: Chat()}
        self.serials: set[str] = set()
        self.images: list[bytes] = []
        self.domain = ""
        self.secret = SECRET
        self.callbacks: dict[str, float] = {}
        self.shown: list[dict[str, Any]] = []
        self.faults: list[Reply] = []
        self._number = itertools.count(2_914_978_254_845_711_401)
        place.on("POST", "/v1/bots/*", self._callback)
        place.on("POST", f"{_SEND}/plain", self.take)
        place.on("POST", f"{_SEND}/rich", self.take)
        place.on("POST", "/kakaoWebhook/v3/bzc/image/upload", self._guarded(self._upload))
        place.on("GET", "/kakaoWebhook/v1/bzmc/consult/*", self._guarded(self._receive_domain))

    # what KakaoTalk and the dealer push

    def skill(self, text: str, user: str = "bot-user-1", **more: Any) -> dict[str, Any]:
        """A skill payload; `callback=True` adds a living callback address."""
        asked: dict[str, Any] = {
            "timezone": "Asia/Seoul",
            "params": {"surface": "Kakaotalk.plusfriend"},
            "block": {"id": "blk1", "name": "폴백 블록"},
            "utterance": text,
            "lang": "ko",
            "user": {
                "id": user,
                "type": "botUserKey",
                "properties": {"plusfriendUserKey": HANEUL, "botUserKey": user, "isFriend": True},
            },
        }
        if more.pop("callback", False):
            asked["callbackUrl"] = self.new_callback()
        return {
            "bot": {"id": "bot1", "name": "한빛정수기"},
            "intent": {"id": "blk1", "name": "폴백 블록"},
            "action": {"id": "act1", "name": "skill", "params": {}, "detailParams": {}},
            "userRequest": {**asked, **more},
            "contexts": [],
        }

    def new_callback(self) -> str:
        token = f"t{next(self._number)}"
        self.callbacks[token] = time() + 60
        return f"{self.url}/v1/bots/bot1!/callback/{token}"

    def talk(self, text: str, user: str = HANEUL, **more: Any) -> dict[str, Any]:
        """A message of consultation talk, as it comes to `/message`."""
        return {
            "user_key": user,
            "session_id": self.chats.setdefault(user, Chat()).session,
            "sender_key": SENDER_KEY,
            "app_user_id": None,
            "time": int(time() * 1000),
            "serial_number": str(next(self._number)),
            "type": "text",
            "contents": [text],
            **more,
        }

    def end(self, user: str = HANEUL) -> dict[str, Any]:
        """The person leaves; what comes to `/expired_session`."""
        chat = self.chats[user]
        chat.is_open = False
        return {"user_key": user, "session_id": chat.session, "sender_key": SENDER_KEY}

    # what we call

    def _callback(self, call: Call) -> Reply:
        until = self.callbacks.pop(call.path.rsplit("/", 1)[-1], 0)
        if self.faults:
            return self.faults.pop(0)
        if until < time():
            return Reply(400, {"status": "FAIL", "message": "invalid callback token"})
        outputs = call.json["template"]["outputs"]
        assert call.json["version"] == "2.0"
        assert 1 <= len(outputs) <= 3
        self.shown.append(call.json)
        return Reply(200, {"taskId": "task-1", "status": "SUCCESS", "timestamp": time()})

    def _guarded(self, respond: Any) -> Any:
        def answer(call: Call) -> Reply:
            if self.faults:
                return self.faults.pop(0)
            keys = call.headers.get("HT-Client-Id"), call.headers.get("HT-Client-Secret")
            if keys != (CLIENT, self.secret):
                return Reply(401, {"code": "401", "message": "Unauthorized"})
            return respond(call)

        return answer

    def _send(self, call: Call) -> Reply:
        told = call.json
        if told["sender_key"] != SENDER_KEY:
            return coded(-501, f"InvalidSenderException(senderKey: {told['sender_key']})")
        if not 0 < len(told["serial_number"]) <= 30:
            return coded(-500, "InvalidParameterException")
        if told["serial_number"] in self.serials:
            return coded(3012, "SerialNumberDuplicatedException")
        if len(told["message"]) > 1000:
            return coded(-504, "MessageLengthOverLimitException")
        chat = self.chats.get(told["user_key"])
        if chat is None or not chat.is_open:
            return coded(-503, "NotFoundSessionException")
        self.serials.add(told["serial_number"])
        chat.said.append(told)
        return Reply(200, {"code": 0})

    def _upload(self, call: Call) -> Reply:
        kind = call.headers["Content-Type"].encode()
        form = message_from_bytes(b"Content-Type: " + kind + b"\r\n\r\n" + call.body)
        named = {
            part.get_param("name", header="Content-Disposition"): part.get_payload(decode=True)
            for part in form.get_payload()
        }
        assert named["sender_key"].decode() == SENDER_KEY
        if len(named["image"]) > 500_000:
            return coded(-505, "InvalidImageSizeException")
        self.images.append(named["image"])
        return Reply(200, {"code": "0000", "image": "http://api1-kage.kakao.com/dn/a/img_l.jpg"})

    def _receive_domain(self, call: Call) -> Reply:
        if SENDER_KEY not in call.path:
            return coded(515, "Profile not found")
        rows = [{"domain": self.domain, "createdAt": "2026-08-05 19:24:34"}] if self.domain else []
        return Reply(200, {"code": "200", "data": rows, "isDirect": False})


def coded(code: int, message: str) -> Reply:
    """A refusal as the dealer words it, with a status that says nothing."""
    return Reply(200, {"code": code, "message": message})


def packed(body: Any) -> bytes:
    """As it goes over the line."""
    return body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
