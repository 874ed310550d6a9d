"""What a member may do, each by a name; a role is a set of these names."""

from enum import StrEnum


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
    READ_AUDIT = "audit.read"


READER = frozenset({Permission.READ_ALL})
AGENT = READER | {
    Permission.WRITE_NOTE,
    Permission.REPLY,
    Permission.ASSIGN,
    Permission.CHANGE_STATUS,
    Permission.LABEL,
    Permission.MERGE,
    Permission.MARK_SPAM,
}
LEAD = AGENT | {
    Permission.APPROVE,
    Permission.ERASE,
    Permission.MERGE_PEOPLE,
    Permission.IMPORT,
    Permission.EXPORT,
    Permission.MANAGE_RULES,
    Permission.READ_AUDIT,
}
ADMINISTRATOR = frozenset(Permission)

STANDARD_ROLES: dict[str, frozenset[Permission]] = {
    "administrator": ADMINISTRATOR,
    "lead": frozenset(LEAD),
    "agent": frozenset(AGENT),
    "reader": READER,
}
"""The four roles every organisation begins with; their permissions can't be edited, only copied."""
