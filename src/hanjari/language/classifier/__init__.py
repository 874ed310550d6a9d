"""Classifier: a site's own labels learnt from its own examples, with an honest "I do not know".

Owns: training, predicting and keeping a small classifier of texts; numpy alone, no pickles.
Calls: grams for what is written, meaning for what is meant.
"""

from hanjari.language.classifier.model import Classifier, Prediction
from hanjari.language.classifier.training import MINIMUM, train

__all__ = ["MINIMUM", "Classifier", "Prediction", "train"]
