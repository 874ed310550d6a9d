"""Reading: what messages are, say and need, with the words that say so; rules and shipped tables.

Owns: the sheet of a batch, the rule by which evidence becomes labels, and when a label stays away.
Calls: cues, personal data, scripts; grams and encoder for the weights.
"""

from collections.abc import Sequence
from typing import Protocol

from hanjari.language.grams import Batch
from hanjari.language.reading.message import Reading, Sentiment, Why
from hanjari.language.reading.sheet import Sheet

__all__ = ["VERSION", "Reading", "Sentiment", "Site", "Why", "read"]

VERSION = "2026.11"
"""Of the shipped rules and tables: stored with whatever people or tables say about a reading."""


class Site(Protocol):
    """A desk's own tables, made from its members' corrections."""

    def adjusted(
        self, readings: list[Reading], texts: Sequence[str], batch: Batch
    ) -> list[Reading]:
        """The readings with what the desk knows better."""


def read(texts: Sequence[str], site: Site | None = None) -> list[Reading]:
    """Read a batch: one reading a text, whatever the text is made of.

    A reading works its fields out when it is asked, for its whole batch at once: the second look at
    what is unsure, and the reasons, cost only where somebody wants them.
    """
    sheet = Sheet(texts)
    readings = [Reading(sheet, place) for place in range(len(texts))]
    return site.adjusted(readings, texts, sheet.batch) if site is not None else readings
