"""Real texts in many languages under free licences, to train language identification.

The translations of Home Assistant (Apache-2.0; packages home-assistant-frontend 20250109.2 and
homeassistant 2024.3.3) and, for English, banking77 (CC BY 4.0) and clinc150's train and validation parts
(CC BY 3.0).
"""

import csv
import importlib.util
import json
import lzma
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.understanding.row import data_file

SAME = {
    "pt-BR": "pt", "es-419": "es", "en-GB": "en", "no": "nb", "nn": "nb", "sr-Latn": "hr", "bs": "hr",
    "zh-Hans": "zh", "zh-Hant": "zh",
}  # fmt: skip
"""Catalogues that count as one language."""

_MARK = re.compile(
    r"<[^>]*>|https?://\S+|%\([^)]*\)[#0\- +.\d]*[a-zA-Z]|%[a-zA-Z%]|&\w+;|\[%.*?%\]"
)
_BRACED = re.compile(r"\{[^{}]*\}")
_LETTER = re.compile(r"[^\W\d_]")


def clean(text: str) -> str:
    """Without tags, addresses, placeholders (nested ones too) and outer punctuation."""
    before = ""
    while before != text:
        before, text = text, _BRACED.sub(" ", text)
    return re.sub(r"\s+", " ", _MARK.sub(" ", text)).strip(" -–:,.;/|*")


def translations() -> dict[str, list[str]]:
    """By language the strings that differ from the English ones, sorted."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path in _catalogues():
        code = re.sub(r"-[0-9a-f]{32}$", "", path.stem)
        for key, text in _flat(json.loads(path.read_text(encoding="utf-8"))):
            found[code][f"{_place(path)} {key}"] = clean(text)
    english, texts = found["en"], defaultdict(set)
    for code, strings in found.items():
        for key, text in strings.items():
            is_own = code == "en" or text.lower() != english.get(key, "").lower()
            if is_own and len(_LETTER.findall(text)) > 1:
                texts[SAME.get(code, code)].add(text)
    return {code: sorted(strings) for code, strings in texts.items()}


def english_messages() -> list[str]:
    """What people write to their bank and to an assistant."""
    texts = []
    if (path := data_file("banking77_en", "train.csv")) is not None:
        with path.open(newline="", encoding="utf-8") as file:
            texts += [row["text"] for row in csv.DictReader(file)]
    if (path := data_file("clinc150_en", "data.json.xz")) is not None:
        with lzma.open(path) as file:
            parts = json.load(file)
        texts += [text for part in ("train", "val") for text, _intent in parts[part]]
    return texts


def _catalogues() -> Iterator[Path]:
    for package, pattern in (
        ("hass_frontend", "static/translations/**/*.json"),
        ("homeassistant", "components/*/translations/*.json"),
    ):
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise SystemExit(f"{package}: see training/language-id-requirements.txt")
        yield from sorted(Path(spec.origin).parent.glob(pattern))


def _place(path: Path) -> str:
    return path.parent.as_posix()


def _flat(tree: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        elif isinstance(value, str):
            yield before + key, value
