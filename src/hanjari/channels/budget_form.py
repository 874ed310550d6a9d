"""What an account may cost in a month."""

from decimal import Decimal

from django import forms

MOST = 1_000_000
"""Dollars; a slip of the hand is likelier than more."""


class BudgetForm(forms.Form):
    """An amount in US dollars; empty: no budget."""

    dollars = forms.DecimalField(min_value=0, max_value=MOST, decimal_places=2, required=False)

    @property
    def cents(self) -> int | None:
        """The valid amount, as the account keeps it."""
        amount: Decimal | None = self.cleaned_data["dollars"]
        return None if amount is None else int(amount * 100)
