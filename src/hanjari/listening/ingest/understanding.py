"""Understanding: personal data is starred out first, only then does anybody read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hanjari import language
from hanjari.listening.ingest import site
from hanjari.listening.ingest.arrival import Arrival
from hanjari.listening.ingest.markup import cleaned, visible

READ_LIMIT = 5_000
"""Characters read for intent and urgency: people say what they want before that."""

_POINTERS = frozenset({"part", "key", "id", "uri", "cid"})
_POINTING = ("_id", "_uri", "_cid")
_WORDS = ("subject", "text", "quoted")


def masked(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The same arrivals without dangerous personal data; what stood there is in `original`."""
    holding = _holding(arrivals)
    for arrival in arrivals:
        _mask_words(arrival, holding)
        if arrival.html:
            _mask_markup(arrival)
        if arrival.media:
            arrival.media = [_mask_within(medium) for medium in arrival.media]
        if arrival.extra:
            arrival.extra = _mask_within(arrival.extra)
        _mask_edges(arrival, holding)
    return list(arrivals)


def understood(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The same arrivals, each with its reading; what is only taken back needs none.

    Words to a company that uses tables of its own are read with them.
    """
    said = [arrival for arrival in arrivals if not arrival.deletes]
    for arrival, reading in zip(said, language.read([_said(one) for one in said]), strict=True):
        arrival.reading = reading
    for number, tables, own in site.groups(said):
        texts = [_said(one) for one in own]
        adjusted = tables.adjusted([one.reading for one in own if one.reading], texts)
        for arrival, reading in zip(own, adjusted, strict=True):
            if reading is not arrival.reading:
                arrival.reading, arrival.site = reading, number
    return list(arrivals)


def worked_out(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The same arrivals, their readings read to the end: the store would ask while other writers wait for it."""
    for arrival in arrivals:
        if arrival.reading:
            arrival.reading.work_out()
    return list(arrivals)


def _said(arrival: Arrival) -> str:
    words = f"{arrival.subject}\n{arrival.text}" if arrival.subject else arrival.text
    return words[:READ_LIMIT]


def _holding(arrivals: Sequence[Arrival]) -> frozenset[str]:
    """Which words, names and links of the batch hold personal data: one search for all, and most hold none."""
    said = {getattr(arrival, name) for arrival in arrivals for name in _WORDS}
    said.update(arrival.sender.name for arrival in arrivals)
    said.update(arrival.url for arrival in arrivals)
    texts = [one for one in said if one]
    return frozenset(texts[number] for number in language.personal_data_of(texts))


def _mask_words(arrival: Arrival, holding: frozenset[str]) -> None:
    for name in _WORDS:
        words = getattr(arrival, name)
        if not words or words not in holding:
            continue
        found = language.mask(words)
        if found.spans:
            arrival.original[name] = words
            arrival.masked += [span.kind for span in found.spans]
            setattr(arrival, name, found.text)


def _mask_markup(arrival: Arrival) -> None:
    """Numbers may be cut up by tags: markup whose visible words still hold some is not kept."""
    found = language.mask(cleaned(arrival.html))
    if found.spans or language.mask(visible(found.text)).spans:
        arrival.masked += [span.kind for span in found.spans] or ["hidden"]
    arrival.html = "" if language.mask(visible(found.text)).spans else found.text


def _mask_within(value: Any) -> Any:
    """Every string but those that lead back: a part of the payload, our key, the network's ids."""
    if isinstance(value, str):
        return language.mask(value).text
    if isinstance(value, list):
        return [_mask_within(one) for one in value]
    if isinstance(value, dict):
        return {
            name: one if _is_pointer(name, one) else _mask_within(one)
            for name, one in value.items()
        }
    return value


def _is_pointer(name: str, value: Any) -> bool:
    """Sixteen digits are a card's number in a sentence, and a post's where a network names it."""
    return isinstance(value, str) and (name in _POINTERS or name.endswith(_POINTING))


def _mask_edges(arrival: Arrival, holding: frozenset[str]) -> None:
    """Names and links are shown too."""
    if arrival.sender.name in holding:
        name = language.mask(arrival.sender.name)
        arrival.masked += [span.kind for span in name.spans]
        arrival.sender = replace(arrival.sender, name=name.text)
    if arrival.url in holding:
        arrival.url = language.mask(arrival.url).text
