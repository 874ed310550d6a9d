"""Nouns of the listening room."""

from hanjari.listening.models.counting import HourCount
from hanjari.listening.models.message import Edition, Message, Original, Recurrence, Tombstone
from hanjari.listening.models.people import Author, Merge, Person

__all__ = [
    "Author",
    "Edition",
    "HourCount",
    "Merge",
    "Message",
    "Original",
    "Person",
    "Recurrence",
    "Tombstone",
]
