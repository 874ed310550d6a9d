"""The contract suite: every kind in the registry passes it on its own bench, or the house fails."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.test import RequestFactory
from tests.channels.bench import Bench

from hanjari.channels import registry
from hanjari.channels.contract import (
    Access,
    BrokenError,
    Catch,
    ForgedError,
    Outgoing,
    Raw,
    RefusedError,
    UnreadableError,
    UnsureError,
)
from hanjari.channels.envelope import Envelope
from hanjari.kit.clock import now

pytestmark = [pytest.mark.real_server, pytest.mark.django_db(transaction=True)]
KINDS = sorted(registry.kinds())
JUNK = [b"", b"\x00", b"\xff\xfe" * 500, b"{", b"<", b"<a><b>" * 2000, "한글".encode("cp949")]


@pytest.fixture(params=KINDS)
def bench(request, settings, tmp_path) -> Iterator[Bench]:
    """The kind's own bench; a kind without one fails here."""
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1", "localhost"]
    module = import_module(f"tests.channels.{request.param}.bench")
    with module.bench() as opened:
        yield opened


def pull(
    bench: Bench, cursor: dict[str, Any] | None = None
) -> tuple[list[Envelope], dict[str, Any]]:
    """One whole pull: its envelopes, and the cursor behind them, which survived a trip to JSON."""
    access = bench.access(cursor)
    catches: list[Catch] = list(bench.kind.pull(access))
    last = catches[-1].cursor if catches else dict(cursor or {})
    raws = [raw for catch in catches for raw in catch.payloads]
    return read(bench, access, raws), json.loads(json.dumps(last))


def read(bench: Bench, access: Access, raws: Sequence[Raw]) -> list[Envelope]:
    stored = [Raw(bytes(raw.body), json.loads(json.dumps(raw.hints))) for raw in raws]
    return [envelope for raw in stored for envelope in bench.kind.read(access, raw)]


def can(bench: Bench, *names: str) -> None:
    if not any(getattr(bench.kind.capabilities, name) for name in names):
        pytest.skip(f"{bench.kind.slug} does not promise {' or '.join(names)}")


def test_the_card_is_complete_and_the_seal_is_its_own(bench) -> None:
    kind = bench.kind
    assert registry.kind(kind.slug) is kind
    assert kind.slug.isidentifier()
    assert type(kind).__module__.startswith(f"hanjari.channels.kinds.{kind.slug}")
    assert len(kind.seal) == 1
    assert str(kind.name)
    assert str(kind.about)
    assert [other.seal for other in registry.kinds().values()].count(kind.seal) == 1


def test_capabilities_are_sound(bench) -> None:
    promised = bench.kind.capabilities
    assert promised.text_limit is None or promised.text_limit > 0
    assert promised.pull_every >= 10, "no network is asked more often than every ten seconds"
    assert not promised.can_wait or promised.can_pull, "what is heard by waiting is then pulled"
    for quota in promised.quotas:
        assert str(quota.words), f"{quota.name} is shown to people, in their language"


def test_the_form_never_shows_a_secret_again(bench) -> None:
    form_class = bench.kind.form()
    assert issubclass(form_class, forms.Form)
    secrets = form_class.secret_fields
    assert set(secrets) <= set(form_class.base_fields)
    form = form_class(initial=dict.fromkeys(secrets, "t0p-s3cret"))
    assert "t0p-s3cret" not in form.as_p()
    form = form_class(dict.fromkeys(secrets, "t0p-s3cret"))
    assert "t0p-s3cret" not in form.as_p()


def test_what_is_written_there_arrives_whole(bench) -> None:
    can(bench, "can_pull")
    bench.plant("정수기에서 소리가 나요 🙏")
    bench.plant("Second message")
    found, _ = pull(bench)
    texts = " ".join(f"{envelope.subject} {envelope.text}" for envelope in found)
    assert "정수기에서 소리가 나요 🙏" in texts
    assert "Second message" in texts
    for envelope in found:
        assert envelope.account_id == bench.access().account_id
        assert envelope.posted_at.tzinfo is not None
        assert 0 < len(envelope.external_id) <= 400
        assert envelope.sender.external_id
        assert not envelope.is_ours


def test_nothing_arrives_twice_and_nothing_is_passed_over(bench) -> None:
    can(bench, "can_pull")
    bench.plant("first")
    before, cursor = pull(bench)
    assert pull(bench, cursor)[0] == []
    bench.plant("second")
    after, _ = pull(bench, cursor)
    ids = [envelope.external_id for envelope in (*before, *after)]
    assert len(ids) == len(set(ids))
    assert any("second" in f"{envelope.subject} {envelope.text}" for envelope in after)


def test_the_same_message_has_the_same_id_from_every_pull(bench) -> None:
    can(bench, "can_pull")
    bench.plant("again and again")
    first, _ = pull(bench)
    second, _ = pull(bench)
    assert [envelope.external_id for envelope in first] == [
        envelope.external_id for envelope in second
    ]


def test_reading_is_pure(bench) -> None:
    can(bench, "can_pull")
    bench.plant("the same words")
    access = bench.access()
    raws = [raw for catch in bench.kind.pull(access) for raw in catch.payloads]
    assert read(bench, access, raws) == read(bench, access, raws)


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk[:6]))
def test_junk_is_unreadable_and_nothing_worse(bench, junk) -> None:
    reasons = []
    try:
        envelopes = bench.kind.read(bench.access(), Raw(junk))
    except UnreadableError as error:
        reasons.append(str(error))
    else:
        assert all(isinstance(envelope, Envelope) for envelope in envelopes)
    assert all(reasons), "the reason is kept with the payload"


def test_a_network_that_is_not_reached_is_broken_in_plain_words(bench) -> None:
    can(bench, "can_pull")
    bench.break_line()
    with pytest.raises(BrokenError) as broken:
        pull(bench)
    assert broken.value.words
    assert not broken.value.needs_person, "a line comes back by itself"
    ill = [check for check in bench.kind.health(bench.access()) if not check.is_well]
    assert ill
    assert all(check.words and check.remedy for check in ill)


def test_a_refused_login_asks_for_a_person(bench) -> None:
    can(bench, "can_pull")
    if not bench.break_login():
        pytest.skip(f"{bench.kind.slug} has no login")
    with pytest.raises(BrokenError) as broken:
        pull(bench)
    assert broken.value.needs_person
    ill = [check for check in bench.kind.health(bench.access()) if not check.is_well]
    assert ill
    assert all(check.words and check.remedy for check in ill)


def test_health_is_well_when_all_is_well(bench) -> None:
    checks = bench.kind.health(bench.access())
    assert all(check.is_well for check in checks), checks
    assert all(str(check.name) and str(check.words) for check in checks)


def test_waiting_hears_news_and_otherwise_ends_in_time(bench) -> None:
    can(bench, "can_wait")
    _, cursor = pull(bench)
    began = now()
    assert bench.kind.wait(bench.access(cursor), 1.0) is False
    assert now() - began < timedelta(seconds=10)
    bench.plant("news")
    assert bench.kind.wait(bench.access(cursor), 20.0) is True


def test_a_true_push_is_taken_and_can_be_read(bench) -> None:
    can(bench, "can_push")
    access = bench.access()
    raws = bench.kind.verify(access, bench.push("밀어 넣은 글"))
    assert any("밀어 넣은 글" in envelope.text for envelope in read(bench, access, raws))


def test_forged_pushes_are_refused(bench) -> None:
    if bench.kind.capabilities.can_push:
        forgeries = dict(bench.forgeries())
        assert forgeries, "a kind that is pushed to shows what it refuses"
    else:
        body = {"data": b"{}", "content_type": "application/json"}
        forgeries = {"any push at all": RequestFactory().post("/hooks/x/", **body)}
    for wrong, request in forgeries.items():
        with pytest.raises(ForgedError):
            pytest.fail(f"{wrong}: {bench.kind.verify(bench.access(), request)!r}")


def test_an_answer_goes_out_once_and_is_found_again(bench) -> None:
    can(bench, "can_reply", "can_reply_privately")
    outgoing = bench.outgoing("contract-1", "곧 답을 드리겠습니다. 🙂")
    since = now() - timedelta(minutes=1)
    receipt = bench.kind.send(bench.access(), outgoing)
    assert receipt.external_id
    assert bench.sent(outgoing) == 1
    found = bench.kind.find(bench.access(), outgoing, since)
    if found is None:
        assert bench.kind.capabilities.is_idempotent, "sent, and not found"
        found = bench.kind.send(bench.access(), outgoing)
    assert found.external_id == receipt.external_id
    assert bench.sent(outgoing) == 1, "looking sends nothing, and the same key is sent once"


def test_a_post_that_answers_nobody_stands_by_itself_once(bench) -> None:
    can(bench, "can_post")
    outgoing = Outgoing(key="contract-post", text="제품 안내를 드립니다.")
    since = now() - timedelta(minutes=1)
    receipt = bench.kind.send(bench.access(), outgoing)
    assert receipt.external_id
    found = bench.kind.find(bench.access(), outgoing, since)
    if found is None:
        assert bench.kind.capabilities.is_idempotent, "posted, and not found"
        found = bench.kind.send(bench.access(), outgoing)
    assert found.external_id == receipt.external_id
    assert bench.posted(outgoing.text) == 1


def test_where_no_post_can_stand_by_itself_one_is_refused(bench) -> None:
    if bench.kind.capabilities.can_post:
        pytest.skip(f"{bench.kind.slug} can post")
    with pytest.raises(RefusedError) as refused:
        bench.kind.send(bench.access(), Outgoing(key="contract-no-post", text="안내"))
    assert not refused.value.can_retry


def test_what_never_went_out_is_not_found(bench) -> None:
    can(bench, "can_reply", "can_reply_privately")
    outgoing = bench.outgoing("contract-never", "이 글은 나가지 않았습니다.")
    with suppress(UnsureError):  # a network that can't be read back says so
        assert bench.kind.find(bench.access(), outgoing, now()) is None


def test_an_answer_on_a_broken_line_is_refused_or_unsure_and_nothing_else(bench) -> None:
    can(bench, "can_reply", "can_reply_privately")
    outgoing = bench.outgoing("contract-broken", "줄이 끊겼습니다.")
    bench.break_line()
    refusals = []
    try:
        receipt = bench.kind.send(bench.access(), outgoing)
    except RefusedError as refused:
        refusals.append(refused)
    except UnsureError:
        return
    else:
        assert bench.sent(outgoing) == 1, f"a receipt without a message: {receipt}"
    assert all(refused.words and refused.can_retry for refused in refusals), "a broken line mends"


def test_our_own_answer_coming_back_is_known_as_ours(bench) -> None:
    can(bench, "can_reply", "can_reply_privately")
    can(bench, "can_pull")
    outgoing = bench.outgoing("contract-echo", "우리가 쓴 글입니다.")
    receipt = bench.kind.send(bench.access(), outgoing)
    for envelope in pull(bench)[0]:
        if "우리가 쓴 글입니다." in envelope.text:
            assert envelope.is_ours
            assert envelope.external_id == receipt.external_id


def test_a_kind_that_cannot_answer_says_so(bench) -> None:
    promised = bench.kind.capabilities
    if promised.can_reply or promised.can_reply_privately:
        pytest.skip(f"{bench.kind.slug} can answer")
    with pytest.raises(RefusedError) as refused:
        bench.kind.send(bench.access(), bench.outgoing("contract-no", "답"))
    assert not refused.value.can_retry


@pytest.mark.parametrize(
    "text", ["", "가나다", "abc", "👩‍👩‍👧", "e\u0301", "https://hanbit.example/길"]
)
def test_length_is_a_whole_number_that_grows(bench, text) -> None:
    length = bench.kind.measure(text)
    assert isinstance(length, int)
    assert length >= 0
    assert bench.kind.measure(text + " 더") > length


def test_the_price_is_a_whole_number_of_microcents(bench) -> None:
    price = bench.kind.cost(bench.outgoing("contract-cost", "값"))
    assert isinstance(price, int)
    assert price >= 0
