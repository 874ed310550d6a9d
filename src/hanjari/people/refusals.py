"""What the room refuses, in words for the person who asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RefusalError(Exception):
    """A rule says no. `words` tell the reader what happened, what is safe and what to do."""

    words: Promise | str = ""

    def __init__(self, words: Promise | str = "") -> None:
        self.words = words or self.words
        super().__init__(str(self.words))


class LinkClosedError(RefusalError):
    """The link was used, withdrawn, has expired or never was."""

    words = _(
        "This link no longer works: it was used, withdrawn or has expired."
        " Ask an administrator for a new one."
    )


class LastAdministratorError(RefusalError):
    """The act would leave nobody who can let others in."""

    words = _(
        "This is the last administrator. Nothing was changed."
        " Make somebody else an administrator first."
    )


class BeyondOneselfError(RefusalError):
    """Nobody gives, or takes from, a role that may more than they themselves may."""

    words = _("This role may more than you may. Nothing was changed. Ask an administrator.")


class StandardRoleError(RefusalError):
    """The four standard roles mean the same in every desk."""

    words = _("Standard roles stay as they are. Copy it and change the copy.")


class StillUsedError(RefusalError):
    """Somebody still has this role."""

    words = _("Members or open invitations still have this role. Give them another one first.")


class AddressTakenError(RefusalError):
    """The address cannot be used for a new member."""

    words = _("This address cannot be used. Take another, or log in if it is yours already.")


class NameTakenError(RefusalError):
    """The organisation has one of this name."""

    words = _("This name is already used. Choose another.")


class TooManyAsksError(RefusalError):
    """Letters to addresses of one's choice are bounded."""

    words = _("Too many links were asked for. Nothing was changed. Try again in an hour.")


class TooManyDevicesError(RefusalError):
    """Every device is rung at every call."""

    words = _("You have twenty devices already. Remove one that you no longer use first.")


class TooManyWebhooksError(RefusalError):
    """Every webhook is called at every call."""

    words = _("There are twenty webhooks already. Remove one that is no longer needed first.")
