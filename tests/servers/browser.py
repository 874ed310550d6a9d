"""A real Chromium, and what axe-core finds on the page that it shows."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from tests.servers.ports import absent

CHROMIUM = os.environ.get("HANJARI_CHROMIUM", "/usr/bin/chromium")
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's own build; tests skip where it is not installed."""
    if not Path(CHROMIUM).exists():
        absent(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def faults(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA; skips where `npm ci` has not been run."""
    if not AXE.exists():
        absent("axe-core is not installed: npm ci")
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{page.url}: {fault['id']}: {node['html'][:120]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
