"""The one analyser of search: every store gets these tokens, so every store gives the same hits.

CJK runs become overlapping bigrams (a lone syllable stays alone), everything else whole words: a
two-syllable Korean word is found inside any longer one without a dictionary.
"""

import re
from collections.abc import Iterable

from hanjari.language.normal import CJK, mapped, normal, original_span

_ASCII_WORDS = re.compile("[a-z0-9]+").findall
_TOKENS = re.compile(
    f"(?=([{CJK}]{{2}}|(?<![{CJK}])[{CJK}](?![{CJK}])|(?<![^\\W_{CJK}])[^\\W_{CJK}]+))"
).findall
_RUNS = re.compile(f"[{CJK}]+|[^\\W_{CJK}]+").findall


def tokens(text: str) -> list[str]:
    """The search tokens of a text in their order; the same for stored texts and for queries."""
    form = normal(text)
    return _ASCII_WORDS(form) if form.isascii() else _TOKENS(form)


def highlight(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Where the terms stand in the text: sorted, disjoint spans of the original.

    A term of several words matches as a phrase, whatever stands between its words; CJK matches
    inside longer words, everything else only whole words.
    """
    patterns = [pattern for term in terms if (pattern := _pattern(term))]
    if not patterns:
        return []
    form, offsets = mapped(text)
    found = sorted(
        original_span(offsets, *match.span())
        for match in re.finditer("|".join(sorted(patterns, key=len, reverse=True)), form)
    )
    return _joined(found)


def _pattern(term: str) -> str:
    return r"[\W_]*".join(_edged(run) for run in _RUNS(normal(term)))


def _edged(run: str) -> str:
    if re.match(f"[{CJK}]", run):
        return re.escape(run)
    return f"(?<![^\\W_{CJK}]){re.escape(run)}(?![^\\W_{CJK}])"


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
