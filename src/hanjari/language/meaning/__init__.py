"""Meaning: which texts are copies, which ask the same, which past case is like this, what a stream is about.

Owns: sentence vectors and what is found by them.
Calls: grams for what is written, the sentence encoder for what is meant. Never loaded at ingest or by pages.
"""

from hanjari.language.meaning.copies import copy_keys, near_duplicates
from hanjari.language.meaning.encoder import DIMENSIONS, Vectors, embed
from hanjari.language.meaning.kinds import kinds_of
from hanjari.language.meaning.questions import SAME, same_question
from hanjari.language.meaning.similar import RELATED, Similar, similar
from hanjari.language.meaning.space import placed
from hanjari.language.meaning.topics import Topic, assigned, topics

__all__ = [
    "DIMENSIONS",
    "RELATED",
    "SAME",
    "Similar",
    "Topic",
    "Vectors",
    "assigned",
    "copy_keys",
    "embed",
    "kinds_of",
    "near_duplicates",
    "placed",
    "same_question",
    "similar",
    "topics",
]
