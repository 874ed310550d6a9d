"""Inviting a member and changing one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.kit.web.environment import tongues
from hanjari.people.forms.choices import RowsField
from hanjari.people.models import Department, Member, Role
from hanjari.people.queries import departments_for, roles_for


class _RoleChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # not a generic at run time
    def label_from_instance(self, obj: Role) -> str:
        return obj.label


class MemberForm(forms.Form):
    """Role and departments of a member of this desk."""

    role = _RoleChoice(label=_("Role"), queryset=Role.objects.none(), empty_label=None)
    departments = RowsField(
        label=_("Departments"),
        queryset=Department.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, by: Member, **options: Any) -> None:
        """Offers the roles and departments of the actor's own organisation."""
        super().__init__(*args, **options)
        for name, rows in (("role", roles_for(by)), ("departments", departments_for(by))):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows


class InvitationForm(MemberForm):
    """Whom to invite, as what, in which language."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Only this address can then join. Without one, whoever holds the link can."),
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=tongues)
    field_order = ["email", "role", "departments", "language"]

    def __init__(self, *args: Any, by: Member, **options: Any) -> None:
        """Proposes an agent who speaks as the inviter does; nobody becomes administrator by default."""
        agent = roles_for(by).filter(standard="agent").first()
        initial = {"role": agent, "language": by.spoken_language}
        super().__init__(*args, by=by, initial=initial, **options)
