"""What writing, signing and publishing refuse, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from hanjari.issues.models import Version
from hanjari.people.refusals import RefusalError


class EditedMeanwhileError(RefusalError):
    """Somebody saved another version while this one was written; both texts are kept."""

    words = _(
        "Somebody saved a newer version while you were writing. Nothing was lost: both texts stand"
        " below. Take over what you need and save again."
    )

    def __init__(self, newest: Version) -> None:
        self.newest = newest
        super().__init__()


class PublishedError(RefusalError):
    """Published words stay as they are."""

    words = _(
        "This statement is published and stays as it is. Write a correction or an update instead."
    )


class WithdrawnError(RefusalError):
    """What no longer stands is said in no other language either."""

    words = _("This statement is withdrawn. Nothing was begun.")


class OldVersionError(RefusalError):
    """A signature is for the words that were read."""

    words = _(
        "The words have changed since you read them. Nothing was signed: read the new version first."
    )


class NotAskedError(RefusalError):
    """Signing begins when somebody asks for it."""

    words = _("Nobody has asked for signatures on this version yet.")


class NotYourPartError(RefusalError):
    """A part signs through whoever sits there."""

    words = _("Somebody else sits for this part. Nothing was signed.")


class OwnStatementError(RefusalError):
    """Four eyes: whoever wrote the words does not sign them."""

    words = _(
        "You wrote these words yourself. Nothing was signed. Ask a colleague to read and sign them."
    )


class SignedTwiceError(RefusalError):
    """Two parts are two people."""

    words = _(
        "You have signed for another part already. Each part is signed by a different person."
    )


class ReasonlessError(RefusalError):
    """Sending back, waiving and overruling are explained."""

    words = _("Give a reason, so that the others understand it. Nothing was changed.")


class NotSignedError(RefusalError):
    """A statement goes out signed."""

    words = _("Signatures are still missing. Nothing was published.")


class OpenPromiseError(RefusalError):
    """Every promise becomes a commitment first."""

    words = _(
        "A promise in these words is not a commitment yet. Make it one, or say why it is no promise;"
        " nothing was published."
    )


class BlockedWordsError(RefusalError):
    """Words that take the apology back stay only with a reason."""

    words = _(
        "Some words need to be changed, or a reason why they may stand. Nothing was published."
    )


class MixedStanceError(RefusalError):
    """Nobody denies and apologises at once."""

    words = _(
        "The committee's stance denies it, and this statement admits it, or the other way round."
        " Change one of them first; nothing was published."
    )


class ChannelRefusedError(RefusalError):
    """A chosen channel cannot take it."""

    def __init__(self, account: str, why: str) -> None:
        super().__init__(
            _("%(account)s cannot take it: %(why)s Nothing was published.")
            % {"account": account, "why": why}
        )
