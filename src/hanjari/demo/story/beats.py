"""Beats: what can happen in the story. Times are days before today and a Seoul clock time."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


@dataclass(frozen=True, slots=True)
class Moment:
    """`Moment(13, "09:12")`: thirteen days before today, at 09:12 in Seoul."""

    days_ago: int
    clock: str

    def on(self, today: datetime) -> datetime:
        """The moment in UTC-comparable time, never later than `today` itself."""
        local = today.astimezone(SEOUL)
        day = (local - timedelta(days=self.days_ago)).date()
        told = datetime.combine(day, time.fromisoformat(self.clock), SEOUL)
        return min(told, today)


@dataclass(frozen=True, slots=True)
class Ago:
    """`Ago(25)`: so many minutes before the demo is set up; for what is still waiting."""

    minutes: int

    def on(self, today: datetime) -> datetime:
        """The moment, counted back from `today`."""
        return today - timedelta(minutes=self.minutes)


When = Moment | Ago


@dataclass(frozen=True, slots=True)
class Said:
    """A person outside says something: a mail, a form, or a post of their own on a blog."""

    when: When
    thread: str
    place: str
    who: str
    text: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A member answers; with `approved_by` a second person has looked first."""

    when: When
    thread: str
    by: str
    text: str
    approved_by: str = ""
    reached: bool = True
    """False: it is still in the outbox, or waits for its approval."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A note among colleagues."""

    when: When
    thread: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Did:
    """An act of a member: assign, department, label, status, snooze, spam."""

    when: When
    thread: str
    by: str
    act: str
    what: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Led:
    """A step of the committee, by its name in `demo.charging`."""

    when: When
    act: str


Beat = Said | Answered | Noted | Did | Led
