"""The double charge, played as Hanbit's committee leads it: each step through the rooms' own actions."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from hanjari.channels import actions as channels
from hanjari.channels.actions import braking
from hanjari.channels.contract import Receipt
from hanjari.channels.models import Brake
from hanjari.commitments import actions as commitments
from hanjari.commitments.models import Commitment
from hanjari.conversations.actions import rounds, telling
from hanjari.conversations.models import Conversation, Recipient, Round
from hanjari.demo.cast import Company
from hanjari.demo.story import charge_words as words
from hanjari.demo.story.beats import SEOUL
from hanjari.issues import actions as issues
from hanjari.issues.models import Issue, Review, Statement, Unknown
from hanjari.issues.queries.review import newest_of
from hanjari.issues.queries.seats import seats_of
from hanjari.issues.reviews import mark_of
from hanjari.kit import clock
from hanjari.listening.models import Hit
from hanjari.people.models import Member
from hanjari.public import actions as public

SEATS = (
    ("lead", "jiho"), ("spokesperson", "yuna"), ("legal", "sora"), ("care", "minseo"), ("product", "doyun"),
)  # fmt: skip
SIGNERS = (("lead", "jiho"), ("spokesperson", "yuna"), ("legal", "sora"))
QUERY = "이중 결제"


class Charging:
    """The issue as it stands between two steps; `talk` is the thread from which it was born."""

    def __init__(self, company: Company, talk: Callable[[], Conversation], today: datetime) -> None:
        self.company, self.talk = company, talk
        self.begun = (today - timedelta(days=3)).astimezone(SEOUL).date()
        self.due = (today + timedelta(days=9)).astimezone(SEOUL).date()

    def take(self, act: str) -> None:
        """One step by its name."""
        getattr(self, f"_{act}")()

    @property
    def _issue(self) -> Issue:
        return Issue.objects.get(organisation=self.company.organisation, title=words.TITLE)

    def _member(self, name: str) -> Member:
        return self.company.members[name]

    def dated(self, text: str) -> str:
        """What was said of it, with the days filled in: `{day}` it happened, `{due}` the promise ends."""
        return text.format(day=_day(self.begun), due=_day(self.due))

    def _said(self, parts: Mapping[str, str]) -> dict[str, str]:
        return {name: self.dated(text) for name, text in parts.items()}

    def _raise(self) -> None:
        """Out of the angry thread and what others say of it; from level 2 on the committee is called."""
        own = self.talk().turns.values_list("pk", flat=True)
        others = Hit.objects.filter(
            query__name=QUERY, query__organisation=self.company.organisation
        )
        begin = datetime.combine(self.begun, datetime.min.time(), SEOUL)
        lately = others.filter(message__posted_at__range=(begin, clock.now()))
        public.open_page(by=self._member("yuna"), intro=words.INTRO)
        issues.raise_issue(
            self.company.organisation, words.TITLE, by=self._member("minseo"),
            level=Issue.Level.COMMITTEE, origin=Issue.Origin.TALKS, summary=words.SUMMARY,
            message_ids=[*own, *lately.values_list("message", flat=True)],
            department=self.company.departments["고객응대"], product="렌털 요금",
        )  # fmt: skip

    def _sit(self) -> None:
        """Everybody takes their seat; the parts that nobody was called to are given."""
        issue, jiho = self._issue, self._member("jiho")
        for seat in seats_of(issue):
            issues.take_seat(seat, by=seat.member or jiho)
            if seat.part == "spokesperson":  # legal is Sora's, and two parts are two people
                issues.hand_over(seat, self._member("yuna"), by=jiho, briefing=words.BRIEFING)
        named = set(seats_of(issue).values_list("part", "member"))
        for part, name in SEATS:
            if (part, self._member(name).pk) not in named:
                issues.give_seat(issue, part, self._member(name), by=jiho)
        for seat in seats_of(issue).filter(arrived_at=None):
            issues.take_seat(seat, by=seat.member or jiho)

    def _find_out(self) -> None:
        """Facts with their source, what is not known yet, and the answer to "is it true?"."""
        issue, jiho = self._issue, self._member("jiho")
        for text, source in words.FACTS:
            issues.add_fact(
                issue, text, by=self._member("doyun"), confidence="confirmed", source=source
            )
        issues.ask(issue, words.UNKNOWN, by=jiho, owner=self._member("doyun"))
        issues.take_stance(issue, "true", by=jiho, kind="human_accident")
        issues.know_fault(issue, by=jiho)

    def _decide(self) -> None:
        """Not to wait, with the dissent beside it."""
        issues.decide(
            self._issue, words.DECIDED, by=self._member("jiho"), question=words.QUESTION,
            reason=words.REASON, dissent=words.DISSENT,
        )  # fmt: skip

    def _hold(self) -> None:
        """The first statement, with when we speak again."""
        self._publish("holding", words.HOLDING_TITLE, words.HOLDING, clock.now().replace(minute=0))

    def _apologise(self) -> None:
        """The apology is written; the checker finds its promises, which become commitments next."""
        self._begin("apology", words.APOLOGY_TITLE, {"body": words.APOLOGY})
        unknown = Unknown.objects.get(issue=self._issue, answered_at=None)
        issues.answer_unknown(
            unknown, words.FOUND, by=self._member("doyun"), confidence="confirmed", source="카드사"
        )

    def _promise(self) -> None:
        """Each promise in it has an owner and a day; then it is signed and published."""
        statement = self._issue.statements.get(form="apology")
        for promise in statement.versions.latest("number").promises.all():
            is_refund = "환불" in promise.words
            made = issues.make_commitment(
                promise, by=self._member("jiho"),
                first_due=self.begun if is_refund else self.due,
                text=words.REFUND if is_refund else words.GUARD,
                owner=self._member("minseo" if is_refund else "doyun"),
            )  # fmt: skip
            commitments.accept(made, by=self._member("jiho"))
            commitments.publish(made, by=self._member("jiho"))
            commitments.begin(made, by=made.owner or self._member("jiho"))
        self._sign(statement)

    def _refund(self) -> None:
        """All of it is cancelled, and the figure is handed in as evidence."""
        commitments.submit_evidence(
            self._promised(words.REFUND), by=self._member("minseo"), kind="metric",
            words=words.EVIDENCE, value=words.EVIDENCE_VALUE, is_public=True,
        )  # fmt: skip

    def _confirm(self) -> None:
        """Somebody else looks at it: kept. The other promise goes on."""
        kept = self._promised(words.REFUND)
        commitments.verify(kept.evidence.get(), by=self._member("sora"))
        commitments.end(kept, "kept", by=self._member("jiho"))
        commitments.remark(self._promised(words.GUARD), words.PROGRESS, by=self._member("doyun"))

    def _update(self) -> None:
        """As promised before six: all of it is cancelled."""
        self._publish("update", words.LAST_TITLE, words.LAST)

    def _release(self) -> None:
        """The update turns out to be the last, and the brake comes off."""
        issues.mark_last(self._issue.statements.get(form="update"), by=self._member("jiho"))
        for brake in Brake.objects.filter(organisation=self.company.organisation, released_at=None):
            braking.release_brake(brake, by=self._member("jiho"), reason=words.RELEASED)

    def _tell_everyone(self) -> None:
        """One text for all who wrote to us, looked at by two, each by name in their own thread."""
        row = rounds.start_round(
            self.company.organisation, f"issue:{self._issue.pk}:refunded", words.TOLD,
            by=self._member("minseo"), conversations=[self.talk()], title=words.LAST_TITLE,
            about=("issue", self._issue.pk),
        )  # fmt: skip
        rounds.approve_round(
            rounds.ask_approval(row, by=self._member("minseo")), by=self._member("jiho")
        )
        while telling.tell_due():
            pass
        for one in Recipient.objects.filter(round=row, reply__isnull=False):
            if one.reply and one.reply.delivery:
                receipt = Receipt(f"<told.{one.pk}@hanbit.example>", sent_at=clock.now())
                channels.accept_receipt(one.reply.delivery, receipt)
        kept = self._promised(words.REFUND)
        for other in Round.objects.filter(about_kind="commitment", about_id=kept.pk):
            rounds.stop_round(other, by=self._member("jiho"), reason=words.TOLD_ALREADY)

    def _close(self) -> None:
        """Nobody waits, every promise has an owner, the last word is said."""
        issues.set_stage(self._issue, Issue.Stage.STABLE, by=self._member("jiho"))
        issues.close_issue(self._issue, by=self._member("jiho"))

    def _review(self) -> None:
        """Four questions, two lessons, each with what follows from it."""
        review, jiho = Review.objects.get(issue=self._issue), self._member("jiho")
        before = {one.question: mark_of(one.text) for one in newest_of(review)}
        asked = ("planned", "happened", "why", "next")
        issues.write_review(
            review, dict(zip(asked, words.ANSWERS, strict=True)), on=before, by=jiho
        )
        first, second = (issues.draw_lesson(review, text, by=jiho) for text in words.LESSONS)
        due = datetime.combine(self.due, datetime.min.time(), SEOUL)
        issues.give_lesson(first, by=jiho, owner=self._member("doyun"), due_at=due)
        issues.waive_lesson(second, words.WAIVED, by=jiho)
        issues.finish_review(review, by=jiho)

    def _promised(self, text: str) -> Commitment:
        return Commitment.objects.get(organisation=self.company.organisation, text=text)

    def _publish(
        self, form: str, title: str, parts: Mapping[str, str], again: datetime | None = None
    ) -> Statement:
        statement = self._begin(form, title, parts, again)
        self._sign(statement)
        return statement

    def _begin(
        self, form: str, title: str, parts: Mapping[str, str], again: datetime | None = None
    ) -> Statement:
        return issues.write_statement(
            self._issue, form, by=self._member("yuna"), title=title, parts=self._said(parts),
            next_update_at=again + timedelta(hours=7) if again else None,
        )  # fmt: skip

    def _sign(self, statement: Statement) -> None:
        issues.ask_signatures(statement, by=self._member("yuna"))
        version = statement.versions.latest("number")
        for part, name in SIGNERS:
            issues.sign(statement, part, by=self._member(name), on=version.number)
        issues.publish_statement(statement, by=self._member("yuna"))


def _day(on: date) -> str:
    return f"{on.month}월 {on.day}일"
