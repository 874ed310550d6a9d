"""False alarms of the rules that raise issues: `python -m bench.triggers [texts of a set]`, the house's numbers.

Texts of others are laid over 28 days of one company's cluster, each with its own author, read as at
arrival (both hearings), and held against the rules hour by hour. What a set is about says what is
false: no review of a film reports a burn of our customer, so every issue by words is a false one
there, and one by similar complaints is false unless as many as raise one (three) are about the same
film; whether others strayed in beside them is counted, too.
Of the bank's questions the set's own classes say which may be a leak or a crime. For support tweets,
whose brands have real issues, the first words of what was raised are listed, to be judged by eye.
Sets (HANJARI_DATA, else `shared/data` beside the checkout) that are not there are left out with a line.
"""

import csv
import lzma
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hanjari.config.settings")
import django

django.setup()

from hanjari import language  # noqa: E402 (after django.setup: labels are lazy words)
from hanjari.issues.likeness import remembering  # noqa: E402
from hanjari.issues.replaying import Stretch, Would, replay  # noqa: E402
from hanjari.issues.thresholds import HOUSE  # noqa: E402
from hanjari.issues.triggers import BY_WORDS, GRAVE, Said, Trigger  # noqa: E402
from hanjari.listening.judging import Read  # noqa: E402
from hanjari.listening.raising import raised  # noqa: E402

DATA = Path(os.environ.get("HANJARI_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
BEGIN, SPAN = datetime(2026, 10, 1, tzinfo=UTC), timedelta(days=28)
LISTED = 12
_MAY_BE = {
    "compromised_card": {"crime", "leak"}, "card_payment_not_recognised": {"crime"},
    "cash_withdrawal_not_recognised": {"crime"}, "direct_debit_payment_not_recognised": {"crime"},
    "lost_or_stolen_card": {"crime"}, "lost_or_stolen_phone": {"crime", "leak"},
}  # fmt: skip


class Text(NamedTuple):
    """A text with what its set says it is about, and where the set tells it, by whom and when."""

    text: str
    about: str
    cluster: str = "query:1"
    author: str = ""
    at: datetime | None = None


def films() -> Iterator[Text]:
    """NSMC (CC0): reviews; `about` is the film."""
    with lzma.open(DATA / "nsmc" / "reviews.tsv.xz", "rt", encoding="utf-8") as file:
        next(file)
        for row in file:
            cells = row.rstrip("\n").split("\t")
            if cells[-1]:
                yield Text(cells[-1], cells[1])


def bank() -> Iterator[Text]:
    """banking77 (CC BY 4.0): questions to a bank; `about` is their class."""
    with (DATA / "banking77_en" / "train.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield Text(row["text"], row["category"])


def support() -> Iterator[Text]:
    """Support tweets (measure only): what customers wrote, by brand, author and time of their own."""
    with (DATA / "twcs_en" / "twcs.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["inbound"] == "True" and row["text"].startswith("@"):
                brand = row["text"].split()[0].lower()
                at = datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y")
                yield Text(row["text"], brand, brand, row["author_id"], at)


class Set(NamedTuple):
    """A set, its file, and which issues its labels call false; None where only an eye can say."""

    name: str
    path: str
    texts: Callable[[], Iterator[Text]]
    is_false: Callable[[Would, Sequence[Text]], bool] | None


def _by_film(one: Would, texts: Sequence[Text]) -> bool:
    return one["trigger"] not in BY_WORDS or _most_alike(one, texts) < HOUSE.of(Trigger.COMPLAINTS)


def _by_class(one: Would, texts: Sequence[Text]) -> bool:
    if one["trigger"] in BY_WORDS:
        return _most_alike(one, texts) < HOUSE.of(Trigger.COMPLAINTS)
    about = {texts[pk].about for pk in one["messages"]}
    return not any(one["trigger"] in _MAY_BE.get(name, ()) for name in about)


def _most_alike(one: Would, texts: Sequence[Text]) -> int:
    """How many of its messages are of the class that most of them are of."""
    return max(Counter(texts[pk].about for pk in one["messages"]).values())


SETS = (
    Set("film reviews (ko)", "nsmc/reviews.tsv.xz", films, _by_film),
    Set("a bank's questions (en)", "banking77_en/train.csv", bank, _by_class),
    Set("support tweets (en)", "twcs_en/twcs.csv", support, None),
)


def understood(texts: Sequence[Text]) -> list[Said]:
    """The grave ones, as both hearings read them, in their order of time."""
    words = [one.text for one in texts]
    readings, kinds = language.read(words), language.kinds_of(words)
    step = SPAN / max(1, len(texts))
    authors: dict[str, int] = {}
    said = []
    for place, (one, reading, heard) in enumerate(zip(texts, readings, kinds, strict=True)):
        first = Read(reading.intent, reading.urgency, None, {"intents": dict(reading.intents)})
        sure = {name: p for name, p in heard.items() if p >= language.RAISES}
        read = raised(first, sure)
        author = authors.setdefault(one.author or str(place), len(authors))
        at = one.at or BEGIN + place * step
        if read.intent in GRAVE or read.urgency >= 3:
            said.append(Said(place, author, one.text, read.intent, read.urgency, one.cluster, at))
    return sorted(said, key=lambda one: one.at)


def raised_of(said: Sequence[Said]) -> list[Would]:
    """What the house's numbers raise of it."""
    if not said:
        return []
    stretch = Stretch(said[0].at, said[-1].at + timedelta(hours=1), said)
    return replay(stretch, remembering(), lambda _at: frozenset(), HOUSE, [])


def report(one: Set, most: int) -> None:
    """A set's lines: by rule how many issues in 10,000 messages, and how many of them were false."""
    if not (DATA / one.path).exists():
        print(f"{one.name}: left out, {one.path} is not beside this checkout")
        return
    texts = list(one.texts())
    if len(texts) > most:
        texts = random.Random(2026).sample(texts, most)  # noqa: S311 (a bench, not a secret)
    said = understood(texts)
    found = raised_of(said)
    print(
        f"{one.name}: {len(texts):,} messages, {len(said):,} tell of trouble, {len(found)} issues"
    )
    by_rule: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for issue in found:
        is_false = one.is_false(issue, texts) if one.is_false else None
        by_rule[issue["trigger"]]["false" if is_false else "raised"] += 1
    for rule, counts in sorted(by_rule.items()):
        count = counts.total()
        behind = sum(len(issue["messages"]) for issue in found if issue["trigger"] == rule)
        judged = f", {counts['false']} of {count} false" if one.is_false else ""
        if one.is_false and rule in BY_WORDS:
            mine = [issue for issue in found if issue["trigger"] == rule]
            strays = [i for i in mine if _most_alike(i, texts) < len(i["messages"])]
            judged += f", {len(strays)} with a stray among them"
        rate = count * 10_000 / len(texts)
        print(f"  {rule:<17} {count:>4} of {behind:>4} messages {rate:6.1f} in 10,000{judged}")
    _list(found, texts)


def _list(found: Sequence[Would], texts: Sequence[Text]) -> None:
    """The first of those that a message's words raised, for the eye."""
    for issue in [one for one in found if one["trigger"] not in BY_WORDS][:LISTED]:
        words = " ".join(texts[issue["messages"][0]].text.split())[:110]
        print(f"    {issue['trigger']}: {words}")


def main() -> None:
    """Every set that is there."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for one in SETS:
        report(one, most)


if __name__ == "__main__":
    main()
