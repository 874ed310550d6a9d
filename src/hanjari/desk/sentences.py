"""What was done, in plain words: one pattern an event, filled with the entry's own facts.

The member who acted stands in a column of their own, so that the patterns begin with the verb.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from hanjari.journal.models import Entry
from hanjari.people.permissions import STANDARD_WORDS

PEOPLE: dict[str, Promise] = {
    "organisation.founded": _("Founded the desk of %(name)s"),
    "organisation.changed": _("Changed the company's settings: %(to)s"),
    "opening_hours.changed": _("Changed the opening hours: %(after)s"),
    "closed_day.added": _("Closed %(day)s (%(name)s)"),
    "closed_day.removed": _("Reopened %(day)s (%(name)s)"),
    "department.added": _("Added the department %(name)s"),
    "department.renamed": _("Renamed the department %(before)s to %(name)s"),
    "department.removed": _("Removed the department %(name)s"),
    "role.added": _("Made the role %(name)s: %(permissions)s"),
    "role.edited": _("Changed the role %(name)s from %(before)s to %(after)s"),
    "role.removed": _("Removed the role %(name)s"),
    "member.invited": _("Invited %(email)s as %(role)s"),
    "invitation.withdrawn": _("Withdrew the invitation of %(email)s"),
    "member.joined": _("Joined the desk"),
    "member.role_changed": _("Changed the role of %(name)s from %(before)s to %(after)s"),
    "member.seated": _("Changed the departments of %(name)s from %(before)s to %(after)s"),
    "member.disabled": _("Disabled %(name)s and ended all sessions"),
    "member.enabled": _("Enabled %(name)s"),
    "member.renamed": _("Changed the own name from %(before)s to %(after)s"),
    "member.logged_in": _("Logged in from %(ip)s"),
    "member.login_failed": _("Somebody gave a wrong password for %(name)s from %(ip)s"),
    "member.second_factor_failed": _(
        "Somebody gave a wrong second factor for %(name)s from %(ip)s"
    ),
    "member.password_changed": _("Changed the password"),
    "member.second_factor_added": _("Set up a second factor (%(kind)s)"),
    "member.second_factor_removed": _("Removed a second factor (%(kind)s)"),
    "member.second_factor_renewed": _("Renewed a second factor (%(kind)s)"),
    "member.second_factor_forgotten": _("Removed the second factor of %(name)s"),
    "member.new_password_offered": _("Made a link by which %(name)s sets a new password"),
    "member.session_ended": _("Ended a session from %(ip)s"),
    "audit.exported": _("Exported the audit trail (%(kind)s)"),
}
CHANNELS: dict[str, Promise] = {
    "account.connected": _("Connected the channel %(name)s"),
    "account.changed": _("Changed the channel %(name)s"),
    "account.paused": _("Paused the channel %(name)s"),
    "account.resumed": _("Resumed the channel %(name)s"),
    "account.removed": _("Removed the channel %(name)s"),
    "account.failed": _("The channel %(name)s failed: %(words)s"),
    "account.recovered": _("The channel %(name)s works again after %(minutes)s minutes"),
    "account.push_forged": _("Refused forged webhooks on the channel %(name)s (%(count)s so far)"),
    "delivery.queued": _("Queued a reply to be sent"),
    "delivery.cancelled": _("Cancelled a reply before it was sent"),
    "delivery.sent": _("The reply was sent; the network's number is %(external_id)s"),
    "delivery.failed": _("The reply was not sent: %(words)s"),
    "delivery.unknown": _("It is not known whether the reply was sent: %(words)s"),
    "delivery.retried": _("Sent a failed reply again"),
    "payload.reread": _("Read a stored raw message again"),
    "messages.arrived": _("Messages arrived"),
    "message.edited": _("A message was edited at the network"),
    "message.erased": _("A message was erased"),
}
CONVERSATIONS: dict[str, Promise] = {
    "conversations.arrived": _("%(message_count)s messages came into conversations"),
    "conversation.seen": _("Looked at the conversation"),
    "conversation.assigned": _("Assigned the conversation to %(name)s"),
    "conversation.unassigned": _("Took the assignment back"),
    "conversation.department_assigned": _("Assigned the conversation to the department %(name)s"),
    "conversation.status_changed": _(
        "Changed the status from %(before)s to %(after)s (%(reason)s)"
    ),
    "conversation.reopened": _("The conversation was opened again"),
    "conversation.snoozed": _("Snoozed the conversation until %(until)s (%(reason)s)"),
    "conversation.woken": _("Woke the conversation"),
    "conversation.merged": _("Merged conversation %(source)s into this one (%(reason)s)"),
    "conversation.split": _("Split off conversation %(target)s (%(reason)s)"),
    "conversation.regrouping_undone": _("Undid a merge or split"),
    "conversation.labelled": _("Put the label %(label)s"),
    "conversation.unlabelled": _("Took the label %(label)s off"),
    "conversations.changed_together": _("Changed several conversations together (%(act)s)"),
    "conversations.change_undone": _("Undid a change of several conversations (%(act)s)"),
    "note.written": _("Wrote an internal note"),
    "note.deleted": _("Deleted an internal note"),
    "clock.soon": _("A clock ends soon (%(aim)s)"),
    "clock.late": _("A clock has run out (%(aim)s)"),
    "label.renamed": _("Renamed the label %(before)s to %(after)s"),
    "label.deleted": _("Deleted the label %(name)s"),
    "macro.saved": _("Saved the macro %(name)s"),
    "macro.deleted": _("Deleted the macro %(name)s"),
    "view.saved": _("Saved the view %(name)s"),
    "view.deleted": _("Deleted the view %(name)s"),
    "target.set": _("Set the service target %(target)s"),
    "target.removed": _("Removed the service target %(target)s"),
    "targets.seeded": _("Set the usual service targets"),
}
SENTENCES: dict[str, Promise] = PEOPLE | CHANNELS | CONVERSATIONS
NOUNS: dict[str, Promise] = {
    "organisation": _("Company"),
    "member": _("Member"),
    "invitation": _("Invitation"),
    "role": _("Role"),
    "department": _("Department"),
    "closed_day": _("Closed day"),
    "account": _("Channel"),
    "delivery": _("Sent reply"),
    "conversation": _("Conversation"),
    "message": _("Message"),
    "person": _("Customer"),
    "label": _("Label"),
    "macro": _("Macro"),
    "target": _("Service target"),
}
"""What an act can be about."""


class _Facts(dict[str, str]):
    """A pattern's facts; one that is not there reads as a gap."""

    def __missing__(self, key: str) -> str:
        return "…"


def outline(event: str) -> str:
    """An event's pattern with gaps, to choose it from a list."""
    return str(SENTENCES[event]) % _Facts()


def tell(entry: Entry) -> str:
    """The entry as a sentence; an event that nobody has put into words shows its name and facts."""
    pattern = SENTENCES.get(entry.event)
    if pattern is None:
        return " · ".join([entry.event, *(f"{k}: {v}" for k, v in _readable(entry.facts).items())])
    return str(pattern) % _Facts(_readable(entry.facts))


def _readable(facts: Mapping[str, Any]) -> dict[str, str]:
    return {name: words for name, value in facts.items() if (words := _words(value))}


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _g("yes") if value else _g("no")
    if isinstance(value, list):
        return ", ".join(_words(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_words(each)}" for name, each in value.items())
    return "" if value is None else str(STANDARD_WORDS.get(str(value), value))
