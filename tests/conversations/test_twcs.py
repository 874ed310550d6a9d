"""Real support threads of many companies: every reply lies in its parent's conversation, in any order."""

import csv
import random
from datetime import datetime

import pytest

from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account
from hanjari.conversations.actions import arrival
from hanjari.conversations.models import Conversation
from hanjari.listening import actions as listening
from hanjari.listening.models import Message

ROWS = 3_000


@pytest.fixture
def archive(hanbit) -> Account:
    return Account.objects.create(organisation=hanbit.organisation, kind="archive", name="twcs")


@pytest.fixture
def tweets(shared_data, archive) -> list[Envelope]:
    path = shared_data / "twcs_en" / "twcs.csv"
    if not path.is_file():
        pytest.skip("the tweets do not lie beside this checkout")
    with path.open(newline="", encoding="utf-8") as file:
        return [_envelope(archive, row) for row in csv.DictReader(file)][:ROWS]


def _envelope(archive: Account, row: dict[str, str]) -> Envelope:
    parent = row["in_response_to_tweet_id"].removesuffix(".0")
    return Envelope(
        archive.pk,
        row["tweet_id"],
        datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y"),
        Sender(row["author_id"], name=row["author_id"]),
        row["text"],
        parent_id=parent,
        is_ours=row["inbound"] == "False",
    )


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_every_reply_lies_in_its_parents_conversation(archive, tweets, seed):
    shuffled = list(tweets)
    if seed:
        random.Random(seed).shuffle(shuffled)  # noqa: S311 (an order to repeat, no secret)
    for start in range(0, len(shuffled), 500):
        new = listening.keep(archive, shuffled[start : start + 500]).new
        arrival.thread_messages(new)
    places = dict(Message.objects.values_list("external_id", "turn__conversation_id"))
    assert len(places) == len(tweets)
    pairs = [(tweet.external_id, tweet.parent_id) for tweet in tweets if tweet.parent_id in places]
    assert len(pairs) > ROWS / 3
    assert [pair for pair in pairs if places[pair[0]] != places[pair[1]]] == []
    _no_thread_is_larger_than_its_links(tweets, places)


def _no_thread_is_larger_than_its_links(tweets: list[Envelope], places: dict[str, int]) -> None:
    roots: dict[str, str] = {}

    def root(name: str) -> str:
        while roots.get(name, name) != name:
            name = roots[name]
        return name

    for tweet in tweets:
        if tweet.parent_id:
            roots[root(tweet.external_id)] = root(tweet.parent_id)
    expected = {root(tweet.external_id) for tweet in tweets}
    living = Conversation.objects.exclude(status=Conversation.Status.MERGED)
    assert living.count() == len(expected) == len(set(places.values()))
    assert not living.filter(waiting_since__isnull=False).exists()
