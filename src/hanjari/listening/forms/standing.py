"""The form of a standing query: its name, its expression as text, and whom it concerns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.listening.expressions import ExpressionError, parsed, printed
from hanjari.listening.expressions.flaws import LONGEST
from hanjari.listening.expressions.nodes import Node
from hanjari.listening.models import StandingQuery
from hanjari.listening.queries.standing import standing_queries_for
from hanjari.listening.wording import told
from hanjari.people.models import Member


class ExpressionForm(forms.Form):
    """An expression; where it can't be read, `flaw` says why and points at the place."""

    expression = forms.CharField(
        label=_("Expression"),
        strip=False,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={
                "rows": 3,
                "class": "input query__text",
                "spellcheck": "false",
                "autocapitalize": "off",
                "aria-describedby": "flaw",
            }
        ),
    )
    node: Node | None = None
    flaw: ExpressionError | None = None

    @property
    def text(self) -> str:
        """As it was typed, or as it is kept."""
        return str(self["expression"].value() or "")

    def read(self) -> None:
        """Find the tree, or the mistake."""
        try:
            self.node, self.flaw = parsed(self.text), None
        except ExpressionError as error:
            self.node, self.flaw = None, error

    def clean_expression(self) -> str:
        """As it is kept: always printed in the same way."""
        self.read()
        if self.node is None or self.flaw:
            raise forms.ValidationError(told(self.flaw) if self.flaw else "")
        return printed(self.node)


class QueryForm(ExpressionForm):
    """What a standing query is beside its expression; its name is used once in the company."""

    name = forms.CharField(label=_("Name"), max_length=120)
    side = forms.ChoiceField(
        label=_("Whom it concerns"),
        choices=StandingQuery.Side.choices,
        initial=StandingQuery.Side.TOPIC,
        widget=forms.RadioSelect,
        help_text=_("Us and the rivals you name share one voice on the dashboard."),
    )
    opens_conversations = forms.BooleanField(
        label=_("Bring what it finds in a network's stream to the inbox"),
        required=False,
        help_text=_("Otherwise it is kept, counted and found in Explore; a person may take it up."),
    )

    def __init__(self, *args: Any, by: Member, query: StandingQuery | None, **kwargs: Any) -> None:
        others = standing_queries_for(by)
        self.others = others.exclude(pk=query.pk) if query else others
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        """Not one that another query has."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if self.others.filter(name=name).exists():
            raise forms.ValidationError(_("Another query has this name. Choose a different one."))
        return name


def initial(query: StandingQuery | None) -> dict[str, Any]:
    """A query's values as the form takes them; none for a new one."""
    if query is None:
        return {}
    names = ("name", "expression", "side", "opens_conversations")
    return {name: getattr(query, name) for name in names}
