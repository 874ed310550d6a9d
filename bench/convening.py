"""From a spike to a convened room: `python -m bench.convening [people]`.

A served desk on SQLite with a committee by rule and a standing query. So many people complain within
a moment; nobody does anything. Counted is the time from the last complaint's commit until the issue
stands at level 2, the brake is on and every part that the rules name has been called. Goal: 60 s.
"""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

from bench.desk import open_desk
from bench.start import free_port

HOME = open_desk()

from hanjari.channels.envelope import Envelope, Sender  # noqa: E402 (after django.setup)
from hanjari.channels.models import Account, Brake  # noqa: E402
from hanjari.demo import cast  # noqa: E402
from hanjari.issues import actions as issues  # noqa: E402
from hanjari.issues.models import Issue, Seat  # noqa: E402
from hanjari.kit.clock import now  # noqa: E402
from hanjari.listening import actions as listening  # noqa: E402
from hanjari.listening.actions import standing  # noqa: E402
from hanjari.people.models import CallOut, Member  # noqa: E402

GOAL_S, LONGEST_S = 60, 180
PARTS = ("lead", "legal", "spokesperson", "scribe", "product")
MEMBERS = ("jiho", "sora", "minseo", "doyun", "yuna")


def prepare() -> Account:
    """Everybody's seat, what is listened for, and a channel where people speak."""
    hanbit = cast.seat_hanbit()
    members = {name: Member.objects.get(email=f"{name}@hanbit.example") for name in MEMBERS}
    for part, name in zip(PARTS, MEMBERS, strict=True):
        issues.save_seat_rule(
            None, by=members["yuna"], part=part, member=members[name], deputy=None, min_level=2
        )
    standing.create_query("정수기 누수", "정수기 AND 물", by=members["jiho"])
    return Account.objects.create(
        organisation=hanbit.organisation, kind="archive", name="고객의 소리"
    )


def complain(place: Account, people: int) -> None:
    """Each of them once, in one batch, as a channel's pull brings them."""
    said = [
        Envelope(
            place.pk, f"voice{number}", now() - timedelta(seconds=people - number),
            Sender(f"voice{number}", name=f"손님 {number}"),
            f"정수기에서 물이 새서 마루가 젖었어요. 정말 화가 납니다. 접수 {number * 7919 % 10007}번",
        )
        for number in range(people)
    ]  # fmt: skip
    listening.keep(place, said)


def is_convened() -> bool:
    """The committee is called, each part with a call, and what is automatic is held."""
    issue = Issue.objects.filter(level__gte=2, convened_at__isnull=False).first()
    if issue is None or not Brake.objects.filter(released_at=None, about_id=issue.pk).exists():
        return False
    seats = Seat.objects.filter(issue=issue)
    called = CallOut.objects.filter(call__in=seats.values("call")).values("member").distinct()
    return set(seats.values_list("part", flat=True)) >= set(PARTS) and called.count() == len(
        MEMBERS
    )


def main(people: int) -> int:
    """Print how long it took; 1 when it took longer than the goal."""
    place = prepare()
    port = free_port()
    words = [sys.executable, "-m", "hanjari", "serve", "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    served = subprocess.Popen(words, env={**os.environ, "HANJARI_MEANING": "off"}, **quiet)  # type: ignore[call-overload]
    try:
        time.sleep(15)
        complain(place, people)
        begun = time.monotonic()
        while not is_convened() and time.monotonic() - begun < LONGEST_S:
            time.sleep(0.1)
        took = time.monotonic() - begun
    finally:
        served.send_signal(signal.SIGINT)
        served.wait(20)
    print(
        f"{people} people complain: after {took:.1f} s the committee of {len(PARTS)} is called"
        f" and the brake is on (goal {GOAL_S} s)"
    )
    return int(took > GOAL_S)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 40))
