"""Grams: the one kernel under all tables of weights; a batch of texts in, a score a text and label out.

Owns: cutting a batch into hashed character n-grams, and summing a table's weights over them.
Calls: nobody; numpy is all it needs, and page workers never load it.
"""

from hanjari.language.grams.batch import LONGEST, READ, Batch
from hanjari.language.grams.table import LANES, Table

__all__ = ["LANES", "LONGEST", "READ", "Batch", "Table"]
