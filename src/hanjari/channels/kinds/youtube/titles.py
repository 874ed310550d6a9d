"""The videos' titles, as subjects; asked for once and remembered."""

from typing import Any

from hanjari.channels.calling import Line
from hanjari.channels.contract import BrokenError
from hanjari.channels.kinds.youtube import api

MOST = 200
_AT_ONCE = 50


def of(line: Line, cursor: dict[str, Any], videos: list[str]) -> dict[str, str]:
    """Titles by video; a title that can't be had is no reason to hold a comment back."""
    known: dict[str, str] = dict(cursor.get("titles", {}))
    asked = list(dict.fromkeys(video for video in videos if video))
    lacking = [video for video in asked if video not in known][:_AT_ONCE]
    if lacking:
        try:
            parameters = {"part": "snippet", "id": ",".join(lacking), "maxResults": _AT_ONCE}
            body = line.ask(
                "GET", "/videos", take=api.UNITS, count=api.READ, params=parameters
            ).body
        except BrokenError:
            body = None
        for video in api.items(body):
            known[str(video.get("id"))] = str(api.part(video, "snippet").get("title") or "")[:300]
        cursor["titles"] = dict(list(known.items())[-MOST:])
    return {video: known[video] for video in asked if video in known}
