"""Nouns of the people room."""

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

__all__ = [
    "AddressChange",
    "ClosedDay",
    "Department",
    "FirstKey",
    "Invitation",
    "Letter",
    "Member",
    "MemberManager",
    "OpeningHours",
    "Organisation",
    "Role",
]
