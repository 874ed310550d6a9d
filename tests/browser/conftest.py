"""A real Chromium before a real desk: `hanjari serve` in a home of its own, real mail servers beside it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.servers.bluesky import BlueskyNetwork, bluesky_network
from tests.servers.house import House
from tests.servers.ports import absent

from hanjari.demo.cast import PASSWORD

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
]
expect.set_options(timeout=20_000)  # a busy machine takes its time here as well
BESIDE_BLUESKY = {"HANJARI_ALLOW_PRIVATE_HOSTS": "127.0.0.1,localhost"}
"""What a desk is told that may reach the tests' Bluesky."""
SEAT = "from hanjari.demo.cast import seat_hanbit, seat_narae; seat_hanbit(); seat_narae()"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        absent("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)


@pytest.fixture(scope="session")
def seated_home(tmp_path_factory, prepared_home) -> Path:
    """The cast of both companies at their desks, nothing said yet."""
    home = tmp_path_factory.mktemp("seated") / "home"
    shutil.copytree(prepared_home, home)
    House(home).tell(SEAT)
    return home


@pytest.fixture(scope="session")
def told_home(tmp_path_factory) -> Path:
    """The demo's two weeks."""
    house = House(tmp_path_factory.mktemp("told") / "home")
    told = house.run("demo")
    assert told.returncode == 0, told.stderr
    return house.home


class Desk(House):
    """A served desk and the people before it."""

    chromium: Browser

    @contextmanager
    def sits(
        self, who: str, *, width: int = 1440, height: int = 900, **more: object
    ) -> Iterator[Page]:
        """Somebody logs in in a browser of their own; a page error fails the test."""
        context = self.chromium.new_context(
            viewport={"width": width, "height": height}, base_url=self.url, locale="ko-KR", **more
        )
        context.set_default_timeout(60_000)  # a busy machine takes its time
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda told: (
                faults.append(told.text) if "Content Security Policy" in told.text else None
            ),
        )
        page.goto("/account/login/")
        page.fill("input[name=login]", f"{who}@hanbit.example")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/account/login" not in url)
        try:
            yield page
        finally:
            context.close()
        assert not faults


def desk_of(home: Path, chromium: Browser, folder: Path) -> Desk:
    shutil.copytree(home, folder / "home")
    desk = Desk(folder / "home")
    desk.chromium = chromium
    desk.environment["HANJARI_ALLOW_PRIVATE_HOSTS"] = (
        "127.0.0.1"  # where the test's mail servers are
    )
    return desk


@pytest.fixture
def desk(seated_home, chromium, tmp_path) -> Iterator[Desk]:
    """The cast's desk, served."""
    one = desk_of(seated_home, chromium, tmp_path)
    with one.serving():
        yield one


@pytest.fixture
def sky(settings) -> BlueskyNetwork:
    """A Bluesky of our own."""
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1", "localhost"]
    return bluesky_network()


@pytest.fixture
def sky_desk(sky, seated_home, chromium, tmp_path) -> Iterator[Desk]:
    """The cast's desk, which may reach that Bluesky, served."""
    one = desk_of(seated_home, chromium, tmp_path)
    one.environment |= BESIDE_BLUESKY
    with one.serving():
        yield one


@pytest.fixture(scope="module")
def told_desk(told_home, chromium, tmp_path_factory) -> Iterator[Desk]:
    """The demo's desk, served, for tests that only look."""
    one = desk_of(told_home, chromium, tmp_path_factory.mktemp("desk"))
    with one.serving():
        yield one


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's script out of the npm registry."""
    root = Path(__file__).resolve().parents[2]
    script = Path(os.environ.get("AXE", root / "node_modules" / "axe-core" / "axe.min.js"))
    if not script.exists():
        npm = shutil.which("npm")
        if npm:
            subprocess.run(
                [npm, "ci", "--no-audit", "--no-fund", "--silent"], cwd=root, check=False
            )
    if not script.exists():
        absent("axe-core is not installed (npm ci)")
    return script.read_text()
