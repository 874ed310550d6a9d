"""Latin: which of the languages written in Latin letters a text is in, batch by batch.

Owns: the letters of a batch, their grams, and the table that tells languages apart.
Calls: nobody; numpy is all it needs, and page workers never load it.
"""

from hanjari.language.latin.choice import latin_languages
from hanjari.language.latin.features import Features, cut
from hanjari.language.latin.table import LATIN, LatinTable

__all__ = ["LATIN", "Features", "LatinTable", "cut", "latin_languages"]
