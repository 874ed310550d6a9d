"""Acts of the people room; each is one transaction and announces what was done."""

from hanjari.people.actions.addresses import (
    ask_for_address,
    confirm_address,
    set_address,
    withdraw_address_change,
)
from hanjari.people.actions.calls import answer, call, call_off
from hanjari.people.actions.departments import add_department, remove_department, rename_department
from hanjari.people.actions.devices import add_device, forget_device
from hanjari.people.actions.founding import found_organisation, make_first_key, use_first_key
from hanjari.people.actions.hours import add_closed_day, remove_closed_day, set_opening_hours
from hanjari.people.actions.invitations import accept_invitation, invite, withdraw_invitation
from hanjari.people.actions.members import (
    change_role,
    disable,
    enable,
    end_session,
    forget_second_factor,
    offer_new_password,
    seat,
)
from hanjari.people.actions.organisation import change_organisation
from hanjari.people.actions.preferences import change_preferences
from hanjari.people.actions.reach import change_escalation, change_reach
from hanjari.people.actions.roles import add_role, edit_role, remove_role
from hanjari.people.actions.trials import try_device, try_webhook
from hanjari.people.actions.webhooks import add_webhook, remove_webhook, wake_webhook

__all__ = [
    "accept_invitation",
    "add_closed_day",
    "add_department",
    "add_device",
    "add_role",
    "add_webhook",
    "answer",
    "ask_for_address",
    "call",
    "call_off",
    "change_escalation",
    "change_organisation",
    "change_preferences",
    "change_reach",
    "change_role",
    "confirm_address",
    "disable",
    "edit_role",
    "enable",
    "end_session",
    "forget_device",
    "forget_second_factor",
    "found_organisation",
    "invite",
    "make_first_key",
    "offer_new_password",
    "remove_closed_day",
    "remove_department",
    "remove_role",
    "remove_webhook",
    "rename_department",
    "seat",
    "set_address",
    "set_opening_hours",
    "try_device",
    "try_webhook",
    "use_first_key",
    "wake_webhook",
    "withdraw_address_change",
    "withdraw_invitation",
]
