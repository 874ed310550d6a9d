"""A stream of which everything is kept: `python -m bench.whole [posts]`, after `pip install -r bench/requirements.txt`.

Lines of JSON as Jetstream sends them, real posts, 1,000 standing queries, one process, SQLite. Each
post is parsed, opened, masked, matched, read (language, mood, intents, urgency, reasons), stored
once with its author, counted by hour and by query and indexed for search.

Baseline: the loop that a team writes first, with its usual libraries: json,
query by query, py3langid, a scikit-learn pipeline asked for one text, get_or_create and update, an
FTS5 table of trigrams, a transaction a post. It masks nothing, gives no reasons and counts less.
Goal: 20,000 posts a CPU second, 40 times the baseline.
"""

import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bench.desk import cpu, open_desk

open_desk()

import py3langid  # noqa: E402 (after django.setup)
from django.db import connection, transaction  # noqa: E402
from django.db.models import F  # noqa: E402
from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.pipeline import Pipeline, make_pipeline  # noqa: E402

from bench.firehose import line  # noqa: E402
from bench.posts import Vocabulary, posts  # noqa: E402
from hanjari import language  # noqa: E402
from hanjari.channels.kinds.bluesky import KIND  # noqa: E402
from hanjari.channels.kinds.bluesky.frames import frames_of  # noqa: E402
from hanjari.channels.models import Account  # noqa: E402
from hanjari.demo import cast  # noqa: E402
from hanjari.kit.collector import held_off  # noqa: E402
from hanjari.listening import actions as listening  # noqa: E402
from hanjari.listening.expressions import printed  # noqa: E402
from hanjari.listening.ids import message_id  # noqa: E402
from hanjari.listening.ingest.opening import access_of  # noqa: E402
from hanjari.listening.models import Author, HourCount, Message, Person, StandingQuery  # noqa: E402

QUERIES, BATCH, SHARE, LEARNT = 1_000, 5_000, 20, 1_000
"""Of every batch the first draft gets one post in twenty."""
GOAL, RATIO = 20_000, 40


def in_batches(account: Account, lines: Sequence[str]) -> None:
    """What the house does."""
    access = access_of(account)
    for start in range(0, len(lines), BATCH):
        with held_off():
            frames = frames_of(lines[start : start + BATCH])
            envelopes = [one for frame in frames for one in KIND.read(access, frame.raw)]
        listening.keep(account, envelopes)


class FirstDraft:
    """What a first draft does."""

    def __init__(self, account: Account, words: Sequence[list[str]], learnt: Sequence[str]) -> None:
        self._account, self._words = account, words
        self._mood = _mood([json.loads(one)["commit"]["record"]["text"] for one in learnt])
        with connection.cursor() as cursor:
            cursor.execute("CREATE VIRTUAL TABLE draft USING fts5(text, tokenize='trigram')")

    def keep(self, lines: Sequence[str]) -> None:
        """One after the other, each in a transaction of its own."""
        for one in lines:
            self._keep(json.loads(one))

    def _keep(self, told: dict) -> None:  # type: ignore[type-arg]
        account, text = self._account, told["commit"]["record"]["text"]
        low, name = text.lower(), f"at://{told['did']}/app.bsky.feed.post/{told['commit']['rkey']}"
        for some in self._words:
            all(word in low for word in some)
        tongue = py3langid.classify(text)[0]
        intent = str(self._mood.predict([text])[0])
        at = datetime.fromtimestamp(told["time_us"] / 1e6, UTC)
        with transaction.atomic():
            author = Author.objects.filter(
                organisation=account.organisation, kind=account.kind, external_id=told["did"]
            ).first() or _welcomed(account, told["did"])
            Message.objects.get_or_create(
                account=account, external_id=name,
                defaults={
                    "id": message_id(at, account.pk, name), "organisation": account.organisation,
                    "author": author, "text": text, "language": tongue, "intent": intent, "posted_at": at,
                },
            )  # fmt: skip
            hour, _ = HourCount.objects.get_or_create(
                account=account, intent=intent, language=tongue, mood="",
                is_ours=False, hour=at.replace(minute=0, second=0, microsecond=0),
            )  # fmt: skip
            HourCount.objects.filter(pk=hour.pk).update(message_count=F("message_count") + 1)
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO draft (text) VALUES (%s)", [text])


def _mood(some: Sequence[str]) -> Pipeline:
    """A pipeline of the usual size; what it learnt does not matter to its pace."""
    made = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 3)), LogisticRegression()
    )
    return made.fit(some, [reading.intent for reading in language.read(list(some))])


def _welcomed(account: Account, did: str) -> Author:
    person = Person.objects.create(organisation=account.organisation)
    return Author.objects.create(
        organisation=account.organisation, kind=account.kind, person=person, external_id=did
    )


def timed(run: Callable[[], None]) -> float:
    """CPU seconds."""
    before = cpu()
    run()
    return cpu() - before


def pace(
    account: Account, lines: Sequence[str], drafted: Callable[[Sequence[str]], None]
) -> tuple[float, float]:
    """Posts a CPU second of the first draft and of the house, in turns: a machine's moods meet both."""
    slow = fast = 0.0
    for start in range(0, len(lines), BATCH):
        some = lines[start : start + BATCH]
        slow += timed(lambda some=some: drafted(some[::SHARE]))  # type: ignore[misc]
        fast += timed(lambda some=some: in_batches(account, some))  # type: ignore[misc]
    return len(lines) / SHARE / slow, len(lines) / fast


def main(count: int) -> int:
    """Print both sides and their ratio; 1 when it is below the goal."""
    some = posts(count + BATCH)
    nodes = Vocabulary(some).queries(QUERIES)
    organisation = cast.seat_hanbit().organisation
    StandingQuery.objects.bulk_create(
        StandingQuery(organisation=organisation, name=f"q{number}", expression=text)
        for number, text in enumerate(map(printed, nodes))
    )
    slow_place, fast_place = (
        Account.objects.create(organisation=organisation, kind="bluesky", name=name)
        for name in ("slow", "fast")
    )
    lines = [line(number, text) for number, text in enumerate(some)]
    words = [printed(node).lower().replace('"', "").split() for node in nodes]
    draft = FirstDraft(slow_place, words, lines[:LEARNT])
    in_batches(fast_place, lines[:BATCH])
    slow, fast = pace(fast_place, lines[BATCH:], draft.keep)
    kept = Message.objects.filter(account=fast_place).count()
    print(
        f"{connection.vendor}, {QUERIES:,} queries, {kept:,} of {len(lines):,} kept: first draft"
        f" {slow:,.0f}, the house {fast:,.0f} posts a CPU second (goal {GOAL:,}):"
        f" ratio {fast / slow:.1f} (goal {RATIO})"
    )
    return int(fast < GOAL or fast / slow < RATIO)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 40_000))
