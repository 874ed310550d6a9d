"""What lies at the simulated server: people, posts, and how each sort of server writes them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

US, HANEUL, GARAM = "hanbit", "haneul", "garam"
NAMES = {US: "한빛정수", HANEUL: "하늘", GARAM: "가람"}
REMOTE = {GARAM: "garam@maeul.example"}
"""Who lives on another server, and is named with it."""
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def number(flavour: str, count: int) -> str:
    """Ids that grow: numbers, FlakeIds or ULIDs."""
    if flavour == "mastodon":
        return str(109_999_999_999_999_900 + count)
    letters, base = "", 62 if flavour == "pleroma" else 36
    while count:
        count, rest = divmod(count, base)
        letters = _ALPHABET[rest] + letters
    return (
        ("9x" + letters.rjust(16, "0")) if flavour == "pleroma" else "01" + letters.rjust(24, "0")
    )


def acct(name: str) -> str:
    """As the server names somebody."""
    return REMOTE.get(name, name)


def account(name: str) -> dict[str, Any]:
    """An account; short, as many servers send it."""
    return {
        "id": f"id-{name}",
        "username": name,
        "acct": acct(name),
        "display_name": NAMES.get(name, name),
        "url": f"https://sol.example/@{acct(name)}",
        "followers_count": 12,
        "bot": False,
    }


@dataclass
class Post:
    """One status."""

    id: str
    author: str
    text: str
    at: datetime
    visibility: str = "public"
    parent: str | None = None
    spoiler: str = ""
    language: str | None = "ko"
    edited: datetime | None = None
    media: list[dict[str, Any]] = field(default_factory=list)
    key: str = ""

    @property
    def names(self) -> list[str]:
        """Whom it mentions."""
        return [one for one in NAMES if f"@{acct(one)}" in self.text.split()]

    def json(self) -> dict[str, Any]:
        """As the API gives it."""
        return {
            "id": self.id,
            "created_at": written(self.at),
            "in_reply_to_id": self.parent,
            "spoiler_text": self.spoiler,
            "visibility": self.visibility,
            "language": self.language,
            "uri": f"https://sol.example/users/{self.author}/statuses/{self.id}",
            "url": f"https://sol.example/@{self.author}/{self.id}",
            "content": "<p>" + self.text.replace("\n", "<br>") + "</p>",
            "account": account(self.author),
            "mentions": [
                {"id": f"id-{one}", "acct": acct(one), "username": one} for one in self.names
            ],
            "media_attachments": self.media,
            "edited_at": written(self.edited) if self.edited else None,
            "reblog": None,
            "poll": None,
        }


def written(moment: datetime) -> str:
    """A time as Mastodon writes it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
