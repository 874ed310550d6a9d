"""Language: understanding text; pure functions and shipped tables, no database, no Django.

Owns: tokens, normalising, language, intents, urgency, personal data spans and their masks.
Calls: nobody.
Announces: nothing.
"""

from hanjari.language.analyser import highlight, tokens
from hanjari.language.personal import MASKED_KINDS, Masked, Span, mask, personal_data
from hanjari.language.promises import Promise, promised_time
from hanjari.language.public_reply import Finding, public_reply_findings
from hanjari.language.reading import INTENTS, Reading, Sentiment, Why, read
from hanjari.language.scripts import language_of

__all__ = [
    "INTENTS",
    "MASKED_KINDS",
    "Finding",
    "Masked",
    "Promise",
    "Reading",
    "Sentiment",
    "Span",
    "Why",
    "highlight",
    "language_of",
    "mask",
    "personal_data",
    "promised_time",
    "public_reply_findings",
    "read",
    "tokens",
]
