"""A pretend Facebook Page: posts, visitors' posts, comments on two storeys, hiding, deleting, editing."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.channels.meta.graph import HANEUL, NAMES, PAGE, error, fields, stamp
from tests.channels.meta.talks import TalkSimulator
from tests.servers.network import Call, Network, Reply


@dataclass
class Writing:
    """A post or a comment."""

    id: str
    author: str
    text: str
    at: datetime
    post: str = ""
    parent: str = ""
    is_hidden: bool = False
    pictures: list[str] = field(default_factory=list)


class PageSimulator(TalkSimulator):
    """One Page with all that stands on it."""

    def __init__(self, place: Network) -> None:
        super().__init__(place)
        self.posts: dict[str, Writing] = {}
        self.comments: dict[str, Writing] = {}
        self.photos: dict[str, Any] = {}
        self.tagged: list[Writing] = []
        number = r"/(?P<id>\d+_\d+)"
        self.route(
            "GET", f"/{PAGE}", lambda _call, _: Reply(200, {"id": PAGE, "name": NAMES[PAGE]})
        )
        self.route("GET", f"/{PAGE}/feed", self._feed)
        self.route("POST", f"/{PAGE}/feed", self._publish)
        self.route(
            "GET", f"/{PAGE}/tagged", lambda call, _: self.page(call, self.tagged, self._post)
        )
        self.route("POST", f"/{PAGE}/photos", self._photo)
        self.route("GET", number, self._one)
        self.route("POST", number, self._change)
        self.route("DELETE", number, self._delete)
        self.route("GET", f"{number}/comments", self._comments)
        self.route("POST", f"{number}/comments", self._comment)

    # what people do

    def write(self, text: str, author: str = PAGE, at: datetime | None = None) -> Writing:
        """A post on the Page; another author than the Page is a visitor."""
        made = Writing(f"{PAGE}_{self.number()}", author, text, at or self.tick())
        self.posts[made.id] = made
        return made

    def say(
        self, below: Writing, text: str, author: str = HANEUL, at: datetime | None = None
    ) -> Writing:
        """A comment below a post, or a reply below a comment; replies to replies move up."""
        post = below.post or below.id
        parent = (below.parent or below.id) if below.post else ""
        number = f"{post.partition('_')[2]}_{self.number()}"
        made = Writing(number, author, text, at or self.tick(), post, parent)
        self.comments[number] = made
        return made

    def remove(self, one: Writing) -> None:
        self.posts.pop(one.id, None)
        for each in [
            one,
            *(each for each in self.comments.values() if one.id in (each.post, each.parent)),
        ]:
            self.comments.pop(each.id, None)

    def below(self, post: str, parent: str | None = None) -> list[Writing]:
        found = [one for one in self.comments.values() if one.post == post]
        return found if parent is None else [one for one in found if one.parent == parent]

    def of(self, author: str) -> list[Writing]:
        return [
            one for one in (*self.posts.values(), *self.comments.values()) if one.author == author
        ]

    def comment_of(self, number: str) -> Writing | None:
        return self.comments.get(number) or self.posts.get(number)

    # as the API shows it

    def _feed(self, call: Call, _match: Any) -> Reply:
        newest = sorted(self.posts.values(), key=lambda one: one.at, reverse=True)
        return self.page(call, newest, self._post)

    def _post(self, one: Writing) -> dict[str, Any]:
        below = self.below(one.id)
        changed = max([one.at, *(each.at for each in below)])
        return {
            "id": one.id, "message": one.text, "created_time": stamp(one.at), "updated_time": stamp(changed),
            "from": {"id": one.author, "name": NAMES[one.author]},
            "permalink_url": f"https://www.facebook.com/{one.id}",
            "comments": {"data": [], "summary": {"total_count": len(below)}},
        }  # fmt: skip

    def _comments(self, call: Call, match: Any) -> Reply:
        above = self.comment_of(match["id"])
        if above is None:
            return error(100, 33, "Object does not exist")
        found = self.below(above.id) if not above.post else self.below(above.post, above.id)
        if call.query.get("filter") != "stream":
            found = [one for one in found if above.post or not one.parent]
        since = datetime.fromtimestamp(int(call.query.get("since", 0)), UTC)
        found = [one for one in found if one.at >= since]
        found.sort(
            key=lambda one: one.at, reverse=call.query.get("order") == "reverse_chronological"
        )
        return self.page(call, found, self._shown)

    def _shown(self, one: Writing) -> dict[str, Any]:
        above = {"parent": {"id": one.parent}} if one.parent else {}
        return {
            "id": one.id, "message": one.text, "created_time": stamp(one.at), "is_hidden": one.is_hidden,
            "from": {"id": one.author, "name": NAMES[one.author]}, **above,
        }  # fmt: skip

    def _one(self, _call: Call, match: Any) -> Reply:
        found = self.comment_of(match["id"])
        return Reply(200, {"id": found.id}) if found else error(100, 33, "Object does not exist")

    # writing

    def _publish(self, call: Call, _match: Any) -> Reply:
        told = call.form
        made = self.write(told.get("message", ""), at=datetime.now(UTC).replace(microsecond=0))
        made.pictures = [value for name, value in told.items() if name.startswith("attached_media")]
        return Reply(200, {"id": made.id})

    def _photo(self, call: Call, _match: Any) -> Reply:
        number = str(self.number())
        self.photos[number] = fields(call)
        return Reply(200, {"id": number})

    def _comment(self, call: Call, match: Any) -> Reply:
        above = self.comment_of(match["id"])
        if above is None:
            return error(100, 33, "Object does not exist")
        told = call.form
        if not told.get("message") and not told.get("attachment_id"):
            return error(100, 0, "Invalid parameter")
        made = self.say(
            above, told.get("message", ""), PAGE, datetime.now(UTC).replace(microsecond=0)
        )
        made.pictures = [told["attachment_id"]] if "attachment_id" in told else []
        return Reply(200, {"id": made.id})

    def _change(self, call: Call, match: Any) -> Reply:
        found, told = self.comment_of(match["id"]), call.form
        if found is None:
            return error(100, 33, "Object does not exist")
        if "is_hidden" in told:
            found.is_hidden = told["is_hidden"] == "true"
        if "message" in told:
            if found.author != PAGE:
                return error(200, 0, "Permissions error")
            found.text = told["message"]
        return Reply(200, {"success": True})

    def _delete(self, _call: Call, match: Any) -> Reply:
        found = self.comment_of(match["id"])
        if found is None:
            return error(100, 33, "Object does not exist")
        self.remove(found)
        return Reply(200, {"success": True})
