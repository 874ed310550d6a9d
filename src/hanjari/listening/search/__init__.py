"""Search: every message by its words, newest first; two stores, one analyser, the same hits.

SQLite has FTS5, PostgreSQL a GIN index; both hold the tokens of `language.tokens` and nothing of
the text. Bigrams lie: "영화 화가" has both of "영화가". So what a phrase found is read once more.
"""

from hanjari.listening.search.finding import Page, Scope, search
from hanjari.listening.search.index import add, rebuild, remove, tidy
from hanjari.listening.search.query import Query, parsed

__all__ = ["Page", "Query", "Scope", "add", "parsed", "rebuild", "remove", "search", "tidy"]
