"""What a member may do, each by a name; a role is a set of these names."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """Named permissions. The name is stored in roles and shown in the audit, so it never changes."""

    READ_ALL = "conversation.read_all"
    READ_DEPARTMENT = "conversation.read_department"
    WRITE_NOTE = "note.write"
    REPLY = "reply.write"
    APPROVE = "reply.approve"
    ASSIGN = "conversation.assign"
    CHANGE_STATUS = "conversation.status"
    LABEL = "conversation.label"
    MERGE = "conversation.merge"
    MARK_SPAM = "conversation.spam"
    ERASE = "message.erase"
    SEE_ORIGINAL = "message.original"
    MERGE_PEOPLE = "person.merge"
    IMPORT = "import.run"
    EXPORT = "export.run"
    MANAGE_CHANNELS = "channel.manage"
    MANAGE_MEMBERS = "member.manage"
    MANAGE_RULES = "rule.manage"
    MANAGE_QUERIES = "query.manage"
    READ_AUDIT = "audit.read"
    RAISE_ISSUE = "issue.raise"
    RUN_ISSUE = "issue.run"
    MAKE_COMMITMENT = "commitment.make"
    DECIDE_COMMITMENT = "commitment.decide"
    MANAGE_PUBLIC = "public.manage"


READER = frozenset({Permission.READ_ALL})
AGENT = READER | {
    Permission.WRITE_NOTE,
    Permission.REPLY,
    Permission.ASSIGN,
    Permission.CHANGE_STATUS,
    Permission.LABEL,
    Permission.MERGE,
    Permission.MARK_SPAM,
    Permission.RAISE_ISSUE,
    Permission.MAKE_COMMITMENT,
}
LEAD = AGENT | {
    Permission.APPROVE,
    Permission.ERASE,
    Permission.MERGE_PEOPLE,
    Permission.IMPORT,
    Permission.EXPORT,
    Permission.MANAGE_RULES,
    Permission.MANAGE_QUERIES,
    Permission.READ_AUDIT,
    Permission.RUN_ISSUE,
    Permission.DECIDE_COMMITMENT,
    Permission.MANAGE_PUBLIC,
}
ADMINISTRATOR = frozenset(Permission)

STANDARD_ROLES: dict[str, frozenset[Permission]] = {
    "administrator": ADMINISTRATOR,
    "lead": frozenset(LEAD),
    "agent": frozenset(AGENT),
    "reader": READER,
}
"""The four roles every organisation begins with; their permissions can't be edited, only copied."""

STANDARD_WORDS: dict[str, Promise] = {
    "administrator": _("Administrator"),
    "lead": _("Lead"),
    "agent": _("Agent"),
    "reader": _("Reader"),
}
"""What the standard roles are called."""

WORDS: dict[Permission, Promise] = {
    Permission.READ_ALL: _("Read all conversations"),
    Permission.READ_DEPARTMENT: _("Read the conversations of one's departments"),
    Permission.WRITE_NOTE: _("Write internal notes"),
    Permission.REPLY: _("Write replies"),
    Permission.APPROVE: _("Approve replies"),
    Permission.ASSIGN: _("Assign conversations"),
    Permission.CHANGE_STATUS: _("Change the status of conversations"),
    Permission.LABEL: _("Label conversations"),
    Permission.MERGE: _("Merge and split conversations"),
    Permission.MARK_SPAM: _("Mark spam"),
    Permission.ERASE: _("Erase messages"),
    Permission.SEE_ORIGINAL: _("See masked originals"),
    Permission.MERGE_PEOPLE: _("Merge the histories of people"),
    Permission.IMPORT: _("Import conversations"),
    Permission.EXPORT: _("Export"),
    Permission.MANAGE_CHANNELS: _("Set up channels"),
    Permission.MANAGE_MEMBERS: _("Manage members, roles and hours"),
    Permission.MANAGE_RULES: _("Manage rules, targets and macros"),
    Permission.MANAGE_QUERIES: _("Say what to listen for"),
    Permission.READ_AUDIT: _("Read the audit trail"),
    Permission.RAISE_ISSUE: _("Raise issues and their levels"),
    Permission.RUN_ISSUE: _("Call committees, run and close issues"),
    Permission.MAKE_COMMITMENT: _("Propose commitments"),
    Permission.DECIDE_COMMITMENT: _("Decide, publish and end commitments"),
    Permission.MANAGE_PUBLIC: _("Choose what the public page shows"),
}
"""What each permission lets a member do, as a button would say it."""
