"""What closing refuses, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from hanjari.people.refusals import RefusalError


class PeopleWaitError(RefusalError):
    """Nobody is left without an answer unless somebody says why, person by person."""

    words = _(
        "People of this issue still wait for an answer. Answer them, or write for each why not. The issue stays open."
    )


class OpenPromisesError(RefusalError):
    """What was promised in public has an owner and a day."""

    words = _(
        "A published promise has no commitment yet. Make it one, or say why it is none. The issue stays open."
    )


class NoLastWordError(RefusalError):
    """Whoever follows the issue is told that no more will come."""

    words = _(
        "Our newest statement does not say that it is the last. Mark it, or publish a last one. The issue stays open."
    )


class NotPublishedError(RefusalError):
    """A draft is nobody's last word."""

    words = _("Only a published statement can be marked as the last. Nothing was changed.")


class TasksOpenError(RefusalError):
    """What was to be done is done, or somebody says why the issue may close all the same."""

    words = _(
        "Tasks are still open. Finish or drop them, or write why the issue may close all the same."
    )
