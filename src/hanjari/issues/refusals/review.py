"""What the review refuses, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from hanjari.people.refusals import RefusalError


class NotEndedError(RefusalError):
    """What still goes on is not looked back on."""

    words = _("The issue still goes on. It is reviewed when it is closed; nothing was changed.")


class FinishedError(RefusalError):
    """A finished review is read, not written."""

    words = _("This review is finished and stays as it is. Nothing was changed.")


class WrittenMeanwhileError(RefusalError):
    """Somebody answered the same question meanwhile; both texts are kept."""

    words = _(
        "Somebody answered the same question while you were writing. Nothing was lost: both texts"
        " stand below. Take over what you need and save again."
    )

    def __init__(self, questions: list[str]) -> None:
        self.questions = questions
        super().__init__()


class UnansweredError(RefusalError):
    """Four questions, four answers."""

    words = _(
        "One of the four questions has no answer yet. Answer it first; the review stays unfinished."
    )


class OpenLessonsError(RefusalError):
    """A lesson without a next step is forgotten."""

    words = _(
        "A lesson has no next step. Make it a task or a commitment, or write why nothing follows;"
        " the review stays unfinished."
    )


class StepTakenError(RefusalError):
    """One lesson, one next step."""

    words = _("This lesson has its next step already. Look again; nothing was changed.")
