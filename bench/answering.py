"""How long people waited, a million of them, out of ninety days of counted hours: `python -m bench.answering`.

Baseline in the same run: the estimate out of the single waiting times, without reading them from
anywhere. Goal: 50 ms of CPU for the whole question, database included.
"""

import random
import sys
from datetime import timedelta

from bench.desk import cpu, open_desk

HOME = open_desk()

from hanjari.conversations.answering import hour_of, packed, step_of  # noqa: E402 (after django.setup)
from hanjari.conversations.models import AnswerHour  # noqa: E402
from hanjari.conversations.queries.answering import answering  # noqa: E402
from hanjari.demo import cast  # noqa: E402
from hanjari.kit.clock import now  # noqa: E402
from hanjari.kit.survival import curve  # noqa: E402

PEOPLE, HOURS, GOAL_MS, ROUNDS = 1_000_000, 90 * 24, 50.0, 5


def main() -> int:
    """Fill the hours, ask, compare; 1 above the goal or where the two medians are further apart than a step."""
    organisation = cast.seat_hanbit().organisation
    dice = random.Random(2026)  # noqa: S311 (a bench, not a secret)
    waits = [dice.lognormvariate(4.5, 1.6) for _ in range(PEOPLE)]
    each, first = PEOPLE // HOURS + 1, hour_of(now()) - timedelta(hours=HOURS)
    AnswerHour.objects.bulk_create(
        AnswerHour(
            organisation=organisation,
            hour=first + timedelta(hours=number),
            answered=packed(
                step_of(timedelta(minutes=one)) for one in waits[number * each :][:each]
            ),
            is_stale=False,
        )
        for number in range(HOURS)
    )
    begun = cpu()
    for _round in range(ROUNDS):
        found = answering(organisation, first, now())
    took = 1000 * (cpu() - begun) / ROUNDS
    begun = cpu()
    exact = curve(waits, [True] * PEOPLE)
    plain = 1000 * (cpu() - begun)
    error = (found.curve.median or 0) / (exact.median or 1) - 1
    print(
        f"{found.asked_count:,} people: {took:.0f} ms of CPU (goal {GOAL_MS:.0f}); out of single times {plain:,.0f} ms"
    )
    print(f"median {found.curve.median:.1f} min against {exact.median:.1f}: {error:+.1%}")
    return 0 if took <= GOAL_MS and 0 <= error <= 0.0201 else 1


if __name__ == "__main__":
    sys.exit(main())
