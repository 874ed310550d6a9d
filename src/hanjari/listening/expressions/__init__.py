"""Expressions: the language in which everything that was said is asked for, now and standing."""

from hanjari.listening.expressions.fitting import Known, fits
from hanjari.listening.expressions.flaws import ExpressionError
from hanjari.listening.expressions.parsing import parsed
from hanjari.listening.expressions.printing import printed

__all__ = ["ExpressionError", "Known", "fits", "parsed", "printed"]
