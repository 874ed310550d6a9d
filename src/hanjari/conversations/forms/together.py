"""The form over the list: what to do with all that are ticked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.conversations.models import Conversation, Label
from hanjari.conversations.ways import Way, way_for
from hanjari.kit.numbers import row_number
from hanjari.people.models import Department, Member
from hanjari.people.permissions import Permission

NEEDS = {
    "assign": Permission.ASSIGN,
    "department": Permission.ASSIGN,
    "status": Permission.CHANGE_STATUS,
    "label": Permission.LABEL,
}
STATUSES = (Conversation.Status.RESOLVED, Conversation.Status.SPAM)


class Together(forms.Form):
    """`act` is a word and a value (`assign:3`); after validation `name`, `given` and `how` call the act."""

    pick = forms.TypedMultipleChoiceField(coerce=int)
    act = forms.CharField(max_length=60)
    name: str
    way: Way | None = None
    """Where they are carried instead."""
    given: tuple[Any, ...] = ()
    how: dict[str, Any]

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member, self.how = member, {}
        picked = args[0].getlist("pick") if args else []
        self.fields["pick"].choices = [(pk, pk) for pk in picked if row_number(pk)]  # type: ignore[attr-defined] # a ChoiceField

    def clean_act(self) -> str:
        """Known, allowed, and with a value of this company."""
        word, _colon, value = self.cleaned_data["act"].partition(":")
        if word == "carry" and (way := way_for(self.member, value)):
            self.way = way
            return "carry"
        if word not in NEEDS or not self.member.can(NEEDS[word]):
            raise forms.ValidationError(_("This act is not possible."))
        self.name, self.given = self._call(word, value)
        return str(word)

    def _call(self, word: str, value: str) -> tuple[str, tuple[Any, ...]]:
        own = {"organisation": self.member.organisation_id}
        if word == "status" and value in STATUSES:
            return "change_status", (value,)
        if row_number(value) and word == "assign":
            return "assign", (self._answerer(value),)
        if row_number(value) and word == "department":
            return "assign_department", (self._one(Department.objects.filter(**own), value),)
        if row_number(value) and word == "label":
            return "label", (self._one(Label.objects.filter(**own), value).name,)
        raise forms.ValidationError(_("This act is not possible."))

    def _answerer(self, value: str) -> Member:
        found: Member = self._one(
            Member.objects.filter(organisation=self.member.organisation_id, is_active=True), value
        )
        if not found.can(Permission.REPLY):
            raise forms.ValidationError(_("This act is not possible."))
        return found

    def _one(self, rows: Any, value: str) -> Any:
        found = rows.filter(pk=int(value)).first()
        if found is None:
            raise forms.ValidationError(_("This act is not possible."))
        return found
