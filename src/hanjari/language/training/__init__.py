"""Training: a company's own tables from what its members said of readings; numpy only, no database.

Owns: the lesson, the back-test that refuses what is no better, and applying the tables to readings.
Calls: grams, reading.
"""

from hanjari.language.training.backtest import Figures, Verdict
from hanjari.language.training.making import Example, Made, train
from hanjari.language.training.tables import SiteTables

__all__ = ["Example", "Figures", "Made", "SiteTables", "Verdict", "train"]
