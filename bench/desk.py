"""A fresh desk in a folder of its own, real Korean texts, and the CPU clock: what our benches share."""

import atexit
import lzma
import os
import random
import resource
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REVIEWS = ROOT.parent / "shared" / "data" / "nsmc" / "reviews.tsv.xz"
_SYLLABLES = "가나다라마바사아자차카타파하물배송환불교환정수기고장늦어요감사합니다왜안되나요좋아요"


def open_desk() -> Path:
    """Django on an empty store (DATABASE_URL decides which) in a folder that goes with the process.

    A bench's second process is told the first one's folder by HANJARI_BENCH_HOME.
    """
    told = os.environ.get("HANJARI_BENCH_HOME")
    folder = Path(told or tempfile.mkdtemp(prefix="hanjari-bench-"))
    if not told:
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["HANJARI_HOME"] = os.environ["HANJARI_BENCH_HOME"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hanjari.config.settings")
    import django  # noqa: PLC0415 (the folder must be known first)
    from django.core.management import call_command  # noqa: PLC0415 (after django.setup)

    django.setup()
    call_command("migrate", verbosity=0)
    return folder


def texts(count: int) -> list[str]:
    """Real reviews where the data lies beside the checkout, made ones elsewhere; says which."""
    if REVIEWS.exists():
        print(f"texts: {count:,} reviews of NSMC (CC0)")
        return list(_reviews(count))
    print(f"texts: {count:,} made of random syllables (no NSMC beside this checkout)")
    dice = random.Random(2026)  # noqa: S311 (a bench, not a secret)
    return ["".join(dice.choices(_SYLLABLES + "  ", k=dice.randint(8, 80))) for _ in range(count)]


def _reviews(count: int) -> Iterator[str]:
    """Each review once; from the second round on with a number, so that none is a repetition."""
    given, turn = 0, 0
    while given < count:
        with lzma.open(REVIEWS, "rt", encoding="utf-8") as file:
            next(file)
            for row in file:
                text = row.rstrip("\n").split("\t")[-1]
                if not text:
                    continue
                yield f"{text} {turn}" if turn else text
                given += 1
                if given == count:
                    return
        turn += 1


def cpu() -> float:
    """CPU seconds of this process, user and system."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
