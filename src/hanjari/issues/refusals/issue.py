"""What the birth of issues refuses, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from hanjari.people.refusals import RefusalError


class NoSuchStageError(RefusalError):
    """Stages follow one another."""

    words = _("The issue cannot go there from where it stands now. Nothing was changed.")


class NoReasonError(RefusalError):
    """What others will have to understand later is explained now."""

    words = _("Say why: whoever reads this later must understand it. Nothing was changed.")


class NotLowerError(RefusalError):
    """Asking to lower to where it stands, or above."""

    words = _("The issue already stands at this level or below. Nothing was changed.")


class AlreadyAskedError(RefusalError):
    """One question at a time."""

    words = _("Somebody already asks to lower this level. Answer that question first.")


class SamePersonError(RefusalError):
    """Lowering takes two people."""

    words = _(
        "You asked to lower this level yourself, so somebody else must decide. Nothing was changed."
    )


class OvertakenError(RefusalError):
    """The level was changed, or the question answered, in the meantime."""

    words = _("This question is settled already, or the level has changed since. Look again.")


class EndedError(RefusalError):
    """A closed issue has no level to raise."""

    words = _("This issue has ended. Open it again first; nothing was changed.")


class OwnTwinError(RefusalError):
    """An issue is not its own twin, nor the twin of one that points back to it."""

    words = _("These two are the same issue already. Nothing was changed.")
