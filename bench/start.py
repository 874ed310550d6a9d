"""From command to first page, and what the whole of `hanjari serve` weighs: `python -m bench.start [rounds]`.

Baseline in the same run: loading the rooms once (`django.setup()` and the urls), which no start can
go below. Goals: first page within 2.5 s, 70 MB per page worker, 300 MB for everything (PSS).
"""

import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import Request, urlopen

FIRST_PAGE_S, PAGE_WORKER_MB, WHOLE_MB = 2.5, 70, 300
SRC = Path(__file__).resolve().parents[1] / "src"
LOAD = "import django; django.setup(); import hanjari.config.urls, hanjari.config.wsgi"
SEAT = """
import django; django.setup()
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from hanjari.demo import cast
minseo = cast.seat_hanbit().members["minseo"]
session = SessionStore()
session[SESSION_KEY] = str(minseo.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = minseo.get_session_auth_hash()
session.create()
print(json.dumps(session.session_key))
"""


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def python(code: str) -> tuple[str, float]:
    """Run in a fresh process; its output and its seconds."""
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout, time.perf_counter() - begun


def page(port: int, session: str, path: str = "/") -> int:
    """Fetch a page as a logged-in member; its status."""
    request = Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": f"sessionid={session}"})
    with urlopen(request, timeout=5) as answer:  # noqa: S310 (our own loopback address)
        answer.read()
        return int(answer.status)


def start(port: int) -> subprocess.Popen[bytes]:
    """`hanjari serve`, quietly."""
    words = [sys.executable, "-m", "hanjari", "serve", "--port", str(port)]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def first_page(port: int, session: str) -> float:
    """Seconds until a page is there."""
    begun = time.perf_counter()
    while True:
        try:
            page(port, session)
        except OSError:
            time.sleep(0.005)
        else:
            return time.perf_counter() - begun


def weights(parent: int) -> dict[str, float]:
    """PSS in MB of the watch and its children, by what they are."""
    found = {"watch": pss(parent)}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = re.search(
                rf"^PPid:\s+{parent}$", (entry / "status").read_text(), re.MULTILINE
            )
            words = (entry / "cmdline").read_text().split("\0")
        except OSError:
            continue
        if is_ours:
            found[words[3]] = pss(int(entry.name))
    return found


def pss(pid: int) -> float:
    """Proportional set size in MB."""
    told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", told, re.MULTILINE)[1]) / 1024  # type: ignore[index] # it is there


def main(rounds: int) -> int:
    """Print figures against their goals; 1 when one is missed."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HANJARI_HOME": home, "PYTHONPATH": str(SRC)}
        os.environ["DJANGO_SETTINGS_MODULE"] = "hanjari.config.settings"
        subprocess.run(
            [sys.executable, "-m", "hanjari", "migrate"], check=True, capture_output=True
        )
        session = json.loads(python(SEAT)[0])
        loads, starts, heavy = [], [], {}
        for _ in range(rounds):
            loads.append(python(LOAD)[1])
            port = free_port()
            served = start(port)
            starts.append(first_page(port, session))
            for _ in range(200):
                page(port, session)
            time.sleep(3)
            heavy = weights(served.pid)
            served.send_signal(signal.SIGINT)
            served.wait(10)
    load, first, whole = statistics.median(loads), statistics.median(starts), sum(heavy.values())
    print(
        f"first page {first:.2f} s (goal {FIRST_PAGE_S}) = {first / load:.1f} x loading once ({load:.2f} s)"
    )
    print(f"page worker {heavy['pages']:.0f} MB (goal {PAGE_WORKER_MB}) after 200 pages")
    print(
        f"whole {whole:.0f} MB (goal {WHOLE_MB}): "
        + ", ".join(f"{k} {v:.0f}" for k, v in heavy.items())
    )
    return int(first > FIRST_PAGE_S or heavy["pages"] > PAGE_WORKER_MB or whole > WHOLE_MB)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
