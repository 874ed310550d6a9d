"""What was done about calls, in plain words; the desk teaches them to the audit trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hanjari.people.faults import FAULTS
from hanjari.people.models import Way

CALLS: dict[str, Promise] = {
    "call.made": _("Called %(to)s: %(subject)s"),
    "call.answered": _("Is there: %(subject)s"),
    "call.seen": _("Has seen it too: %(subject)s"),
    "call.escalated": _("Nobody had looked, so %(to)s was called: %(subject)s"),
    "call.called_off": _("Called off: %(subject)s"),
    "call.failed": _("A call did not get through by %(way)s (%(fault)s): %(subject)s"),
    "member.device_added": _("Switched on notifications on a device (%(device)s)"),
    "member.device_forgotten": _("Switched off notifications on a device (%(device)s)"),
    "member.device_lost": _("A device of %(name)s takes no more notifications (%(device)s)"),
    "webhook.added": _("Added the webhook %(name)s"),
    "webhook.removed": _("Removed the webhook %(name)s"),
    "webhook.stopped": _("The webhook %(name)s says that it is gone, and is called no more"),
    "webhook.woken": _("Switched the webhook %(name)s on again"),
    "escalation.changed": _("Changed who is called next: %(first)s, then %(second)s (minutes)"),
}

CALL_WORDS: dict[str, Promise] = {str(way): way.label for way in Way} | FAULTS
"""What the words inside their facts are called."""
