"""Language: understanding text; pure functions and shipped tables, no database, no Django.

Owns: tokens, normalising, language, intents, sentiment, urgency, personal data spans and their masks.
Calls: nobody.
Announces: nothing.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

from hanjari.language.analyser import highlight, tokens
from hanjari.language.intents import ASKING, INTENTS, JUDGED_INTENTS, SURE
from hanjari.language.personal import (
    MASKED_KINDS,
    Masked,
    Span,
    mask,
    personal_data,
    personal_data_of,
)
from hanjari.language.promises import Promise, promised_time
from hanjari.language.public_reply import Finding, public_reply_findings
from hanjari.language.scripts import language_of

if TYPE_CHECKING:
    from hanjari.language.meaning.copies import copy_keys, near_duplicates
    from hanjari.language.meaning.kinds import RAISES, kinds_of
    from hanjari.language.meaning.questions import SAME, same_question
    from hanjari.language.meaning.space import placed
    from hanjari.language.reading import Reading, Sentiment, Why, read
    from hanjari.language.training import Example, Made, SiteTables, train

__all__ = [
    "ASKING",
    "INTENTS",
    "JUDGED_INTENTS",
    "MASKED_KINDS",
    "RAISES",
    "SAME",
    "SURE",
    "Example",
    "Finding",
    "Made",
    "Masked",
    "Promise",
    "Reading",
    "Sentiment",
    "SiteTables",
    "Span",
    "Why",
    "copy_keys",
    "highlight",
    "kinds_of",
    "language_of",
    "mask",
    "near_duplicates",
    "personal_data",
    "personal_data_of",
    "placed",
    "promised_time",
    "public_reply_findings",
    "read",
    "same_question",
    "tokens",
    "train",
]

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Read when numpy is first loaded. The matrices here are small: threads only double their CPU time."""

_NEEDS_NUMPY = {
    **dict.fromkeys(("Reading", "Sentiment", "Why", "read"), "hanjari.language.reading"),
    **dict.fromkeys(("copy_keys", "near_duplicates"), "hanjari.language.meaning.copies"),
    **dict.fromkeys(("RAISES", "kinds_of"), "hanjari.language.meaning.kinds"),
    **dict.fromkeys(("SAME", "same_question"), "hanjari.language.meaning.questions"),
    "placed": "hanjari.language.meaning.space",
    **dict.fromkeys(("Example", "Made", "SiteTables", "train"), "hanjari.language.training"),
}
"""Loaded when somebody first asks: pages mask and search, only workers read and train."""


def __getattr__(name: str) -> Any:
    if name in _NEEDS_NUMPY:
        return getattr(import_module(_NEEDS_NUMPY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
