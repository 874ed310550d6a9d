"""Wording: what is wrong with an expression, in the reader's language."""

from django.utils.translation import gettext as _

from hanjari.listening.expressions.flaws import FLAWS, ExpressionError


def told(error: ExpressionError) -> str:
    """The flaw's sentence."""
    return _(FLAWS[error.flaw]) % error.told
