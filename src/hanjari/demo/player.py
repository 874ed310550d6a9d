"""Plays the story through the rooms' own actions, each beat at its own time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from hanjari.channels import actions as channels
from hanjari.channels.contract import Receipt
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account
from hanjari.conversations.actions import approvals, assignment, labels, notes, replies, status
from hanjari.conversations.models import Conversation, Reply
from hanjari.demo.cast import Company
from hanjari.demo.charging import Charging
from hanjari.demo.story import STORY
from hanjari.demo.story.beats import Answered, Beat, Did, Led, Noted, Said
from hanjari.demo.story.people import VOICES
from hanjari.journal.hearing import settle
from hanjari.kit import clock
from hanjari.listening import actions as listening
from hanjari.people.models import Member


@dataclass
class Player:
    """Keeps, per thread of the story, the ids said so far."""

    company: Company
    places: dict[str, Account]
    today: datetime
    said: dict[str, list[str]] = field(default_factory=dict)
    place_of: dict[str, Account] = field(default_factory=dict)

    def play(self, told: Callable[[int, int], None] = lambda *_: None) -> None:
        """Every beat in the order of time; `told` hears how far the story has come."""
        beats = sorted(STORY, key=lambda beat: beat.when.on(self.today))
        for number, beat in enumerate(beats, 1):
            with clock.at(beat.when.on(self.today)):
                self._play(beat)
                settle()
            told(number, len(beats))

    def _play(self, beat: Beat) -> None:
        match beat:
            case Said():
                self._hear(beat)
            case Answered():
                self._answer(beat)
            case Noted():
                notes.write_note(self._talk(beat.thread), beat.text, by=self._member(beat.by))
            case Did():
                self._act(beat)
            case Led():
                self.charging.take(beat.act)

    @cached_property
    def charging(self) -> Charging:
        """The one issue of the story; it comes of the angry thread."""
        return Charging(self.company, lambda: self._talk("billing"), self.today)

    def _hear(self, beat: Said) -> None:
        account = self.place_of.setdefault(beat.thread, self.places[beat.place])
        before = self.said.setdefault(beat.thread, [])
        name, address = VOICES[beat.who]
        external_id = f"<{beat.thread}.{len(before)}.{account.pk}@story.example>"
        envelope = Envelope(
            account_id=account.pk,
            external_id=external_id,
            posted_at=clock.now(),
            sender=Sender(address, name=name, handle=address),
            text=beat.text,
            subject=beat.subject,
            parent_id=before[-1] if before else "",
            root_id=before[0] if before else "",
            references=tuple(before),
            is_public=beat.place == "blog",
        )
        listening.keep(account, [envelope])
        before.append(external_id)

    def _answer(self, beat: Answered) -> None:
        talk, text = self._talk(beat.thread), self.charging.dated(beat.text)
        reply = replies.write_reply(talk, text, by=self._member(beat.by), is_confirmed=True)
        if beat.approved_by and reply.state == Reply.State.WAITING:
            reply = approvals.approve_reply(reply, by=self._member(beat.approved_by))
        if beat.reached and reply.delivery:
            said = self.said[beat.thread]
            external_id = f"<{beat.thread}.ours.{len(said)}@hanbit.example>"
            channels.accept_receipt(reply.delivery, Receipt(external_id, sent_at=clock.now()))
            said.append(external_id)

    def _act(self, beat: Did) -> None:
        talk, by = self._talk(beat.thread), self._member(beat.by)
        match beat.act:
            case "assign":
                assignment.assign(talk, self._member(beat.what), by=by)
            case "department":
                assignment.assign_department(talk, self.company.departments[beat.what], by=by)
            case "label":
                labels.label(talk, beat.what, by=by)
            case "status":
                status.change_status(talk, beat.what, by=by, reason=beat.reason)
            case "spam":
                status.mark_spam(talk, by=by)

    def _member(self, key: str) -> Member:
        return self.company.members[key]

    def _talk(self, thread: str) -> Conversation:
        account, external_id = self.place_of[thread], self.said[thread][0]
        return Conversation.objects.get(
            turns__message__account=account, turns__message__external_id=external_id
        )
