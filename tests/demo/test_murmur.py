"""What the demo overhears tells the same story on whatever day and at whatever hour it is set up."""

from datetime import datetime, time, timedelta

from hanjari.demo.murmur.weeks import murmurs
from hanjari.demo.murmur.words import DOUBLE_CHARGE
from hanjari.demo.story.beats import SEOUL


def _charged(today: datetime) -> list[tuple[timedelta, str]]:
    """The complaints of the day of the double charge, by the time of that day."""
    day = datetime.combine(today.date() - timedelta(days=3), time(), SEOUL)
    said = [(one.at - day, one.text) for one in murmurs(today, until=today - timedelta(hours=1))]
    return [
        (after, text)
        for after, text in said
        if timedelta() <= after < timedelta(days=1)
        and any(words in text for words in DOUBLE_CHARGE)
    ]


def test_the_loud_day_is_the_same_from_one_hour_of_the_week_to_the_next():
    first = datetime(2026, 12, 6, 0, 30, tzinfo=SEOUL)
    told = [_charged(first + timedelta(hours=7 * number)) for number in range(24)]
    assert len(told[0]) > 40
    assert all(one == told[0] for one in told)
