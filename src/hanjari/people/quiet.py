"""Quiet hours: when a call may not ring."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def quiet_until(moment: datetime, zone: str, begins: time, ends: time) -> datetime | None:
    """When the quiet that holds at `moment` ends, in UTC; None outside the quiet hours.

    The hours are the member's own local ones. An end at or before the beginning is on the next day;
    a beginning that is also the end means: never quiet.
    """
    local = moment.astimezone(ZoneInfo(zone))
    at, is_overnight = local.time(), begins > ends
    is_evening = is_overnight and at >= begins
    is_quiet = is_evening or at < ends if is_overnight else begins <= at < ends
    if not is_quiet:
        return None
    day = local.date() + timedelta(days=1) if is_evening else local.date()
    end = datetime.combine(day, ends, tzinfo=local.tzinfo)
    if end.astimezone(UTC) <= moment:  # the clocks went back, and the hour comes a second time
        end = end.replace(fold=1)
    return end.astimezone(UTC)
