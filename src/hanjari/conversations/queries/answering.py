"""How fast the company answers, out of the hours that are counted already; never out of the conversations."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hanjari.conversations.answering import ends, step_of, summed
from hanjari.conversations.models import AnswerHour
from hanjari.kit.clock import now
from hanjari.kit.survival import Curve, counted
from hanjari.people.models import Organisation

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Answering:
    """Of everybody who first spoke to us in a span of time and wanted an answer."""

    curve: Curve
    """In minutes of clock time: people wait in clock time. Times end with their step, two per cent wide."""
    asked_count: int
    answered_count: int
    waiting_count: int

    @property
    def never_after_a_week(self) -> float | None:
        """The share without an answer after seven days (Kaplan–Meier); None while nobody waited so long."""
        if not self.curve.times:
            return None if not self.asked_count else 1.0
        return self.curve.at(WEEK.total_seconds() / 60)


def answering(organisation: Organisation | int, since: datetime, until: datetime) -> Answering:
    """Who first spoke in [since, until), by the hour. Those who wait are censored now, from the middle of their hour."""
    desk = organisation.pk if isinstance(organisation, Organisation) else organisation
    rows = list(
        AnswerHour.objects.filter(organisation=desk, hour__gte=since, hour__lt=until).values_list(
            "hour", "answered", "gone", "waiting_count"
        )
    )
    answered = summed(bytes(row[1]) for row in rows)
    left = summed(bytes(row[2]) for row in rows)
    moment, waiting = now(), 0
    for hour, _answered, _gone, count in rows:
        if count:
            waited = moment - hour - timedelta(minutes=30)
            left[step_of(max(waited, timedelta(0)))] += count
            waiting += count
    curve = counted(ends(), answered, left)
    return Answering(curve, sum(answered) + sum(left), sum(answered), waiting)
