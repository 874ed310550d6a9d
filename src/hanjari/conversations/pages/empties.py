"""What an empty list says: why nothing is here, and the next step."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hanjari.conversations.forms.filters import Asked


def nothing_here(asked: Asked) -> tuple[str, str, str, str]:
    """Title, words, address and words of the one button."""
    base = reverse("conversations:inbox")
    if asked.told:
        words = _("Nothing in this view passes all filters. Take one away, or look in all.")
        return _("Nothing fits"), words, base + asked.narrowed({}).link(), _("Without filters")
    unassigned = base + "?view=unassigned"
    told = {
        "mine": (
            _("All answered"),
            _("Nobody waits for you. New messages appear here at once."),
            unassigned,
            _("See what nobody has taken"),
        ),
        "unassigned": (
            _("Everything has somebody"),
            _("New messages that no rule assigns appear here."),
            base + "?view=waiting",
            _("See who waits longest"),
        ),
        "at_risk": (
            _("No clock is running out"),
            _("A conversation comes here in the last quarter of its time."),
            base + "?view=waiting",
            _("See who waits longest"),
        ),
        "scheduled": (
            _("Nothing is scheduled"),
            _("Choose a time beside Send, and the answer waits here until it leaves."),
            "",
            "",
        ),
        "snoozed": (
            _("Nothing sleeps"),
            _("Snooze a conversation with z; it comes back by itself, its clock never stops."),
            "",
            "",
        ),
    }
    other = (_("Nothing here"), _("This view is empty now."), base + "?view=all", _("See all"))
    return told.get(asked.view, other)
