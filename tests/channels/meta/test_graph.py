"""The Graph API beneath both kinds: limits in headers, marks, cursors, numbers that are none."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from tests.channels.meta.graph import SECRET

from hanjari.channels.calling.graph import proof
from hanjari.channels.calling.graph.faults import GraphManners, Said
from hanjari.channels.calling.graph.limits import limits, wait
from hanjari.channels.calling.graph.looks import gone
from hanjari.channels.calling.graph.marks import MOST, OVERLAP, is_new, joined, raised, since
from hanjari.channels.calling.graph.paging import after, ident, moment, node
from hanjari.channels.calling.graph.refusals import BY_CODE, BY_SUBCODE, refusals
from hanjari.kit.clock import now

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def headers(**told):
    return httpx.Headers({name.replace("_", "-"): value for name, value in told.items()})


def test_the_proof_is_what_openssl_computes():
    """By `echo -n page-1 | openssl dgst -sha256 -hmac app-s3cret`."""
    assert (
        proof("page-1", SECRET)
        == "d0ddac19f3974976c44e052637a6557c05933becc174a7fe692a616b84369a46"
    )


def test_the_fullest_of_all_percentages_counts():
    app = '{"call_count":28,"total_time":25,"total_cputime":5}'
    business = '{"117":[{"type":"pages","call_count":10,"total_time":81,"total_cputime":3}]}'
    (limit,) = limits(headers(X_App_Usage=app, X_Business_Use_Case_Usage=business))
    assert (limit.name, limit.remaining, limit.most) == ("calls", 19, 100)
    assert timedelta(minutes=55) < limit.resets_at - now() < timedelta(minutes=65)


def test_meta_says_when_it_goes_on():
    told = headers(
        X_Business_Use_Case_Usage='{"1":[{"call_count":120,"estimated_time_to_regain_access":7}]}'
    )
    assert wait(told) == 420
    (limit,) = limits(told)
    assert limit.remaining == 0
    assert limit.resets_at - now() <= timedelta(minutes=7)


@pytest.mark.parametrize(
    "value", ["", "{", "[]", "7", '{"1": 7}', '{"1": [7]}', '{"call_count": "x"}', "[" * 9999]
)
def test_headers_that_are_none_say_nothing(value):
    assert list(limits(headers(X_App_Usage=value, X_Business_Use_Case_Usage=value))) == []
    assert wait(headers(X_Business_Use_Case_Usage=value)) is None


def test_every_known_refusal_has_words():
    told = refusals()
    assert {*BY_CODE.values(), *BY_SUBCODE.values()} <= set(told)
    assert all(words for words, *_rest in told.values())


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"error": 7}', b'{"error": {"code": "x"}}', b"\xff"]
)
def test_an_error_that_is_none_is_left_to_its_status(body):
    assert Said.of(body).code == 0
    assert GraphManners().fault(httpx.Response(400, content=body)) is None


def test_words_for_people_go_before_words_for_programmers():
    said = Said.of(
        b'{"error": {"message": "(#100) x", "error_user_msg": "Too short.", "code": 100}}'
    )
    assert said.words == "Too short."


def test_a_mark_knows_what_lies_around_its_end():
    seen = [(str(number), NOON - timedelta(minutes=number)) for number in range(20)]
    mark = raised(None, seen)
    assert since(mark) == NOON - OVERLAP
    assert not is_new(mark, ("3", NOON - timedelta(minutes=3)))
    assert is_new(mark, ("late", NOON - timedelta(minutes=3)))
    assert is_new(mark, ("newer", NOON + timedelta(hours=1)))
    assert not is_new(mark, ("old", NOON - timedelta(hours=1))), "what lies deeper was read"
    assert raised(mark, []) == [mark[0], mark[1]]
    assert len(raised(None, [(str(number), NOON) for number in range(900)])[1]) == MOST


def test_a_finished_walk_raises_the_mark_and_an_empty_one_does_not():
    mark = raised(None, [("1", NOON)])
    later = joined(mark, raised(None, [("2", NOON + timedelta(hours=1))]))
    assert (is_new(later, ("2", NOON + timedelta(hours=1))), since(later)) == (
        False,
        NOON + timedelta(minutes=50),
    )
    assert joined(mark, None) == mark
    assert joined(None, None) == []
    assert is_new([], ("1", NOON))


def test_the_link_to_the_next_page_is_never_followed():
    page = {
        "data": [],
        "paging": {"cursors": {"after": "abc"}, "next": "https://evil.example/?token=x"},
    }
    assert after(page) == "abc"
    del page["paging"]["next"]
    assert after(page) == ""
    assert after({"paging": 7}) == after([]) == ""


@pytest.mark.parametrize(
    "told", ["../me", "1/2", "1?x", "", None, True, 7.5, "a" * 500, "1\n2", {"id": 1}]
)
def test_what_is_no_number_never_gets_into_an_address(told):
    assert node(told) == ""


def test_times_come_in_four_forms():
    assert moment("2026-11-25T12:00:00+0000") == NOON
    assert moment(int(NOON.timestamp())) == moment(int(NOON.timestamp() * 1000)) == NOON
    assert moment(str(int(NOON.timestamp()))) == NOON
    assert [
        moment(one) for one in ("", None, "soon", 0, -1, True, 10**30, "9" * 16, float("inf"))
    ] == [None] * 9
    assert ident(7) == "7"


def test_of_a_batch_only_what_is_surely_gone_is_taken_down():
    missing = {"code": 400, "body": '{"error": {"code": 100, "error_subcode": 33}}'}
    there, slow = (
        {"code": 200, "body": '{"id": "1"}'},
        {"code": 400, "body": '{"error": {"code": 4}}'},
    )
    assert gone([there, missing, slow, None], ["1", "2", "3", "4"]) == ["2"]
    assert gone([missing] * 4, ["1", "2", "3", "4"]) == [], (
        "all at once is rather a lost permission"
    )
    assert gone([missing], ["1"]) == ["1"]
    assert gone([missing], ["1", "2"]) == gone({"error": {}}, ["1"]) == gone(None, []) == []
