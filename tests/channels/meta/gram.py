"""A pretend Instagram account: posts, comments on two storeys, mentions, tags, others, two-step publishing."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.channels.meta.graph import (
    HANEUL,
    IG,
    IG_NAME,
    PAGE,
    STRANGER,
    cursor,
    error,
    fields,
    stamp,
)
from tests.channels.meta.talks import TalkSimulator
from tests.servers.network import Call, Network, Reply

HANDLES = {IG: IG_NAME, HANEUL: "haneul.day", STRANGER: "minsu"}
NUMBER = r"/(?P<id>\d+)"


@dataclass
class Shown:
    """A post or a comment."""

    id: str
    author: str
    text: str
    at: datetime
    media: str = ""
    parent: str = ""
    is_hidden: bool = False
    told: dict[str, str] = field(default_factory=dict)


class GramSimulator(TalkSimulator):
    """One professional account with all that stands below it."""

    us, most_bytes = IG, 1000

    def __init__(self, place: Network) -> None:
        super().__init__(place)
        self.media: dict[str, Shown] = {}
        self.comments: dict[str, Shown] = {}
        self.elsewhere: dict[str, Shown] = {}
        self.tagged: list[Shown] = []
        self.others: dict[str, list[Shown]] = {}
        self.containers: dict[str, dict[str, str]] = {}
        self.statuses: list[str] = []
        self.photos: dict[str, Any] = {}
        self.route("GET", f"{NUMBER}", self._one)
        self.route("GET", f"/{IG}", self._account)
        self.route("GET", f"/{IG}/media", self._media)
        self.route("POST", f"/{IG}/media", self._contain)
        self.route("POST", f"/{IG}/media_publish", self._publish)
        self.route("GET", f"/{IG}/tags", lambda call, _: self.page(call, self.tagged, self._post))
        self.route("POST", f"/{IG}/mentions", self._answer_mention)
        self.route("POST", f"/{PAGE}/photos", self._photo)
        self.route("GET", f"{NUMBER}/comments", self._comments)
        self.route("GET", f"{NUMBER}/replies", self._replies)
        self.route("POST", f"{NUMBER}/replies", self._reply)
        self.route("POST", NUMBER, self._hide)
        self.route("DELETE", NUMBER, self._delete)

    # what people do

    def write(self, text: str, at: datetime | None = None, author: str = IG) -> Shown:
        made = Shown(f"1789{self.number()}", author, text, at or self.tick())
        if author == IG:
            self.media[made.id] = made
        return made

    def say(
        self, below: Shown, text: str, author: str = HANEUL, at: datetime | None = None
    ) -> Shown:
        """A comment below a post, or a reply below a comment; replies to replies move up."""
        media = below.media or below.id
        parent = (below.parent or below.id) if below.media else ""
        made = Shown(f"1790{self.number()}", author, text, at or self.tick(), media, parent)
        self.comments[made.id] = made
        return made

    def mention(self, text: str, author: str = STRANGER, *, comment: bool = True) -> Shown:
        """Somebody names us below or in a post of another account."""
        made = Shown(f"1791{self.number()}", author, text, self.tick(), "179999" if comment else "")
        self.elsewhere[made.id] = made
        return made

    def remove(self, one: Shown) -> None:
        for kept in (self.media, self.comments):
            for each in list(kept.values()):
                if one.id in (each.id, each.media, each.parent):
                    del kept[each.id]

    def below(self, media: str, parent: str = "") -> list[Shown]:
        found = [
            one for one in self.comments.values() if one.media == media and one.parent == parent
        ]
        return sorted(found, key=lambda one: one.at, reverse=True)

    def of(self, author: str) -> list[Shown]:
        return [
            one for one in (*self.media.values(), *self.comments.values()) if one.author == author
        ]

    def comment_of(self, number: str) -> Shown | None:
        return self.comments.get(number)

    # as the API shows it

    def _account(self, call: Call, _match: Any) -> Reply:
        asked = call.query.get("fields", "")
        found = re.match(r"(\w+)\.(?:username|comment_id|media_id)\(([\w.]+)\)", asked)
        if not found:
            return Reply(200, {"id": IG, "username": IG_NAME})
        name, value = found[1], found[2]
        if name == "business_discovery":
            if value not in self.others:
                return error(110, 2_207_013, "Invalid user id")
            shown = {"data": [self._post(one) for one in self.others[value]]}
            told = {"id": "1784777", "username": value, "followers_count": 12, "media": shown}
            return Reply(200, {"business_discovery": told, "id": IG})
        one = self.elsewhere.get(value)
        if one is None:
            return error(100, 33, "Object does not exist")
        shown = self._post(one) if name == "mentioned_media" else self._comment(one)
        place = {"id": one.media, "permalink": "https://www.instagram.com/p/Abc/"}
        return Reply(200, {name: {**shown, "media": place} if one.media else shown, "id": IG})

    def _one(self, call: Call, match: Any) -> Reply:
        number = match["id"]
        if number in self.containers:
            status = self.statuses.pop(0) if self.statuses else "FINISHED"
            return Reply(200, {"id": number, "status_code": status, "status": f"{status}: 2207026"})
        if number in self.photos:
            source = f"https://scontent.xx.fbcdn.net/{number}.jpg"
            return Reply(200, {"id": number, "images": [{"source": source, "width": 1080}]})
        found = self.comments.get(number) or self.media.get(number)
        return Reply(200, {"id": found.id}) if found else error(100, 33, "Object does not exist")

    def _media(self, call: Call, _match: Any) -> Reply:
        newest = sorted(self.media.values(), key=lambda one: one.at, reverse=True)
        return self.page(call, newest, self._post)

    def _post(self, one: Shown) -> dict[str, Any]:
        below = [each for each in self.comments.values() if each.media == one.id]
        return {
            "id": one.id, "caption": one.text, "timestamp": stamp(one.at), "comments_count": len(below),
            "permalink": f"https://www.instagram.com/p/{one.id}/", "username": HANDLES.get(one.author, "other"),
            "media_type": "IMAGE", "media_url": f"https://scontent.cdninstagram.com/{one.id}.jpg",
        }  # fmt: skip

    def _comment(self, one: Shown) -> dict[str, Any]:
        who = HANDLES[one.author]
        told = {"id": one.id, "text": one.text, "timestamp": stamp(one.at), "username": who}
        return {**told, "from": {"id": one.author, "username": who}, "hidden": one.is_hidden}

    def _comments(self, call: Call, match: Any) -> Reply:
        """Top-level comments, the newest first, with as many replies as were asked for."""
        if match["id"] not in self.media:
            return error(100, 33, "Object does not exist")
        wanted = re.search(r"replies\.limit\((\d+)\)", call.query.get("fields", ""))
        most = int(wanted[1]) if wanted else 0

        def shown(one: Shown) -> dict[str, Any]:
            replies = self.below(one.media, one.id)
            told = self._comment(one)
            if replies and most:
                more = {"next": "https://graph.facebook.com/…", "cursors": {"after": cursor(most)}}
                paging = more if len(replies) > most else {}
                told["replies"] = {
                    "data": [self._comment(each) for each in replies[:most]],
                    "paging": paging,
                }
            return told

        return self.page(call, self.below(match["id"]), shown)

    def _replies(self, call: Call, match: Any) -> Reply:
        above = self.comments.get(match["id"])
        if above is None:
            return error(100, 33, "Object does not exist")
        return self.page(call, self.below(above.media, above.id), self._comment)

    # writing

    def _reply(self, call: Call, match: Any) -> Reply:
        above = self.comments.get(match["id"])
        if above is None or above.parent:
            return error(100, 33, "Object does not exist")
        now = datetime.now(UTC).replace(microsecond=0)
        return Reply(200, {"id": self.say(above, call.form["message"], IG, now).id})

    def _answer_mention(self, call: Call, _match: Any) -> Reply:
        told = call.form
        if told.get("comment_id", told["media_id"]) not in self.elsewhere:
            return error(100, 33, "Object does not exist")
        made = self.mention(told["message"], IG)
        made.told = told
        return Reply(200, {"id": made.id})

    def _hide(self, call: Call, match: Any) -> Reply:
        found = self.comments.get(match["id"])
        if found is None:
            return error(100, 33, "Object does not exist")
        found.is_hidden = call.form["hide"] == "true"
        return Reply(200, {"success": True})

    def _delete(self, _call: Call, match: Any) -> Reply:
        found = self.comments.get(match["id"])
        if found is None:
            return error(100, 33, "Object does not exist")
        self.remove(found)
        return Reply(200, {"success": True})

    def _photo(self, call: Call, _match: Any) -> Reply:
        number = f"55{self.number()}"
        self.photos[number] = fields(call)
        return Reply(200, {"id": number})

    def _contain(self, call: Call, _match: Any) -> Reply:
        told = call.form
        if "children" not in told and not told.get("image_url", "").startswith("https://"):
            return error(9004, 2_207_052, "Only photo or video can be accepted as media type.")
        number = f"1792{self.number()}"
        self.containers[number] = told
        return Reply(200, {"id": number})

    def _publish(self, call: Call, _match: Any) -> Reply:
        told = self.containers.pop(call.form["creation_id"], None)
        if told is None:
            return error(24, 2_207_006, "The requested resource does not exist")
        made = self.write(told.get("caption", ""), datetime.now(UTC).replace(microsecond=0))
        made.told = told
        return Reply(200, {"id": made.id})
