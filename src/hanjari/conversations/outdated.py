"""Outdated: a round about a promise that things have overtaken is not sent any more."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hanjari.commitments.models import Commitment
from hanjari.conversations.guards import guard
from hanjari.conversations.models import Round

_WHILE_OPEN = ("late", "moved")
"""Occasions of which only a promise that is still open may be told."""


def why_outdated(row: Round) -> Promise | str:
    """Words where the promise has ended since; '' where the round still tells what is so."""
    occasion = ([*row.key.split(":"), "", ""])[2]
    if occasion not in _WHILE_OPEN:
        return ""
    promise = Commitment.objects.filter(pk=row.about_id or 0).first()
    if promise is None or promise.is_open:
        return ""
    return _("The promise has ended since, so these words are no longer so. Tell how it ended.")


guard("commitment", why_outdated)
