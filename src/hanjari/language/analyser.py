"""The one analyser of search: every store gets these tokens, so every store gives the same hits.

Runs of letters beyond ASCII become overlapping bigrams (a lone one stays alone), ASCII runs whole
words: a two-syllable Korean word is found inside any longer one without a dictionary, and café and
привет wherever their signs stand.
"""

import re
from collections.abc import Iterable

from hanjari.language.normal import CJK, mapped, normal, original_span

_WIDE = r"[^\W_a-z0-9]"
_ODD = f"[^\\W_a-z0-9{CJK}]"
_ASCII_WORDS = re.compile("[a-z0-9]+").findall
_TOKENS = re.compile(
    f"(?=([{CJK}]{{2}}|(?<![{CJK}])[{CJK}](?![{CJK}])|(?<![^\\W_{CJK}])[^\\W_{CJK}]+))"
).findall
_ODD_TOKENS = re.compile(
    f"(?=({_WIDE}{{2}}|(?<!{_WIDE}){_WIDE}(?!{_WIDE})|(?<![a-z0-9])[a-z0-9]+))"
).findall
_BORDERS = re.compile(f"(?=([a-z0-9]{_ODD}|{_ODD}[a-z0-9]))").findall
_has_odd = re.compile(_ODD).search
_RUNS = re.compile(f"[{CJK}]+|[^\\W_{CJK}]+").findall


def tokens(text: str) -> list[str]:
    """The search tokens of a text in their order; the same for stored texts and for queries."""
    form = normal(text)
    if form.isascii():
        return _ASCII_WORDS(form)
    if not _has_odd(form):
        return _TOKENS(form)
    inside, borders = tokens_of(form)
    return inside + borders


def tokens_of(form: str) -> tuple[list[str], list[str]]:
    """The tokens of a normal form in their order, and the bigrams that lie across ASCII's border (fé).

    The latter are indexed behind all others, so that neighbours stay neighbours.
    """
    return _ODD_TOKENS(form), _BORDERS(form)


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
