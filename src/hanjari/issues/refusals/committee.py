"""What the committee's room refuses, in words for the person who asked."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanjari.people.refusals import RefusalError


class LeadTakenError(RefusalError):
    """One lead at a time."""

    def __init__(self, name: str) -> None:
        told = _(
            "%(name)s leads this committee already, so nothing was changed."
            " Ask %(name)s to hand over, or take another part."
        )
        super().__init__(told % {"name": name})


class SeatGoneError(RefusalError):
    """Somebody else handed it over, or it was left, a moment before."""

    words = gettext_lazy("This seat was handed over or left a moment ago. Nothing was changed.")


class NotYourSeatError(RefusalError):
    """Only who sits there, the deputy, or who runs issues."""

    words = gettext_lazy("This seat is somebody else's. Nothing was changed.")


class NotHereError(RefusalError):
    """A seat needs somebody who works here."""

    words = gettext_lazy("That member no longer works here. Choose somebody else.")


class SeatedAlreadyError(RefusalError):
    """Nobody has the same part twice."""

    words = gettext_lazy("They have this part already. Nothing was changed.")


class NoSourceError(RefusalError):
    """A rumour is not a fact."""

    words = gettext_lazy("A confirmed fact needs its source. Add who or what confirms it.")


class OvertakenFactError(RefusalError):
    """Two corrected the same fact at once: the second sees what the first wrote."""

    words = gettext_lazy(
        "Somebody changed this fact a moment before you. Look at it again, then correct that one."
    )


class AnsweredError(RefusalError):
    """An unknown ends once."""

    words = gettext_lazy("This question is answered already. Nothing was changed.")


class NoOverruleReasonError(RefusalError):
    """Who goes against the advice says why."""

    words = gettext_lazy(
        "This differs from what is advised. Say why; your reason stays in the log."
    )


class TaskEndedError(RefusalError):
    """A task ends once."""

    words = gettext_lazy("This task has ended already. Nothing was changed.")
