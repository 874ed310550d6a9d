"""What a member may say of a message: an aspect and its value, as the buttons name them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.conversations.queries.filters import SENTIMENTS
from hanjari.language import JUDGED_INTENTS
from hanjari.listening.judging import sure_intents
from hanjari.listening.models import Judgement, Message

Aspect = Judgement.Aspect


class Judge(forms.Form):
    """`judged` is `aspect:value`.

    A value is a mood's name, an urgency, yes or no; of intents `+name`, `-name` or `=` (as they are).
    """

    judged = forms.CharField(max_length=40)

    def __init__(self, *args: Any, message: Message, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.message = message

    def clean_judged(self) -> tuple[str, Any]:
        """The aspect and the value as a judgement keeps it."""
        aspect, _colon, value = str(self.cleaned_data["judged"]).partition(":")
        try:
            return aspect, self._meant(aspect, value)
        except (KeyError, ValueError) as error:
            raise forms.ValidationError(_("That is none of the choices.")) from error

    @property
    def told(self) -> tuple[str, Any]:
        """Aspect and value, once the form is good."""
        aspect, value = self.cleaned_data["judged"]
        return aspect, value

    def _meant(self, aspect: str, value: str) -> Any:
        if aspect == Aspect.SENTIMENT:
            return SENTIMENTS[value]
        if aspect == Aspect.URGENCY:
            return {"1": 1, "2": 2, "3": 3, "4": 4}[value]
        if aspect == Aspect.INTENTS:
            return self._intents(value)
        return {"yes": True, "no": False}[value]

    def _intents(self, value: str) -> list[str]:
        now = sure_intents(self.message.reading)
        if value == "=":
            return now
        sign, name = value[:1], value[1:]
        if sign not in ("+", "-") or name not in JUDGED_INTENTS:
            raise ValueError(value)
        said = {*now, name} if sign == "+" else {*now} - {name}
        return [one for one in JUDGED_INTENTS if one in said]
