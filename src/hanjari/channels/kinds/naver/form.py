"""What connecting Naver's search asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanjari.channels.kinds.naver.asking import GATES, PLACES

MOST_WORDS = 20
"""Search words of one account: each costs a call per place and pull, of 25,000 a day."""
LONGEST = 100
"""Signs of one search word; longer ones find nothing at Naver."""


class NaverForm(forms.Form):
    """Keys, search words, and the places to look in."""

    secret_fields = ("client_secret",)
    gate = forms.ChoiceField(
        label=_("Where the keys come from"),
        choices=[(slug, gate.name) for slug, gate in GATES.items()],
        initial="hub",
        help_text=_(
            "New keys come from NAVER API HUB; those of the Developers Center end on 30 June 2027."
        ),
    )
    client_id = forms.CharField(label=_("Client ID"), max_length=100)
    client_secret = forms.CharField(
        label=_("Client Secret"), max_length=200, widget=forms.PasswordInput(render_value=False)
    )
    words = forms.CharField(
        label=_("Search words"),
        help_text=_("One search a line. Quotes, + and - work as at Naver."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    places = forms.MultipleChoiceField(
        label=_("Places"),
        choices=[(slug, name) for slug, name in PLACES.items()],
        initial=list(PLACES),
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_words(self) -> str:
        """Each line once, in order."""
        lines = [" ".join(line.split()) for line in str(self.cleaned_data["words"]).splitlines()]
        words = list(dict.fromkeys(line for line in lines if line))
        if not words or len(words) > MOST_WORDS:
            raise ValidationError(gettext("Between 1 and %(n)s searches.") % {"n": MOST_WORDS})
        if any(len(word) > LONGEST for word in words):
            raise ValidationError(gettext("A search has at most %(n)s signs.") % {"n": LONGEST})
        return "\n".join(words)
