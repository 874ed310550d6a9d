"""Recorded answers of Mastodon 4.x and mastodon.social: every one is read, and the odd ones read right."""

import httpx
import pytest
from httpx_sse._decoders import SSEDecoder
from tests.channels.mastodon.recorded import Answer, answers

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.kinds.mastodon import KIND, ids, limits
from hanjari.channels.kinds.mastodon.events import Event, rings
from hanjari.channels.kinds.mastodon.manners import MastodonManners

ACCESS = Access(7, "한빛", {}, {}, {}, ())


@pytest.fixture
def recorded(shared_data) -> tuple[Answer, ...]:
    box = shared_data / "mastodon_fixtures" / "mastodon_py_cassettes.tar.xz"
    if not box.is_file():
        pytest.skip("the recorded answers do not lie beside this checkout")
    return answers(box)


def read(body: str):
    return KIND.read(ACCESS, Raw(body.encode()))


def one(recorded, name: str, method: str, ending: str) -> Answer:
    return next(
        answer
        for answer in recorded
        if answer.name.endswith(f"/{name}.yaml")
        and (answer.method, answer.status) == (method, 200)
        and answer.path.endswith(ending)
    )


def test_every_recorded_answer_is_read_or_said_to_be_none(recorded):
    assert len(recorded) > 1000
    unreadable = envelopes = 0
    for answer in recorded:
        try:
            envelopes += len(read(answer.body))
        except UnreadableError:
            unreadable += 1
    assert envelopes > 500
    assert unreadable < len(recorded) / 2


def test_every_recorded_status_becomes_one_message_unless_it_is_a_boost(recorded):
    seen = 0
    for answer in recorded:
        found = answer.json if isinstance(answer.json, list) else [answer.json]
        statuses = [one for one in found if isinstance(one, dict) and "visibility" in one]
        statuses = [one for one in statuses if "content" in one and "account" in one]
        if not statuses or len(statuses) != len(found):
            continue
        envelopes = {one.external_id: one for one in read(answer.body)}
        assert set(envelopes) == {ids.of(one) for one in statuses if not one["reblog"]}
        for status in statuses:
            if not status["reblog"]:
                envelope = envelopes[ids.of(status)]
                assert envelope.posted_at.year >= 2016
                assert "<" not in envelope.text or "&lt;" in status["content"]
                assert envelope.is_public == (status["visibility"] in {"public", "unlisted"})
                assert envelope.edits == bool(status.get("edited_at"))
        seen += len(statuses)
    assert seen > 400


def test_recorded_mentions_are_messages(recorded):
    found = read(one(recorded, "test_notifications_mentions_only", "GET", "/notifications").body)
    assert len(found) >= 1
    assert all("@mastodonpy_test" in envelope.text for envelope in found)


def test_a_recorded_thread_has_one_root(recorded):
    found = read(one(recorded, "test_entity_context", "GET", "/context").body)
    assert len(found) >= 2
    assert found[0].root_id == ""
    assert {envelope.root_id for envelope in found[1:]} == {found[0].external_id}


def test_a_recorded_quote_is_folded_and_its_stand_in_link_left_out(recorded):
    answer = one(recorded, "test_entity_quote", "GET", "/115044073088181107")
    (envelope,) = read(answer.body)
    assert "RE:" not in envelope.text
    assert envelope.text.startswith("actual reply that quotes a post that quotes a post https://")
    assert envelope.quoted.startswith("@")


def test_a_recorded_edit_says_so(recorded):
    (envelope,) = read(one(recorded, "test_status_edit", "GET", "/117020586180926938").body)
    assert envelope.edits
    assert envelope.text.endswith("Kate")


def test_recorded_instances_tell_their_limits(recorded):
    told = [answer.json for answer in recorded if answer.path.endswith("/instance")]
    found = [limits.read(body) for body in told if isinstance(body, dict) and "title" in body]
    assert len(found) > 50
    assert {one.text for one in found} >= {500}
    assert all(one.url == 23 and one.media >= 4 and one.version for one in found)
    assert all(one.streaming.startswith(("ws://", "wss://", "http")) for one in found)
    assert any("image/png" in one.kinds and one.image for one in found)


def test_recorded_streams_are_heard(recorded):
    names = set()
    for answer in recorded:
        if "/streaming/" in answer.path and not answer.path.endswith("health"):
            decoder = SSEDecoder()
            told = [decoder.decode(line) for line in answer.body.splitlines()]
            for event in filter(None, told):
                names.add(event.event)
                rings(ACCESS, Event(event.event, event.data), ())
    assert {"update", "notification", "conversation", "delete", "status.update"} <= names


def test_recorded_refusals_are_told(recorded):
    refused = [answer for answer in recorded if answer.status >= 400]
    assert len(refused) > 10
    for answer in refused:
        fault = MastodonManners().fault(httpx.Response(answer.status, text=answer.body))
        assert fault is None or fault.words
        if answer.status == 422:
            assert fault is not None
            assert fault.code == "invalid"
