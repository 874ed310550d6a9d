"""Naver's search as documented: both gates, newest first, pages, keys, the day's quota, codes of errors."""

from dataclasses import dataclass, field
from typing import Any

from tests.servers.network import Call, Network, Reply

CLIENT, SECRET = "hanbit-client", "naver-secret-1"


@dataclass
class Naver:
    """Hits by place, newest first; `left` searches of today."""

    hits: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    secret: str = SECRET
    left: int = 25_000
    is_hub: bool = True

    def open_at(self, network: Network) -> None:
        """Answer at both gates' paths."""
        network.on("GET", "/*", self.answer)

    def answer(self, call: Call) -> Reply:
        """One search."""
        names = ("X-NCP-APIGW-API-KEY-ID", "X-NCP-APIGW-API-KEY") if self.is_hub else ("X-Naver-Client-Id", "X-Naver-Client-Secret")  # fmt: skip
        headers = {name.lower(): value for name, value in call.headers.items()}
        if (headers.get(names[0].lower()), headers.get(names[1].lower())) != (CLIENT, self.secret):
            return self.refusal(401, "200" if self.is_hub else "024", "Authentication Failed")
        if self.left <= 0:
            return self.refusal(429, "400" if self.is_hub else "010", "Quota Exceeded")
        start, display = int(call.query.get("start", 1)), int(call.query.get("display", 10))
        if not call.query.get("query") or not 1 <= start <= 1000 or not 1 <= display <= 100:
            return self.refusal(400, "SE03", "Invalid start value")
        self.left -= 1
        place = call.path.strip("/").removesuffix(".json")
        found = self.hits.get(place, [])
        items = found[start - 1 : start - 1 + display]
        told = {"lastBuildDate": "Mon, 23 Nov 2026 10:00:00 +0900", "total": len(found)}
        return Reply(200, {**told, "start": start, "display": len(items), "items": items})

    def refusal(self, status: int, code: str, words: str) -> Reply:
        """An error as each gate words it."""
        inner = {"errorCode": code, "message" if self.is_hub else "errorMessage": words}
        return Reply(status, {"error": inner} if self.is_hub else inner)


def blog(number: int, words: str, day: str = "20261120") -> dict[str, Any]:
    """A hit among blogs."""
    return {
        "title": f"<b>한빛</b> 이야기 {number}",
        "link": f"https://blog.naver.com/haneul/{number}",
        "description": words,
        "bloggername": "하늘의 부엌",
        "bloggerlink": "blog.naver.com/haneul",
        "postdate": day,
    }
