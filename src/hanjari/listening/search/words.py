"""Words: what somebody types to find again what was said, as an expression. All of it must occur.

In quotation marks, words that stand together. Nothing typed here is an error.
"""

import re

from hanjari.language import tokens
from hanjari.listening.expressions.fitting import form_of
from hanjari.listening.expressions.nodes import All, Node, Term

QUERY_LIMIT, TERM_LIMIT = 400, 20
"""Characters and terms that are looked at."""
PREFIX_LENGTH = 3
"""A Latin word of this length also finds its longer forms: refund, refunds, refunded."""

_TERMS = re.compile(r'[“"]([^“”"]+)[”"]?|(\S+)')
_EDGES = re.compile(r"^\W+|\W+$")


def expression_of(words: str) -> Node | None:
    """The expression; None where there are neither letters nor digits."""
    found = _TERMS.findall(words.replace("\0", " ")[:QUERY_LIMIT])
    terms = [_phrase(phrase) if phrase else _word(word) for phrase, word in found]
    asked = tuple(term for term in terms if tokens(term.text))[:TERM_LIMIT]
    if not asked:
        return None
    return asked[0] if len(asked) == 1 else All(asked)


def _phrase(phrase: str) -> Term:
    return Term(phrase, is_phrase=True)


def _word(word: str) -> Term:
    bare = _EDGES.sub("", word)
    last = (tokens(bare) or [""])[-1]
    return Term(bare, is_prefix=form_of(bare).isascii() and len(last) >= PREFIX_LENGTH)
