"""What the Q&A sheet refuses, in words for the person who asked."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanjari.issues.models import Answer
from hanjari.people.refusals import RefusalError


class WrittenMeanwhileError(RefusalError):
    """Somebody saved this answer, or moved it on, while it was written."""

    words = gettext_lazy(
        "Somebody changed this answer while you were writing. Nothing was lost: both texts stand"
        " below. Take over what you need and save again."
    )

    def __init__(self, newest: Answer) -> None:
        self.newest = newest
        super().__init__()


class ChangedWordsError(RefusalError):
    """A look is for the words that were read."""

    words = gettext_lazy(
        "This answer was changed or decided a moment ago. Nothing was done: read it again first."
    )


class NothingToSayError(RefusalError):
    """An answer says something, or why not and by when."""

    words = gettext_lazy(
        "There is no answer yet. Write it, or say why you can't and by when you will."
    )


class PastError(RefusalError):
    """An answer holds for a time that is still to come."""

    words = gettext_lazy(
        "Its time is over already, so nobody could use it. Set a later time, then go on."
    )


class FalseFactError(RefusalError):
    """What is not so carries nothing."""

    words = gettext_lazy(
        "A fact that this answer stands on is false or was changed. Nothing was approved:"
        " look at its facts first."
    )


class NotLegalError(RefusalError):
    """Legal speaks through whoever sits there."""

    words = gettext_lazy("Somebody else sits for legal. Nothing was signed.")


class OwnWordsError(RefusalError):
    """Four eyes."""

    words = gettext_lazy(
        "You wrote this answer, so somebody else must look at it. Nothing was changed."
    )


class LegalYourselfError(RefusalError):
    """Two looks are two people's."""

    words = gettext_lazy(
        "You have signed it for legal, so somebody else must approve it. Nothing was changed."
    )


class NoLegalYetError(RefusalError):
    """Legal looks first, or is waived."""

    words = gettext_lazy(
        "Legal has not looked at it yet. Ask legal, or waive it with a reason; nothing was approved."
    )


class UnusableError(RefusalError):
    """Not approved, expired or retired: it is not said to anybody."""

    words = gettext_lazy(
        "This answer can't be used now: it is not approved, has expired or was retired. Your text"
        " is safe. Look at the issue's questions for the one that holds."
    )


class UnusableInTextError(RefusalError):
    """A text that is about to leave says what may not be said."""

    def __init__(self, question: str) -> None:
        told = _(
            "Your text carries the answer to “%(question)s”, which has expired, was retired or is"
            " not approved. Your text is safe: take the answer that holds now, or write it anew."
        )
        super().__init__(told % {"question": question})


class ExerciseError(RefusalError):
    """An exercise reaches nobody."""

    words = gettext_lazy("This is an exercise: nobody outside is answered. Nothing was made ready.")


class NobodyChosenError(RefusalError):
    """A round needs somebody."""

    words = gettext_lazy(
        "Nobody is left to answer: choose at least one conversation that has no answer yet."
    )


class TakenError(RefusalError):
    """Two leads read the same suggestion."""

    words = gettext_lazy("Somebody dealt with this suggestion a moment ago. Nothing was changed.")


class RoundOfUnusableError(RefusalError):
    """A round tells an answer that holds no more."""

    words = gettext_lazy(
        "The answer that this tells has expired or was retired, or its issue has ended. Nothing more"
        " is sent. Approve the answer anew in the issue, then answer everyone from there."
    )


class OtherWordsError(RefusalError):
    """A round may greet and explain, but the approved words stay whole."""

    words = gettext_lazy(
        "The text no longer holds the approved answer word for word, in each of its languages."
        " Your text is kept. Put the answer's words back, or have the new ones approved in the issue."
    )
