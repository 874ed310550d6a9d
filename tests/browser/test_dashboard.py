"""A dashboard before a person: values under the pointer and the keys, tables, the dark, and what came meanwhile."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

MONTH = "/listening/?days=28"
FIGURE = ".figure__value .number"
NEWS = """
from datetime import timedelta
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
account = Account.objects.filter(kind="mastodon").first()
listening.keep(account, [
    Envelope(account.pk, f"late{n}{now()}", now(), Sender("물빛", name="물빛"), "한빛 정수기 좋아요") for n in range(3)
], is_overheard=True)
"""


def chart(page, name):
    return page.locator(f".chart[data-table={name}-table]")


def heard(page) -> int:
    """The figure that says how many messages came."""
    return int(page.locator(FIGURE).first.inner_text().replace(",", ""))


def test_the_pointer_shows_the_values_of_a_day(told_desk):
    with told_desk.sits("minseo") as page:
        page.goto(MONTH)
        drawn = chart(page, "volume")
        box = drawn.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        tip = drawn.locator(".chart__tip")
        expect(tip).to_be_visible()
        day, count = tip.locator("strong").inner_text(), tip.locator("b").first.inner_text()
        row = page.locator("#volume-table tbody tr").filter(has_text=day)
        assert row.locator("td").first.text_content() == count, (
            "the drawing says what the table says"
        )
        page.mouse.move(0, 0)
        expect(tip).to_be_hidden()


def test_the_keys_move_along_the_points_and_a_screen_reader_is_told(told_desk):
    with told_desk.sits("minseo") as page:
        page.goto(MONTH)
        drawn = chart(page, "moods")
        drawn.focus()
        page.keyboard.press("Home")
        first = drawn.get_attribute("aria-valuetext")
        page.keyboard.press("ArrowRight")
        expect(drawn).to_have_attribute("aria-valuenow", "1")
        expect(drawn).not_to_have_attribute("aria-valuetext", first)
        expect(drawn).to_have_attribute("aria-valuetext", re.compile(r"부정 \d+"))
        page.keyboard.press("Escape")
        expect(drawn.locator(".chart__tip")).to_be_hidden()
        week = chart(page, "week")
        week.focus()
        page.keyboard.press("ArrowDown")
        expect(week).to_have_attribute("aria-valuetext", re.compile("화"))


def test_every_chart_is_a_table_too(told_desk):
    with told_desk.sits("minseo") as page:
        page.goto(MONTH)
        names = [one.get_attribute("data-table") for one in page.locator(".chart").all()]
        assert names == ["volume-table", "moods-table", "voices-table", "week-table"]
        for name in names:
            table = page.locator(f"#{name}")
            expect(table).to_be_hidden()
            page.locator(f"details:has(#{name}) summary").click()
            expect(table).to_be_visible()
            assert table.locator("tbody tr").count() >= 24


def test_without_javascript_the_tables_say_it_all(told_desk):
    with told_desk.sits("minseo", java_script_enabled=False) as page:
        page.goto(MONTH)
        expect(chart(page, "volume")).to_be_hidden()
        page.locator("#volume-details summary").click()
        expect(page.locator("#volume-table")).to_be_visible()


def test_the_dark_is_drawn_in_the_darks_colours(told_desk):
    ink = """() => { const canvas = document.querySelector('.chart canvas');
        return [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data].join().length }"""
    with told_desk.sits("minseo", color_scheme="light") as page:
        page.goto(MONTH)
        light = page.evaluate(ink)
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(300)
        assert page.evaluate(ink) != light, "charts follow the light while the page is open"


def test_new_messages_are_counted_while_one_looks(told_desk):
    with told_desk.sits("minseo") as page:
        page.goto(MONTH)
        page.locator("html[data-live=on]").wait_for()
        before = heard(page)
        told_desk.tell(NEWS)
        expect(page.locator(FIGURE).first).to_have_text(f"{before + 3:,}", timeout=60_000)
        expect(chart(page, "volume").locator("canvas")).to_be_visible()


def test_nothing_is_drawn_anew_under_a_hand(told_desk):
    with told_desk.sits("minseo") as page:
        page.goto(MONTH)
        page.locator("html[data-live=on]").wait_for()
        page.locator("#volume-details summary").click()
        before = heard(page)
        told_desk.tell(NEWS)
        page.locator("#fresh button").wait_for()
        expect(page.locator("#volume-table")).to_be_visible()
        assert heard(page) == before
        page.locator("#fresh button").click()
        expect(page.locator(FIGURE).first).to_have_text(f"{before + 3:,}", timeout=60_000)
        expect(page.locator("#fresh")).to_be_hidden()


def test_charts_fit_a_phone(told_desk):
    with told_desk.sits("minseo", width=390, height=844) as page:
        page.goto(MONTH)
        for one in page.locator(".chart").all():
            box = one.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
