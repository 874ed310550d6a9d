"""Looking at a topic: all that is known of who moves first on one topic, as plain values that a row can keep."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from hanjari.listening.influence import exciting, leading, predicting
from hanjari.listening.influence.outages import NONE, Outages
from hanjari.listening.influence.series import Series
from hanjari.listening.influence.stories import Said, citations, stories

HOUR = timedelta(hours=1)
MOST_MISSING = 0.02
"""Share of hours without which level 3 is still asked: to it an outage of both sides is excitement afterwards."""
KEPT = 50
"""Citations that are kept of a topic, the earliest sources first."""


def findings(
    said: Sequence[Said], since: datetime, until: datetime, missing: Outages = NONE
) -> dict[str, Any]:
    """Every level that the data bear, and why not the others; `said` lies between the two whole hours.

    What `missing` names is no zero: nobody heard that side then.
    """
    told = stories(said)
    groups = [group[0] for group in told]
    news, social = _news(said, groups, since, until), _social(said, since, until)
    told_hours = {"news": _whole(news), "social": _whole(social)}
    news[[*missing.news]] = social[[*missing.social]] = np.nan
    named = citations(said)
    return {
        "stories": len(told),
        "articles": sum(map(len, told)),
        "posts": sum(not one.is_news for one in said),
        "authors": len({one.author for one in said if not one.is_news}),
        "citations": [
            {
                "source": said[one.source].id,
                "citing": said[one.citing].id,
                "how": one.how,
                "from_news": said[one.source].is_news,
            }
            for one in named[:KEPT]
        ],
        "cited": {
            "social": sum(not said[one.source].is_news for one in named),
            "news": sum(said[one.source].is_news for one in named),
        },
        "lead": _lead(news, social),
        "prediction": _prediction(news, social),
        "excitation": {"lacks": "gaps"}
        if np.isnan(news + social).sum() > MOST_MISSING * len(news)
        else exciting.told(
            _times(said, groups, since), _social_times(said, since), _hours(since, until), since
        ),
        "left_out": missing.told,
        **told_hours,
    }


def _whole(counts: Series) -> list[int]:
    return [int(count) for count in counts]


def _hours(since: datetime, until: datetime) -> int:
    return int((until - since) / HOUR)


def _lead(news: Series, social: Series) -> dict[str, Any]:
    lacking = leading.lacking(news, social)
    if lacking:
        return {"lacks": lacking}
    lead = leading.lead(news, social)
    return {**asdict(lead), "first": lead.first, "is_there": lead.is_there, "lacks": ""}


def _prediction(news: Series, social: Series) -> dict[str, Any]:
    lacking = predicting.lacking(news, social)
    return (
        {"lacks": lacking}
        if lacking
        else {**asdict(predicting.prediction(news, social)), "lacks": ""}
    )


def _news(said: Sequence[Said], firsts: Sequence[int], since: datetime, until: datetime) -> Series:
    """Distinct stories by the hour of their first."""
    counts = np.zeros(_hours(since, until))
    for place in firsts:
        counts[int((said[place].at - since) / HOUR)] += 1
    return counts


def _social(said: Sequence[Said], since: datetime, until: datetime) -> Series:
    """Distinct authors in each hour."""
    counts = np.zeros(_hours(since, until))
    for hour, _author in {(int((s.at - since) / HOUR), s.author) for s in said if not s.is_news}:
        counts[hour] += 1
    return counts


def _times(said: Sequence[Said], firsts: Sequence[int], since: datetime) -> Series:
    return np.sort(np.array([(said[place].at - since) / HOUR for place in firsts], dtype=float))


def _social_times(said: Sequence[Said], since: datetime) -> Series:
    """Each author's first message of an hour, in hours since the beginning."""
    firsts: dict[tuple[int, int], float] = {}
    for one in said:
        if not one.is_news:
            at = (one.at - since) / HOUR
            key = (int(at), one.author)
            firsts[key] = min(at, firsts.get(key, at))
    return np.sort(np.array(list(firsts.values()), dtype=float))
