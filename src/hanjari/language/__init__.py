"""Language: understanding text; pure functions and shipped tables, no database, no Django.

Owns: tokens, normalising, language, intents, urgency, personal data spans and their masks.
Calls: nobody.
Announces: nothing.
"""

from hanjari.language.analyser import highlight, tokens
from hanjari.language.personal import MASKED_KINDS, Masked, Span, mask, personal_data
from hanjari.language.reading import INTENTS, Reading, Sentiment, Why, read
from hanjari.language.scripts import language_of

__all__ = [
    "INTENTS",
    "MASKED_KINDS",
    "Masked",
    "Reading",
    "Sentiment",
    "Span",
    "Why",
    "highlight",
    "language_of",
    "mask",
    "personal_data",
    "read",
    "tokens",
]
