"""Queries: words that must all occur; in quotation marks, words that stand together."""

import re
from dataclasses import dataclass

from hanjari.language import tokens
from hanjari.language.normal import CJK, normal

QUERY_LIMIT, TERM_LIMIT = 400, 20
"""Characters and terms of a query that are looked at."""
PREFIX_LENGTH = 3
"""A Latin word of this length also finds its longer forms: refund, refunds, refunded."""

_TERMS = re.compile(r'[“"]([^“”"]+)[”"]?|(\S+)')
_BLANKS = re.compile(r"\s+")
_CJK = re.compile(f"[{CJK}]")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must occur: its normal form, its tokens, and how exact the index is on it."""

    form: str
    tokens: tuple[str, ...]
    is_prefix: bool
    is_read: bool
    """The index alone can't tell: the text is read as well."""

    @property
    def is_syllable(self) -> bool:
        """One CJK character: bigrams know it only where it stands alone."""
        return len(self.form) == 1 and bool(_CJK.match(self.form))


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked."""

    terms: tuple[Term, ...]

    @property
    def indexed(self) -> tuple[Term, ...]:
        """The terms by which the index finds candidates."""
        return tuple(term for term in self.terms if not term.is_syllable)

    @property
    def syllables(self) -> tuple[Term, ...]:
        """The terms that only the texts themselves can show."""
        return tuple(term for term in self.terms if term.is_syllable)

    @property
    def is_read(self) -> bool:
        """Whether candidates must be read."""
        return any(term.is_read for term in self.terms)

    def fits(self, text: str) -> bool:
        """Whether the text has every term that must be read for."""
        form = _BLANKS.sub(" ", normal(text))
        return all(term.form in form for term in self.terms if term.is_read)


def parsed(words: str) -> Query:
    """The query in somebody's words; what has no letters and digits is left out."""
    found = _TERMS.findall(words.replace("\0", " ")[:QUERY_LIMIT])
    terms = [_term(phrase or word, is_phrase=bool(phrase)) for phrase, word in found]
    return Query(tuple(term for term in terms if term.tokens)[:TERM_LIMIT])


def _term(words: str, *, is_phrase: bool) -> Term:
    form = _BLANKS.sub(" ", normal(words)).strip()
    parts = tuple(tokens(words))
    has_cjk = bool(_CJK.search(form))
    is_one_bigram = has_cjk and parts == (form,) and len(form) > 1
    is_prefix = not has_cjk and not is_phrase and len((parts or ("",))[-1]) >= PREFIX_LENGTH
    return Term(form, parts, is_prefix, is_read=(has_cjk or is_phrase) and not is_one_bigram)
