"""English feeling: negative, neutral or positive, by words, pairs of words and what a negation turns.

Owns: the first look (a table, about 2 µs a post) and, in `second`, the look by meaning (1 ms a post), which is
imported by those who ask for it: ingest never loads the sentence encoder.
Calls: grams for words and tables, meaning for the second look.
"""

from hanjari.language.english.first import LABELS, scores

__all__ = ["LABELS", "scores"]
