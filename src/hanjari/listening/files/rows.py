"""Rows of a file: a find under names that last, its words masked as they are stored."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from hanjari.listening.exploring.found import Found


class Row(NamedTuple):
    """A message. `id` is text: numbers of spreadsheets and of JavaScript end before it."""

    id: str
    at: str
    channel: str
    account: str
    author: str
    handle: str
    subject: str
    text: str
    url: str
    language: str
    mood: str
    intents: str


def rows(finds: Iterable[Found], accounts: Mapping[int, str]) -> Iterator[Row]:
    """One a find; times in ISO 8601, UTC."""
    for one in finds:
        yield Row(
            str(one.id),
            one.at.isoformat(timespec="milliseconds"),
            one.kind,
            accounts.get(one.account_id, ""),
            one.name,
            one.handle,
            one.subject,
            one.text,
            one.url,
            one.language,
            one.mood,
            " ".join(one.intents),
        )
