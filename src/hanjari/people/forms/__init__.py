"""What may come in at the doors of the people room."""

from hanjari.people.forms.calls import DeviceForm, EscalationForm, ReachForm, WebhookForm
from hanjari.people.forms.desk import ClosedDayForm, DepartmentForm, OrganisationForm, RoleForm
from hanjari.people.forms.hours import WeekForm
from hanjari.people.forms.joining import FoundingForm, JoinForm
from hanjari.people.forms.members import InvitationForm, MemberForm
from hanjari.people.forms.own import AddressForm, PreferencesForm

__all__ = [
    "AddressForm",
    "ClosedDayForm",
    "DepartmentForm",
    "DeviceForm",
    "EscalationForm",
    "FoundingForm",
    "InvitationForm",
    "JoinForm",
    "MemberForm",
    "OrganisationForm",
    "PreferencesForm",
    "ReachForm",
    "RoleForm",
    "WebhookForm",
    "WeekForm",
]
