"""A dashboard's numbers out of counters against the same numbers out of the messages.

Run: python -m bench.dashboard [messages]
Makes bare messages of half a year in a home of its own, lets their counters be made from them, and
gathers the page of 90 days both ways, in turns. Prints CPU milliseconds of each and their ratio; ends
1 below 10 times, or where one number differs.
"""

import sys
import time
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from bench.desk import open_desk

open_desk()

from django.db import connection  # noqa: E402 (after django.setup)
from django.db.models import Count  # noqa: E402
from django.db.models.functions import TruncHour  # noqa: E402

from hanjari.channels.models import Account  # noqa: E402
from hanjari.demo.cast import seat_hanbit  # noqa: E402
from hanjari.kit.clock import now  # noqa: E402
from hanjari.listening import actions as listening  # noqa: E402
from hanjari.listening.ids import first_id_at  # noqa: E402
from hanjari.listening.models import Author, HourCount, Message, Person  # noqa: E402
from hanjari.listening.pages.dashboards import dashboard  # noqa: E402
from hanjari.listening.queries import counting  # noqa: E402
from hanjari.listening.queries.periods import Period  # noqa: E402

GOAL, ROUNDS, DAYS = 10.0, 3, 181
ACCOUNTS = 4
SAID = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %s)
INSERT INTO listening_message (id, organisation_id, account_id, external_id, author_id, is_ours,
  is_automatic, is_public, is_overheard, subject, text, quoted, html, url, media, parent_id, root_id,
  "references", extra, language, intent, urgency, sentiment, reading, posted_at, arrived_at)
SELECT ((1000 * (%s - (i * %s / %s))) << 21) + i, %s, %s + i %% %s, 'm' || i, %s, 0, 0, 1, 1, '', '', '', '', '', '[]', '', '',
  '[]', '{}', CASE i * 7 %% 20 WHEN 0 THEN 'en' ELSE 'ko' END, CASE i * 11 %% 5 WHEN 0 THEN 'complaint' WHEN 1 THEN 'question'
  WHEN 2 THEN 'praise' ELSE 'chat' END, 1, i * 13 %% 3 - 1, '{}',
  datetime(%s - (i * %s / %s), 'unixepoch'), datetime('now') FROM n
"""


def fill(company: Any, messages: int) -> None:
    """Messages of half a year, evenly, at several accounts; then their counters."""
    places = [
        Account.objects.create(organisation=company.organisation, kind="mail", name=f"{n}")
        for n in range(ACCOUNTS)
    ]
    author = Author.objects.create(
        organisation=company.organisation,
        kind="mail",
        external_id="a",
        person=Person.objects.create(organisation=company.organisation),
    )
    end, span = int(now().timestamp()), DAYS * 86_400
    time_of = (end, span, messages)
    with connection.cursor() as cursor:
        cursor.execute(
            SAID,
            [
                messages,
                *time_of,
                company.organisation.pk,
                places[0].pk,
                ACCOUNTS,
                author.pk,
                *time_of,
            ],
        )
    whole = Period.last(DAYS + 2, ZoneInfo("UTC"), now())
    for place in places:
        listening.recount(place.pk, whole.begins, whole.ends)


def naive(period: Period) -> tuple[int, ...]:
    """What the page asks, out of the messages."""
    rows = Message.objects.filter(
        pk__gte=first_id_at(period.before.begins), pk__lt=first_id_at(period.ends), is_ours=False
    )
    hours = rows.annotate(hour=TruncHour("posted_at")).values_list("hour", "sentiment")
    list(hours.annotate(n=Count("pk")).order_by())
    for column in ("intent", "language", "account"):
        list(rows.values_list(column).annotate(n=Count("pk")).order_by())
    now_only = rows.filter(posted_at__gte=period.begins)
    return tuple(now_only.filter(sentiment=mood).count() for mood in (-1, 0, 1))


def cpu(act: Callable[[], Any]) -> float:
    """CPU milliseconds, the best of several turns."""
    took = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        act()
        took.append(1000 * (time.process_time() - begun))
    return min(took)


def main(messages: int) -> int:
    """Both ways, in one process."""
    company = seat_hanbit()
    fill(company, messages)
    member = company.members["jiho"]
    period = Period.last(90, ZoneInfo("Asia/Seoul"), now())
    sums = counting.sums(counting.course(counting.counts_for(member), period))
    told = tuple(sums[mood] for mood in ("negative", "neutral", "positive"))
    ours, theirs = cpu(lambda: dashboard(member, period, None)), cpu(lambda: naive(period))
    print(
        f"{messages:,} messages, {HourCount.objects.count():,} counters, 90 days and the 90 before"
    )
    print(f"counters {ours:,.0f} ms · messages {theirs:,.0f} ms · {theirs / ours:,.1f} ×")
    is_equal = told == naive(period)
    print("the same numbers" if is_equal else f"DIFFERENT: {told} {naive(period)}")
    return 0 if is_equal and theirs / ours >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
