"""Errands of the journal: seal, anchor, hear."""

from hanjari.journal import hearing, sealing
from hanjari.kit.errands import errand


@errand(every=1, lane="desk")
def seal() -> bool:
    """Seal what waits."""
    return sealing.seal() > 0


@errand(every=1, lane="desk")
def hear() -> bool:
    """Hand sealed entries to the listeners."""
    return hearing.hear()


@errand(every=1, lane="anchor")
def anchor() -> bool:
    """Note the newest digest outside the database."""
    sealing.anchor()
    return False
