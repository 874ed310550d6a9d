"""Nouns of the listening room."""

from hanjari.listening.models.alarms import Alarm, CallRule, Candidate, Lookout, Verdict
from hanjari.listening.models.counting import HourCount
from hanjari.listening.models.folding import CopyKey, Fold, Folded, Unfolded, noise_behind
from hanjari.listening.models.influence import Influence, PressChoice
from hanjari.listening.models.judgements import Judgement, Training
from hanjari.listening.models.message import Edition, Message, Original, Recurrence, Tombstone
from hanjari.listening.models.people import Author, Merge, Person
from hanjari.listening.models.recounting import Recount
from hanjari.listening.models.rehearing import Rehearing
from hanjari.listening.models.standing import Hit, QueryCount, StandingQuery

__all__ = [
    "Alarm",
    "Author",
    "CallRule",
    "Candidate",
    "CopyKey",
    "Edition",
    "Fold",
    "Folded",
    "Hit",
    "HourCount",
    "Influence",
    "Judgement",
    "Lookout",
    "Merge",
    "Message",
    "Original",
    "Person",
    "PressChoice",
    "QueryCount",
    "Recount",
    "Recurrence",
    "Rehearing",
    "StandingQuery",
    "Tombstone",
    "Training",
    "Unfolded",
    "Verdict",
    "noise_behind",
]
