"""Nouns of the people room."""

from hanjari.people.models.calls import Call, CallOut
from hanjari.people.models.letters import Letter
from hanjari.people.models.links import AddressChange, FirstKey, Invitation
from hanjari.people.models.members import Member, MemberManager
from hanjari.people.models.organisation import (
    ClosedDay,
    Department,
    OpeningHours,
    Organisation,
    Role,
)
from hanjari.people.models.reach import (
    Device,
    Escalation,
    PushKey,
    Reach,
    Urgency,
    Way,
    Webhook,
)

__all__ = [
    "AddressChange",
    "Call",
    "CallOut",
    "ClosedDay",
    "Department",
    "Device",
    "Escalation",
    "FirstKey",
    "Invitation",
    "Letter",
    "Member",
    "MemberManager",
    "OpeningHours",
    "Organisation",
    "PushKey",
    "Reach",
    "Role",
    "Urgency",
    "Way",
    "Webhook",
]
