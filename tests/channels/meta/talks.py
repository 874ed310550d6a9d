"""Direct messages at the pretend Meta: windows of 24 hours and 7 days, one private answer to a comment."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.channels.meta.graph import HANEUL, NAMES, PAGE, GraphSimulator, error, stamp
from tests.servers.network import Call, Network, Reply


@dataclass
class Message:
    """A message as the simulator keeps it."""

    id: str
    author: str
    to: str
    text: str
    at: datetime


class TalkSimulator(GraphSimulator):
    """Conversations of a Page (`us` is the Page) or of an Instagram account."""

    us, most_bytes = PAGE, 2000

    def __init__(self, place: Network) -> None:
        super().__init__(place)
        self.talks: dict[str, list[Message]] = {}
        self.answered: set[str] = set()
        self.human_agent = False
        self.route("GET", f"/{PAGE}/conversations", self._conversations)
        self.route("POST", f"/{PAGE}/messages", self._send)

    def message(self, text: str, author: str = HANEUL, at: datetime | None = None) -> Message:
        """A customer writes."""
        made = Message(f"m_{self.number()}", author, self.us, text, at or self.tick())
        self.talks.setdefault(author, []).append(made)
        return made

    def comment_of(self, _number: str) -> Any:
        """Who commented when; None when it is gone."""
        return None

    def ours(self, person: str = HANEUL) -> list[Message]:
        return [one for one in self.talks.get(person, []) if one.author == self.us]

    def _send(self, call: Call, _match: Any) -> Reply:
        told = call.json
        text, to = told["message"]["text"], told["recipient"]
        if len(text.encode()) > self.most_bytes:
            return error(100, 2_018_109, "Length of param message[text] must be less")
        if "comment_id" in to:
            return self._private(to["comment_id"], text)
        person, wait = to["id"], datetime.now(UTC)
        theirs = [one.at for one in self.talks.get(person, []) if one.author == person]
        if not theirs:
            return error(100, 2_018_001, "No matching user found")
        age, tag = wait - max(theirs), told.get("tag")
        is_late = age > timedelta(hours=24) and not (
            self.human_agent and tag == "HUMAN_AGENT" and age < timedelta(days=7)
        )
        if is_late or told["messaging_type"] not in ("RESPONSE", "MESSAGE_TAG"):
            return error(10, 2_018_278, "This message is sent outside of allowed window.")
        return self._said(person, text)

    def _private(self, number: str, text: str) -> Reply:
        comment = self.comment_of(number)
        if comment is None:
            return error(100, 33, "Object does not exist")
        if number in self.answered:
            return error(10_900, 0, "Activity already replied to")
        if datetime.now(UTC) - comment.at > timedelta(days=7):
            return error(10_901, 0, "Activity is too old")
        self.answered.add(number)
        return self._said(comment.author, text)

    def _said(self, person: str, text: str) -> Reply:
        at = datetime.now(UTC).replace(microsecond=0)
        made = Message(f"m_{self.number()}", self.us, person, text, at)
        self.talks.setdefault(person, []).append(made)
        return Reply(200, {"recipient_id": person, "message_id": made.id})

    def _conversations(self, call: Call, _match: Any) -> Reply:
        wanted = call.query.get("user_id")
        found = [(who, talk) for who, talk in self.talks.items() if wanted in (None, who)]
        found.sort(key=lambda one: one[1][-1].at, reverse=True)
        return self.page(call, found, self._talk)

    def _talk(self, one: tuple[str, list[Message]]) -> dict[str, Any]:
        who, talk = one
        newest = sorted(talk, key=lambda message: message.at, reverse=True)[:20]
        shown = [self._message(message) for message in newest]
        return {
            "id": f"t_{who}", "updated_time": stamp(newest[0].at), "messages": {"data": shown},
        }  # fmt: skip

    def _message(self, one: Message) -> dict[str, Any]:
        people = [{"id": each, "name": NAMES[each]} for each in (one.author, one.to)]
        told = {"id": one.id, "created_time": stamp(one.at), "message": one.text}
        return {**told, "from": people[0], "to": {"data": [people[1]]}}
