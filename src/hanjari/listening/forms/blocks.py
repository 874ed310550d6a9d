"""The form builder: a block of rows for each alternative, read into a tree and filled from one."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.channels.registry import kinds
from hanjari.listening.expressions import ExpressionError
from hanjari.listening.expressions.flaws import FARTHEST, LONGEST
from hanjari.listening.expressions.forming import (
    MOST_BLOCKS,
    MOST_ROWS,
    Bag,
    Block,
    bag_of,
    bag_text,
    values_of,
    values_text,
)
from hanjari.listening.expressions.names import CHANNELS, CHOICES
from hanjari.listening.expressions.nodes import FIELDS, Near, Term
from hanjari.listening.naming import INTENTS, MOODS, language_named
from hanjari.listening.wording import told

TYPED = ("author", "domain")
CHOSEN = tuple(name for name in FIELDS if name not in TYPED)
TITLES: dict[str, Any] = {
    "author": _("Written by"),
    "domain": _("Leads to the site"),
    "language": _("Language"),
    "channel": _("Channel"),
    "sentiment": _("Mood"),
    "intent": _("Intent"),
}


def choices(name: str) -> list[tuple[str, Any]]:
    """A field's values with what they are called."""
    if name == "channel":
        return [(slug, kind.name) for slug, kind in kinds().items() if slug in CHANNELS]
    if name == "language":
        return [(code, language_named(code)) for code in CHOICES[name]]
    words: Mapping[str, Any] = MOODS if name == "sentiment" else INTENTS
    return [(value, words[value]) for value in CHOICES[name]]


class BagField(forms.CharField):
    """Words, phrases, tags and mentions side by side."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=LONGEST, **options)

    def clean(self, value: Any) -> Any:
        """The leaves."""
        return self.read(super().clean(value))

    def read(self, text: str) -> Any:
        """Told in the reader's words where it can't be read."""
        try:
            return self.leaves(text)
        except ExpressionError as error:
            raise forms.ValidationError(told(error)) from error

    def leaves(self, text: str) -> Any:
        """As a row means them."""
        return bag_of(text)


class ValuesField(BagField):
    """Values of a field side by side."""

    def __init__(self, name: str, **options: Any) -> None:
        self.name = name
        super().__init__(**options)

    def leaves(self, text: str) -> tuple[str, ...]:
        """Each as trees keep it."""
        return values_of(self.name, text)


class TermField(BagField):
    """One word or phrase."""

    def leaves(self, text: str) -> Term | None:
        """None where nothing was typed; several words are a phrase."""
        bag: Bag = bag_of(text)
        if not bag:
            return None
        if len(bag) == 1 and isinstance(bag[0], Term):
            return bag[0]
        words = " ".join(text.replace('"', " ").split())
        return Term(words, is_phrase=True)


class BlockForm(forms.Form):
    """The rows of one block; as many OR rows and NEAR rows as it has, and one more of each to fill."""

    def __init__(self, data: Any = None, *, number: int, block: Block | None = None) -> None:
        super().__init__(data, prefix=f"b{number}", initial=_initial(block or Block()))
        self.number = number
        self.some_count = self._count("some{}", len(block.some) if block else 0)
        self.near_count = self._count("left{}", len(block.near) if block else 0)
        self.fields["every"] = BagField(label=_("All of these"))
        for row in range(self.some_count):
            self.fields[f"some{row}"] = BagField(label=_("Any of these"))
        self.fields["none"] = BagField(label=_("None of these"))
        for row in range(self.near_count):
            self._add_near(row)
        for name in TYPED:
            self.fields[name] = ValuesField(name, label=TITLES[name])
        for name in CHOSEN:
            self.fields[name] = forms.MultipleChoiceField(
                label=TITLES[name], required=False, choices=self._choices(name),
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip

    def block(self) -> Block:
        """The valid form's rows."""
        told_ = self.cleaned_data
        near = [self._near(row) for row in range(self.near_count)]
        fields = {name: tuple(told_[name]) for name in FIELDS if told_[name]}
        some = tuple(bag for row in range(self.some_count) if (bag := told_[f"some{row}"]))
        return Block(told_["every"], some, told_["none"], tuple(one for one in near if one), fields)

    def clean(self) -> dict[str, Any]:
        """A pair of words that stand near each other has two of them."""
        told_ = super().clean() or {}
        for row in range(self.near_count):
            if bool(told_.get(f"left{row}")) != bool(told_.get(f"right{row}")):
                self.add_error(f"right{row}", _("Type both words that stand near each other."))
        return told_

    @property
    def is_narrowed(self) -> bool:
        """Whether a row about who, where or how is filled."""
        return any(self[name].value() for name in FIELDS)

    def _count(self, pattern: str, filled: int) -> int:
        if self.is_bound:
            filled = sum(
                self.add_prefix(pattern.format(row)) in self.data for row in range(MOST_ROWS)
            )
            return max(1, filled)
        return min(filled + (0 if filled else 1), MOST_ROWS)

    def _add_near(self, row: int) -> None:
        self.fields[f"left{row}"] = TermField(label=_("This word"))
        self.fields[f"within{row}"] = forms.IntegerField(
            label=_("within how many words"), min_value=1, max_value=FARTHEST, required=False
        )
        self.fields[f"right{row}"] = TermField(label=_("of this word"))

    def _near(self, row: int) -> Near | None:
        left, right = self.cleaned_data[f"left{row}"], self.cleaned_data[f"right{row}"]
        distance = self.cleaned_data.get(f"within{row}") or 5
        return Near(left, right, distance) if left and right else None

    def _choices(self, name: str) -> list[tuple[str, Any]]:
        """The offered values, and whatever else an expression asks for (any language has a code)."""
        offered = choices(name)
        asked: Iterable[str] = self.initial.get(name, ())
        if self.is_bound:
            asked = self.data.getlist(self.add_prefix(name))  # type: ignore[attr-defined] # a QueryDict
        known = {value for value, _title in offered}
        return offered + [
            (v, language_named(v)) for v in asked if v not in known and _is_code(name, v)
        ]


def forms_of(blocks: Iterable[Block]) -> list[BlockForm]:
    """A form for each block, at least one."""
    some = list(blocks) or [Block()]
    return [BlockForm(number=number, block=block) for number, block in enumerate(some)]


def typed_forms(data: Any) -> list[BlockForm]:
    """The forms that came in."""
    numbers = [number for number in range(MOST_BLOCKS) if f"b{number}-every" in data]
    return [BlockForm(data, number=number) for number in numbers]


def _is_code(name: str, value: str) -> bool:
    return name == "language" and value.isascii() and value.isalpha() and len(value) in (2, 3)


def _initial(block: Block) -> dict[str, Any]:
    shown: dict[str, Any] = {"every": bag_text(block.every), "none": bag_text(block.none)}
    for row, bag in enumerate(block.some):
        shown[f"some{row}"] = bag_text(bag)
    for row, near in enumerate(block.near):
        shown |= {f"left{row}": bag_text((near.left,)), f"right{row}": bag_text((near.right,))}
        shown[f"within{row}"] = near.distance
    for name in FIELDS:
        values = block.fields.get(name, ())
        shown[name] = values_text(values) if name in TYPED else list(values)
    return shown
