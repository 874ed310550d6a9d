"""The whole network of the development environment, read live with a standing query made beforehand."""

import pytest
from tests.listening.stream.conftest import patiently, reading, threads_share_the_store, wait_until

from hanjari.channels import actions as channels
from hanjari.channels.access import seal_secrets
from hanjari.channels.models import Account, RawPayload, Stream
from hanjari.channels.queries import stream_of
from hanjari.listening.models import Author, Message, StandingQuery
from hanjari.listening.stream.naming import name_authors

__all__ = ["threads_share_the_store"]  # a fixture, for this module too
pytestmark = [pytest.mark.real_server, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def heard(sky, hanbit, yuna) -> Stream:
    access = sky.access()
    account = Account.objects.create(
        organisation=hanbit.organisation,
        kind="bluesky",
        name="한빛 블루스카이",
        owner=yuna,
        settings={**access.settings, "stream": "firehose"},
        secrets=seal_secrets(access.secrets),
        own_ids=[sky.us.did],
    )
    assert channels.ask_stream(account, by=yuna)
    return Stream.objects.get()


def kept() -> list[str]:
    return list(Message.objects.filter(erased_at=None).values_list("text", flat=True))


def test_a_strangers_words_are_heard_when_a_query_wants_them_and_forgotten_when_not(
    sky, heard, hanbit
):
    word = f"정수기{sky.us.did[-6:]}"
    StandingQuery.objects.create(organisation=hanbit.organisation, name="정수기", expression=word)
    with reading(heard):
        wait_until(lambda: stream_of(heard.account).state == "well")
        sky.haneul.post("나는 점심에 국수를 먹었다")
        told = sky.haneul.post(f"새로 산 {word} 소리가 너무 커요")
        wait_until(lambda: len(kept()) == 1)
        assert kept() == [f"새로 산 {word} 소리가 너무 커요"]
        assert not Author.objects.get().name
        patiently(name_authors)
        author = Author.objects.get()
        assert (author.name, author.handle) == ("하늘", sky.haneul.handle)
        assert author.person.name == "하늘"
        sky.haneul.delete(told["uri"])
        wait_until(lambda: kept() == [])
    assert not RawPayload.objects.exists(), "the network's own stream is not stored raw"
    assert Stream.objects.get().place["at"]


def test_what_was_said_while_nobody_listened_is_caught_up_with(sky, heard, hanbit):
    word = f"얼음{sky.us.did[-6:]}"
    StandingQuery.objects.create(organisation=hanbit.organisation, name="얼음", expression=word)
    with reading(heard):
        wait_until(lambda: stream_of(heard.account).state == "well")
        sky.haneul.post(f"{word} 하나")
        wait_until(lambda: len(kept()) == 1)
        wait_until(lambda: bool(Stream.objects.get().place))
    sky.haneul.post(f"{word} 둘")
    with reading(heard):
        wait_until(lambda: sorted(kept()) == [f"{word} 둘", f"{word} 하나"])
