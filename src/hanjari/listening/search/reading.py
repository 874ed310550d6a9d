"""Reading: candidates once more as posts, so that only what fits is found."""

import json
from collections.abc import Sequence

from hanjari.language.intents import SURE
from hanjari.listening import stories
from hanjari.listening.expressions.fitting import Known, fits
from hanjari.listening.expressions.nodes import Field, Node
from hanjari.listening.expressions.walking import leaves
from hanjari.listening.matching.post import Post
from hanjari.listening.models.counting import mood_of
from hanjari.listening.search.candidates import Row
from hanjari.listening.search.places import Places

WORDS = "m.id, m.subject, m.text"
EVERYTHING = (
    f"{WORDS}, m.account_id, a.handle, a.name, a.external_id, m.url, CAST(m.media AS text),"
    " m.language, m.sentiment, m.intent, CAST(m.reading AS text)"
)
AUTHORS = "JOIN listening_author a ON a.id = m.author_id"


def columns_for(rest: Node | None) -> tuple[str, str]:
    """The columns that reading for this needs, and the tables they need."""
    if rest is None:
        return "m.id", ""
    if any(isinstance(leaf, Field) for leaf, _is_asked in leaves(rest)):
        return EVERYTHING, AUTHORS
    return WORDS, ""


def fitting(rows: Sequence[Row], rest: Node | None, places: Places) -> list[int]:
    """The ids of the rows that fit."""
    if rest is None:
        return [row[0] for row in rows]
    return [row[0] for row in rows if fits(rest, *_read(row, places))]


def said(subject: str, text: str) -> str:
    """What of a message is searched."""
    return f"{subject}\n{text}" if subject else text


def _read(row: Row, places: Places) -> tuple[Post, Known | None]:
    """As standing queries see a message when it comes in."""
    _pk, subject, text, *beside = row
    if not beside:
        return Post(said(subject, text)), None
    account_id, handle, name, external_id, url, media, language, sentiment, intent, story = beside
    links = [url, *(str(medium.get("url", "")) for medium in json.loads(media))]
    post = Post(
        said(subject, text),
        tuple(filter(None, (handle, name, external_id))),
        tuple(filter(None, links)),
        places.kinds.get(account_id, ""),
    )
    return post, Known(language, mood_of(sentiment), _intents(intent, story))


def _intents(intent: str, story: str) -> tuple[str, ...]:
    """Every intent that is sure, or the one that stands for none."""
    told = stories.opened(json.loads(story)).get("intents", {})
    return tuple(name for name, p in told.items() if p >= SURE) or (intent,)
