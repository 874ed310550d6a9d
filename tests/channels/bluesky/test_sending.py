"""Sending to the real PDS: threads, marks, pictures, languages; the same key once; taking back."""

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.channels.bluesky.conftest import pulled
from tests.channels.bluesky.pictures import png

from hanjari.channels.contract import Outgoing, RefusedError
from hanjari.channels.kinds.bluesky import KIND, uris, writing
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


def value(sky, receipt) -> dict:
    (found,) = [one["value"] for one in sky.us.posts() if one["uri"] == receipt.external_id]
    return found


def test_an_answer_to_an_answer_stands_in_the_right_thread_with_and_without_what_we_know(sky):
    top = sky.haneul.post("고장났어요")
    asked = sky.haneul.post(f"@{sky.us.handle} 봐 주세요", top)
    known = {"uri": asked["uri"], "cid": asked["cid"], "root": asked["root"]}
    for extra in ({}, known, {"uri": "at://other", "cid": "wrong"}):
        outgoing = Outgoing(f"k{len(extra)}", "네, 갑니다", parent_id=asked["uri"], extra=extra)
        reply = value(sky, KIND.send(sky.access(), outgoing))["reply"]
        assert reply["parent"] == {"uri": asked["uri"], "cid": asked["cid"]}
        assert reply["root"] == {"uri": top["uri"], "cid": top["cid"]}


def test_links_names_and_hashtags_are_marked_and_an_unknown_name_stays_plain(sky):
    text = f"🙏 @{sky.haneul.handle}님, #필터 는 https://hanbit.example/길 에서. @nobody{sky.us.did[-5:]}.test"
    receipt = KIND.send(sky.access(), Outgoing("marks", text, language="ko"))
    found = value(sky, receipt)
    content = text.encode()
    marked = {
        content[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode(): one["features"][0]
        for one in found["facets"]
    }
    assert marked[f"@{sky.haneul.handle}"]["did"] == sky.haneul.did
    assert marked["#필터"]["tag"] == "필터"
    assert marked["https://hanbit.example/길"]["uri"] == "https://hanbit.example/길"
    assert len(marked) == 3
    assert found["langs"] == ["ko"]
    sky.haneul.await_notified(receipt.external_id)
    assert (
        receipt.url == f"https://bsky.app/profile/{sky.us.handle}/post/{receipt.external_id[-13:]}"
    )


def test_a_picture_lies_there_with_its_description_and_its_shape(sky):
    body = b64encode(png(32, 18)).decode()
    picture = {"name": "필터.png", "kind": "image/png", "alt": "새 필터 사진", "content": body}
    receipt = KIND.send(sky.access(), Outgoing("k", "사진입니다", extra={"media": [picture] * 2}))
    image, _second = value(sky, receipt)["embed"]["images"]
    assert image["alt"] == "새 필터 사진"
    assert image["aspectRatio"] == {"width": 32, "height": 18}
    assert image["image"]["mimeType"] == "image/png"


@pytest.mark.parametrize(
    ("media", "code"),
    [
        ([{"kind": "image/png", "content": "!"}], "media_size"),
        ([{"kind": "image/png", "content": b64encode(bytes(2_000_001)).decode()}], "media_size"),
        ([{"kind": "video/mp4", "content": "AAAA"}], "media_kind"),
        ([{}] * 5, "too_many"),
    ],
)
def test_pictures_that_bluesky_would_refuse_are_refused_before_anything_is_posted(sky, media, code):
    with pytest.raises(RefusedError) as refused:
        KIND.send(sky.access(), Outgoing("k", "사진", extra={"media": media}))
    assert refused.value.code == code
    assert not refused.value.can_retry
    assert sky.us.posts() == []


def test_what_just_fits_goes_out_and_one_letter_more_does_not(sky):
    KIND.send(sky.access(), Outgoing("fits", "👨‍👩‍👧‍👦" * 20 + "가" * 280))
    for text in ("가" * 301, "👨‍👩‍👧‍👦" * 121):
        with pytest.raises(RefusedError) as refused:
            KIND.send(sky.access(), Outgoing("more", text))
        assert refused.value.code == "too_long"
    assert len(sky.us.posts()) == 1


def test_the_same_key_sent_again_is_the_same_post(sky):
    outgoing = Outgoing("reply-1", "한 번만")
    first = KIND.send(sky.access(), outgoing)
    assert KIND.find(sky.access(), outgoing, now()) == first
    again = KIND.send(sky.access(), outgoing)
    assert again.external_id == first.external_id
    assert len(sky.us.posts()) == 1


def test_a_desk_that_counts_anew_does_not_take_an_old_post_for_its_own(sky):
    first = KIND.send(sky.access(), Outgoing("reply-1", "어제의 답"))
    second = Outgoing("reply-1", "오늘의 답")
    assert KIND.find(sky.access(), second, now()) is None
    assert KIND.send(sky.access(), second).external_id != first.external_id


def test_the_keys_of_our_posts_are_times_in_the_past_and_differ():
    keys = {writing.rkey("did:plc:us", Outgoing(f"reply-{one}", "답")) for one in range(2000)}
    assert len(keys) == 2000
    for key in keys:
        at = uris.moment(key)
        assert now() - timedelta(days=365 * 6) < at < now()
        assert len(key) == 13


def test_a_post_is_taken_back_and_taking_it_back_again_is_well(sky):
    receipt = KIND.send(sky.access(), Outgoing("wrong", "틀린 답"))
    for _ in range(2):
        KIND.take_back(sky.access(), receipt.external_id)
        assert sky.us.posts() == []
    with pytest.raises(RefusedError):
        KIND.take_back(sky.access(), uris.uri(sky.haneul.did, "3kaheyt6vpc22"))


def test_an_answer_to_what_was_deleted_meanwhile_is_refused_in_plain_words(sky):
    asked = sky.haneul.mention(sky.us, "지울 글")
    sky.haneul.delete(asked["uri"])
    sky.us.await_gone(asked["uri"])
    with pytest.raises(RefusedError, match="더는 없습니다") as refused:
        KIND.send(sky.access(), Outgoing("late", "답", parent_id=asked["uri"]))
    assert not refused.value.can_retry


def test_a_lost_login_refuses_and_says_whom_it_concerns(sky):
    broken = replace(sky.access(), secrets={**sky.access().secrets, "access_token": "old"})
    with pytest.raises(RefusedError) as refused:
        KIND.send(broken, Outgoing("k", "답"))
    assert refused.value.code == "login"


def test_our_answer_comes_back_below_what_it_answers(sky, open_account):
    asked = sky.haneul.mention(sky.us, "언제 오나요?")
    receipt = KIND.send(sky.access(), Outgoing("k", "내일요", parent_id=asked["uri"]))
    sky.us.await_shown(receipt.external_id)
    sky.us.await_notified(asked["uri"])
    found = {one.external_id: one for one in pulled(open_account(own_posts=True))[0]}
    assert found[receipt.external_id].parent_id == asked["uri"]
    assert found[receipt.external_id].is_ours
