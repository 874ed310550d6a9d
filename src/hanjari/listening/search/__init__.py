"""Search: every message by its words, newest first; two stores, one analyser, the same hits.

SQLite has FTS5, PostgreSQL a GIN index; both hold the tokens of `language.tokens` and nothing of
the text. What the index can't tell, the columns narrow, and the texts themselves decide.
"""

from hanjari.listening.search.finding import Count, Page, Scope, count, find, ids, search
from hanjari.listening.search.index import add, rebuild, remove, tidy

__all__ = [
    "Count",
    "Page",
    "Scope",
    "add",
    "count",
    "find",
    "ids",
    "rebuild",
    "remove",
    "search",
    "tidy",
]
