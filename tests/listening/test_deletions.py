"""Deletions at the network: honoured, even when they come before what they delete."""

from tests.listening.spoken import said

from hanjari.channels.envelope import Medium
from hanjari.listening import actions as listening
from hanjari.listening.models import Message, Person, Tombstone
from hanjari.listening.search import Scope, search


def test_a_deletion_before_its_original_leaves_a_tombstone_that_holds(square):
    listening.keep(square, [said(square, "1", "", deletes=True)])
    kept = listening.keep(square, [said(square, "1", "지운 말")])
    assert not Message.objects.exists()
    assert (kept.resting_count, Tombstone.objects.count()) == (1, 1)


def test_a_message_taken_back_in_the_same_batch_never_appears(square):
    kept = listening.keep(square, [said(square, "1", "앗"), said(square, "1", "", deletes=True)])
    assert (kept.new, Message.objects.count()) == ([], 0)


def test_a_deletion_takes_words_media_and_author_and_the_next_pull_changes_nothing(square):
    picture = Medium("사진.jpg", "image/jpeg", url="https://example.com/a.jpg")
    original = said(square, "1", "지울 말", media=(picture,))
    listening.keep(square, [original])
    listening.keep(square, [said(square, "1", "", deletes=True)])
    listening.keep(square, [original, said(square, "1", "다시", edits=True)])
    message = Message.objects.get()
    assert (message.text, message.media, message.author.name) == ("", [], "")
    assert message.erased_at
    assert not Person.objects.filter(name="하늘").exists(), "no other word of hers is left"
    assert search(Scope(square.organisation_id), "지울").ids == []


def test_our_own_post_deleted_at_the_network_stays_in_our_record(square):
    listening.keep(square, [said(square, "1", "저희가 확인했습니다", is_ours=True)])
    listening.keep(square, [said(square, "1", "", deletes=True)])
    message = Message.objects.get()
    assert message.text == "저희가 확인했습니다"
    assert message.erased_at
