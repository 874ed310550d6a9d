"""Post: what the standing queries look at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Post:
    """One post on its way: what was said, and what is known of it before anybody has read it.

    `authors` are the writer's handle, name and id at the network; `links` whole addresses beside
    those in the text; `channel` the kind's slug. Language, sentiment and intents are read only
    where a query that fits otherwise asks for them.
    """

    text: str
    authors: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    channel: str = ""
