"""Composing: the text and the form of an expression are one thing; whichever is not typed in follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from hanjari.listening.expressions import ExpressionError, parsed, printed
from hanjari.listening.expressions.forming import MOST_BLOCKS, MOST_ROWS, Block, blocks_of, node_of
from hanjari.listening.forms.blocks import BlockForm, forms_of, typed_forms


@dataclass(frozen=True, slots=True)
class Composed:
    """What is shown after somebody typed: blocks are None where the text is richer than a form."""

    data: QueryDict
    blocks: Sequence[BlockForm] | None
    has_new_text: bool
    has_new_form: bool


def composed(data: QueryDict) -> Composed:
    """The text as the form says it, or the form as the text says it (`from` tells who was typed in)."""
    data = data.copy()
    if data.get("from") != "form":
        return Composed(
            data, formed(data.get("expression", "")), has_new_text=False, has_new_form=True
        )
    is_grown = _grow(data)
    blocks = typed_forms(data)
    text = _text(blocks)
    if text is not None:
        data["expression"] = text
    return Composed(data, blocks, text is not None, is_grown or text is None)


def formed(expression: str) -> Sequence[BlockForm] | None:
    """The form of a text: empty for none, None where the text is richer or can't be read."""
    try:
        blocks = blocks_of(parsed(expression)) if expression.strip() else (Block(),)
    except ExpressionError:
        return None
    return None if blocks is None else forms_of(blocks)


def _grow(data: QueryDict) -> bool:
    """One more row or block, or one block less, where a button asked for it."""
    what, _dash, where = data.get("add", "").partition("-")
    numbers = [number for number in range(MOST_BLOCKS) if f"b{number}-every" in data]
    if what == "block" and len(numbers) < MOST_BLOCKS:
        free = min(set(range(MOST_BLOCKS)) - set(numbers))
        data[f"b{free}-every"] = ""
    elif what in ("some", "left") and where in map(str, numbers):
        rows = sum(f"b{where}-{what}{row}" in data for row in range(MOST_ROWS))
        if rows < MOST_ROWS:
            data[f"b{where}-{what}{rows}"] = ""
    if "drop" in data:
        for key in [key for key in data if key.startswith(f"b{data['drop']}-")]:
            del data[key]
    return bool(what) or "drop" in data


def _text(blocks: Sequence[BlockForm]) -> str | None:
    """The text that the rows mean; None while one of them can't be read."""
    faults = [block for block in blocks if not block.is_valid()]
    if faults:  # every block has been asked, so that each shows its own
        return None
    node = node_of([block.block() for block in blocks])
    return printed(node) if node else ""
