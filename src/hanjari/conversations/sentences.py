"""What was done with conversations, in plain words; the timeline and the audit trail speak them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models import Act
from hanjari.conversations.models import Clock, Conversation
from hanjari.journal.telling import teach

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
    "conversation.opened": _("The conversation began"),
    "reply.written": _("Wrote an answer"),
    "reply.edited": _("Changed the answer"),
    "reply.withdrawn": _("Took the answer back"),
    "reply.retried": _("Sent the answer again"),
    "reply.approval_asked": _("A second person must look: %(rules)s"),
    "reply.approved": _("Approved the answer"),
    "reply.sent_back": _("Sent the answer back: %(reason)s"),
    "reply.sent": _("The answer was sent"),
    "reply.failed": _("The answer was not sent: %(words)s"),
    "reply.unknown": _("It is not known whether the answer was sent: %(words)s"),
    "message.act_asked": _("Asked the network: %(act)s (%(reason)s)"),
    "message.taken_back": _("The network took our post back (%(reason)s)"),
    "message.corrected": _("The network corrected our post"),
    "message.moderated": _("The network has done it: %(act)s (%(reason)s)"),
    "message.act_refused": _("The network refused: %(act)s (%(words)s)"),
    "message.act_unknown": _("It is not known whether the network did it: %(act)s (%(words)s)"),
    "message.correction_waits": _("A second person must look at a correction: %(rules)s"),
    "message.correction_approved": _("Approved the correction"),
    "message.correction_sent_back": _("Sent the correction back: %(reason)s"),
    "message.correction_withdrawn": _("Left the post as it is"),
    "act.done": _("The network has done it: %(what)s"),
    "act.refused": _("The network refused: %(what)s (%(words)s)"),
    "act.unknown": _("It is not known whether the network did it: %(what)s (%(words)s)"),
    "rule.saved": _("Saved the approval rule %(name)s"),
    "rule.deleted": _("Deleted the approval rule %(name)s"),
    "note.written": _("Wrote an internal note"),
    "note.deleted": _("Deleted an internal note"),
    "promise.made": _("Promised a time: %(due_at)s"),
    "promise.kept": _("Kept the promise for %(due_at)s (%(how)s)"),
    "promise.moved": _("Moved the promise for %(due_at)s to %(to)s"),
    "promise.withdrawn": _("Took the promise for %(due_at)s back: %(reason)s"),
    "promise.reopened": _("Opened the promise for %(due_at)s again"),
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
WORDS: dict[str, Promise] = {
    **{what.value: what.label for what in Act.What},
    **{status.value: status.label for status in Conversation.Status},
    **{aim.value: aim.label for aim in Clock.Aim},
    "72 hours of silence": _("72 hours of silence"),
    "by hand": _("marked by hand"),
    "by an answer": _("by an answer"),
}
"""What the facts' own words mean: states and clocks."""

teach(CONVERSATIONS, WORDS)
