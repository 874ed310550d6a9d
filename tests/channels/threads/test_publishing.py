"""Publishing in two steps, limits, what was lost, hiding and taking back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.channels.threads.world import NAME, error
from tests.servers.network import Reply

from hanjari.channels.contract import FreeMeter, Outgoing, RefusedError, TakesBack, UnsureError
from hanjari.channels.kinds.threads import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


class NotingMeter(FreeMeter):
    """A meter that remembers what it was told."""

    def __init__(self):
        self.noted, self.taken = {}, []

    def note(self, limit):
        self.noted[limit.name] = (limit.remaining, limit.most)

    def take(self, name, count=1, *, microcents=0):
        self.taken.append(name)


def refused(access, outgoing) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        KIND.send(access, outgoing)
    return caught.value


def test_a_reply_is_published_below_what_it_answers(threads, sim, open_account):
    meter = NotingMeter()
    receipt = KIND.send(open_account(meter=meter), threads.outgoing("k", "네, 맞습니다."))
    made = sim.posts[receipt.external_id]
    assert made.author == NAME
    assert receipt.url.endswith(made.id)
    assert meter.noted == {"post": (250, 250), "reply": (1000, 1000)}
    assert "reply" in meter.taken
    assert "post" not in meter.taken


def test_a_post_of_its_own_counts_as_a_post(sim, open_account):
    meter = NotingMeter()
    receipt = KIND.send(open_account(meter=meter), Outgoing("k", "새 소식입니다."))
    assert sim.posts[receipt.external_id].parent == ""
    assert meter.taken.count("post") == 1


def test_a_container_that_is_not_ready_is_waited_for_and_nothing_published(
    threads, sim, open_account
):
    sim.status = "IN_PROGRESS"
    failure = refused(open_account(), threads.outgoing("k", "기다려요"))
    assert (failure.code, failure.can_retry) == ("not_ready", True)
    assert sim.looks == 2
    assert sim.ours(is_reply=True) == []


@pytest.mark.parametrize("status", ["ERROR", "EXPIRED"])
def test_a_container_that_failed_is_a_refusal(threads, sim, open_account, status):
    sim.status = status
    failure = refused(open_account(), threads.outgoing("k", "안 돼요"))
    assert (failure.code, failure.can_retry) == ("container", False)


@pytest.mark.parametrize(
    ("fault", "position", "expected"),
    [
        (error(500, 2, "Service temporarily unavailable"), 1, RefusedError),
        (Reply(200, {"status": "ok"}), 1, RefusedError),
        (error(500, 2, "Service temporarily unavailable"), 2, RefusedError),
        (error(500, 2, "Service temporarily unavailable"), 3, UnsureError),
        (Reply(200, {"success": True}), 3, UnsureError),
        (error(400, 100, "Invalid parameter"), 3, RefusedError),
        (error(400, 4, "Application request limit reached"), 3, RefusedError),
    ],
)
def test_only_the_last_step_can_leave_us_unsure(
    threads, sim, open_account, fault, position, expected
):
    """The steps are: limit, container, status, publication."""
    outgoing = threads.outgoing("k", "어디서 끊길까요")
    sim.faults = [*[None] * position, fault]
    with pytest.raises(expected):
        KIND.send(open_account(), outgoing)
    assert threads.sent(outgoing) == 0


def test_the_days_limit_is_told_before_anything_is_made(threads, sim, open_account):
    sim.replied = 1000
    failure = refused(open_account(), threads.outgoing("k", "너무 많아요"))
    assert (failure.code, failure.can_retry) == ("spent", True)
    assert failure.retry_after
    assert sim.containers == {}
    KIND.send(open_account(), Outgoing("k2", "글은 됩니다."))


def test_where_the_limit_cannot_be_read_it_is_tried_all_the_same(threads, sim, open_account):
    sim.denied = {"threads_publishing_limit"}
    assert refused(open_account(), threads.outgoing("k", "권한 없음")).code == "rights"
    sim.denied = set()
    sim.faults = [error(500, 2, "Service temporarily unavailable")]
    KIND.send(open_account(), threads.outgoing("k", "그래도"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("가" * 501, "too_long"),
        ("😀" * 126, "too_long"),
        (" ".join(f"https://h.example/{number}" for number in range(6)), "links"),
    ],
)
def test_what_threads_does_not_hold_is_refused_here(threads, sim, open_account, text, code):
    assert refused(open_account(), threads.outgoing("k", text)).code == code
    assert sim.place.calls == []


def test_length_counts_emoji_as_bytes_and_the_same_link_once(threads, open_account):
    assert KIND.measure("가나다") == 3
    assert KIND.measure("😀") == 4
    assert KIND.measure("👩‍👩‍👧") == 18
    same = " ".join(["https://h.example/1"] * 9)
    KIND.send(open_account(), threads.outgoing("k", same))


def test_machines_do_not_answer(threads, open_account):
    outgoing = replace(threads.outgoing("k", "접수했습니다"), is_automatic=True)
    assert refused(open_account(), outgoing).code == "automatic"


class TestPictures:
    def test_a_picture_needs_a_public_address(self, threads, sim, open_account):
        for media in (
            [{"name": "a.png", "kind": "image/png", "content": "eA=="}],
            [{"url": "http://t.example/a.png"}],
            [{"url": "https://t.example/a.png"}] * 2,
            ["a.png"],
        ):
            outgoing = replace(threads.outgoing("k", "사진"), extra={"media": media})
            assert refused(open_account(), outgoing).code == "no_public_address"
        assert sim.place.calls == []

    def test_a_public_one_goes_with_its_description(self, threads, sim, open_account):
        media = [{"url": "https://h.example/a.png", "alt": "필터"}]
        outgoing = replace(threads.outgoing("k", "사진"), extra={"media": media})
        made = sim.posts[KIND.send(open_account(), outgoing).external_id]
        assert made.more == {"image_url": "https://h.example/a.png", "alt_text": "필터"}


class TestFinding:
    def test_two_alike_are_a_persons_business(self, threads, open_account):
        outgoing = threads.outgoing("k", "네")
        for _ in range(2):
            KIND.send(open_account(), outgoing)
        with pytest.raises(UnsureError):
            KIND.find(open_account(), outgoing, now() - timedelta(minutes=10))

    def test_not_there_is_believed_after_a_while(self, threads, open_account):
        outgoing = threads.outgoing("k", "네")
        with pytest.raises(UnsureError):
            KIND.find(open_account(), outgoing, now() - timedelta(minutes=10))
        assert KIND.find(open_account(), outgoing, now() - timedelta(minutes=20)) is None

    def test_the_same_words_elsewhere_are_not_it(self, threads, open_account):
        KIND.send(open_account(), threads.outgoing("k", "네"))
        other = threads.outgoing("k2", "네")
        assert KIND.find(open_account(), other, now() - timedelta(minutes=20)) is None

    def test_a_post_of_its_own_is_found_among_posts(self, open_account):
        outgoing = Outgoing("k", "새  소식\n입니다.")
        sent = KIND.send(open_account(), outgoing)
        found = KIND.find(open_account(), outgoing, now() - timedelta(minutes=10))
        assert found.external_id == sent.external_id

    def test_trouble_while_looking_is_unsure(self, threads, sim, open_account):
        sim.token = "revoked"
        with pytest.raises(UnsureError):
            KIND.find(open_account(), threads.outgoing("k", "네"), now())


class TestChanging:
    def test_our_post_is_taken_back_and_gone_already_is_well(self, threads, sim, open_account):
        assert isinstance(KIND, TakesBack)
        receipt = KIND.send(open_account(), threads.outgoing("k", "잘못 썼어요"))
        for _ in range(2):
            KIND.take_back(open_account(), receipt.external_id)
        assert receipt.external_id not in sim.posts

    def test_others_posts_and_odd_numbers_are_refused(self, threads, sim, open_account):
        other = sim.write("남의 글", parent=threads.post)
        for number in (other.id, "", "../me", "1/manage_reply"):
            with pytest.raises(RefusedError):
                KIND.take_back(open_account(), number)
        assert other.id in sim.posts

    def test_a_reply_is_hidden_and_shown_again(self, threads, sim, open_account):
        reply = sim.write("욕설", parent=threads.post)
        for act, hidden in (("hold", True), ("hold", True), ("approve", False)):
            KIND.moderate(open_account(), reply.id, act)
            assert reply.hidden is hidden
        nested = sim.write("더 깊은 글", parent=reply)
        for number, act in ((nested.id, "hold"), (reply.id, "trash"), ("x/y", "hold")):
            with pytest.raises(RefusedError):
                KIND.moderate(open_account(), number, act)
