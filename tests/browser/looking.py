"""Looking again: a page is loaded anew until it shows what a worker brings in the background."""

from playwright.sync_api import Locator, Page, expect

SECONDS = 90
"""What a busy machine may take before a test gives up."""


def look_until(page: Page, address: str, shown: Locator, seconds: int = SECONDS) -> Locator:
    """Load `address` about once a second until it shows `shown`, and give it back; fail after `seconds`."""
    page.goto(address)
    for _try in range(seconds):
        if shown.count():
            break
        page.wait_for_timeout(1_000)
        page.goto(address)
    expect(shown).to_be_visible()
    return shown
