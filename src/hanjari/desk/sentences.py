"""What was done, in plain words: the patterns of the rooms below, and what an act can be about."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hanjari.conversations.sentences import CONVERSATIONS
from hanjari.journal.telling import outline, teach, tell
from hanjari.people.permissions import WORDS
from hanjari.people.sentences import CALL_WORDS, CALLS

__all__ = ["CHANNELS", "CONVERSATIONS", "NOUNS", "PEOPLE", "SENTENCES", "outline", "tell"]

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
    "invitation.made": _("Made an invitation link for the role %(role)s"),
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
    "member.address_change_asked": _("Asked that %(name)s log in with %(to)s"),
    "member.address_change_withdrawn": _("Took back that %(name)s log in with %(to)s"),
    "member.address_changed": _(
        "Changed the log-in address of %(name)s from %(before)s to %(after)s"
    ),
    "member.password_changed": _("Changed the password"),
    "member.second_factor_added": _("Set up a second factor (%(kind)s)"),
    "member.second_factor_removed": _("Removed a second factor (%(kind)s)"),
    "member.second_factor_renewed": _("Renewed a second factor (%(kind)s)"),
    "member.second_factor_forgotten": _("Removed the second factor of %(name)s"),
    "member.new_password_offered": _("Made a link by which %(name)s sets a new password"),
    "member.new_password_asked": _(
        "Somebody asked for a link to a new password of %(name)s from %(ip)s"
    ),
    "member.session_ended": _("Ended a session from %(ip)s"),
    "audit.exported": _("Exported the audit trail (%(kind)s)"),
}
CHANNELS: dict[str, Promise] = {
    "account.connected": _("Connected the channel %(name)s"),
    "account.changed": _("Changed the channel %(name)s"),
    "account.consented": _("Connected the channel %(name)s at its network's own page"),
    "account.look_back_asked": _("Asked for older messages of the channel %(name)s"),
    "account.look_back_stopped": _("Stopped reading older messages of the channel %(name)s"),
    "account.look_back_done": _("Read all older messages of the channel %(name)s"),
    "account.paused": _("Paused the channel %(name)s"),
    "account.resumed": _("Resumed the channel %(name)s"),
    "account.removed": _("Removed the channel %(name)s"),
    "account.failed": _("The channel %(name)s failed: %(words)s"),
    "account.stopped": _("The channel %(name)s stopped: %(words)s"),
    "account.budget_set": _(
        "Changed the monthly budget of the channel %(name)s from %(before)s to %(to)s"
    ),
    "account.late": _("The channel %(name)s has fallen silent"),
    "account.expiring": _("The permission of the channel %(name)s ends within %(days)s days"),
    "account.expired": _("The permission of the channel %(name)s has ended"),
    "account.recovered": _("The channel %(name)s works again after %(minutes)s minutes"),
    "account.push_forged": _("Refused forged webhooks on the channel %(name)s (%(count)s so far)"),
    "delivery.queued": _("Queued a reply to be sent"),
    "delivery.cancelled": _("Cancelled a reply before it was sent"),
    "delivery.held": _("Held a scheduled reply: %(why)s"),
    "delivery.rescheduled": _("Moved a scheduled reply to %(at)s"),
    "delivery.hurried": _("Sent a scheduled reply at once"),
    "delivery.let_go": _("Let a held message go although the brake is on (%(reason)s)"),
    "delivery.sent": _("The reply was sent; the network's number is %(external_id)s"),
    "delivery.failed": _("The reply was not sent: %(words)s"),
    "delivery.unknown": _("It is not known whether the reply was sent: %(words)s"),
    "delivery.retried": _("Sent a failed reply again"),
    "payload.reread": _("Read a stored raw message again"),
    "messages.arrived": _("Messages arrived"),
    "messages.heard_again": _("Messages were raised by their meaning"),
    "authors.named": _("Asked a network who wrote what it had told by numbers alone"),
    "message.edited": _("A message was edited at the network"),
    "message.erased": _("A message was erased"),
    "messages.expired": _(
        "Erased %(message_count)s messages: the network's terms let them be kept for %(days)s days"
    ),
}
SENTENCES: dict[str, Promise] = PEOPLE | CALLS | CHANNELS | CONVERSATIONS
teach(SENTENCES, CALL_WORDS | {str(name): words for name, words in WORDS.items()})

NOUNS: dict[str, Promise] = {
    "act": _("Act at a network"),
    "organisation": _("Company"),
    "member": _("Member"),
    "call": _("Call"),
    "webhook": _("Webhook"),
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
