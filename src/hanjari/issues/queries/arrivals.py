"""What came to a company, as rules and open issues look at it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from hanjari.issues.models import Belonging, Issue
from hanjari.issues.thresholds import HOURS
from hanjari.issues.triggers import Said
from hanjari.kit.clock import now
from hanjari.language import SURE
from hanjari.listening.expressions import Known
from hanjari.listening.ids import first_id_at
from hanjari.listening.matching.post import Post
from hanjari.listening.models import Alarm, Hit, Message, StandingQuery, Verdict

MOST = 2_000
"""Grave messages of a day that are looked at, the newest; more are an alarm anyway."""
GRAVE = Q(intent__in=("complaint", "incident", "rumour", "press")) | Q(urgency__gte=3)
_MOODS = {-1: "negative", 0: "neutral", 1: "positive"}


def theirs(organisation_id: int) -> Q:
    """What people said to the company or about it; not its own words, nor what is gone."""
    return Q(organisation=organisation_id, is_ours=False, is_automatic=False, erased_at=None)


def said_lately(organisation_id: int, hours: int = HOURS) -> list[Said]:
    """The grave messages of the last day, once for each cluster that they lie in, in their order of time.

    What already belongs to an issue that has ended counts no more: somebody has dealt with it.
    """
    window = timedelta(hours=hours)
    messages = grave_between(organisation_id, now() - window, None)[:MOST]
    settled = _settled([one.pk for one in messages])
    return said_of([one for one in reversed(messages) if one.pk not in settled])


def grave_between(organisation_id: int, begin: datetime, end: datetime | None) -> QuerySet[Message]:
    """Grave messages that arrived from `begin` on and before `end`, the newest first."""
    rows = Message.objects.filter(theirs(organisation_id), GRAVE, arrived_at__gte=begin)
    rows = rows.filter(pk__gte=first_id_at(begin - timedelta(days=1)))
    if end:
        rows = rows.filter(arrived_at__lt=end)
    return rows.order_by("-pk").defer("html", "quoted", "media", "extra", "reading")


def before_their_time(organisation_id: int, begin: datetime, end: datetime) -> list[Message]:
    """Grave messages of a stretch of the past, in their order; what was imported long after it was said is none."""
    rows = grave_between(organisation_id, begin, end)[:MOST]
    late = timedelta(days=2)
    return [one for one in reversed(rows) if one.arrived_at - one.posted_at < late]


def alarms_since(
    organisation_id: int, begin: datetime
) -> list[tuple[str, datetime, datetime | None]]:
    """Each alarm's cluster, when it was raised and when it ended; those that somebody dismissed are none."""
    rows = Alarm.objects.filter(organisation=organisation_id).prefetch_related("verdicts")
    rows = rows.exclude(ended_at__lt=begin)
    return [
        (f"query:{one.query_id}", one.raised_at, one.ended_at)
        for one in rows
        if not _is_dismissed(one)
    ]


def said_of(messages: Sequence[Message]) -> list[Said]:
    """As the rules look at them, once for each cluster that they lie in.

    Overheard messages count only where a query about the company itself found them.
    """
    clusters = _clusters([one.pk for one in messages])
    return [
        Said(one.pk, one.author_id, text_of(one), one.intent, one.urgency, cluster, one.arrived_at)
        for one in messages
        for cluster in _of(one, clusters.get(one.pk, []))
    ]


def _settled(ids: list[int]) -> set[int]:
    rows = Belonging.objects.filter(message__in=ids, issue__stage__in=Issue.ENDED)
    rows = rows.exclude(state=Belonging.State.REFUSED)
    return set(rows.values_list("message_id", flat=True))


def _clusters(ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Hit.objects.filter(message__in=ids, query__is_on=True).order_by("query")
    for message, query, side in rows.values_list("message_id", "query_id", "query__side"):
        found[message].append((f"query:{query}", side))
    return found


def _of(message: Message, found: list[tuple[str, str]]) -> list[str]:
    """Of a message's queries those that count; one that nobody listens for lies in the nameless cluster."""
    sides = (StandingQuery.Side.OURS,) if message.is_overheard else (
        StandingQuery.Side.OURS, StandingQuery.Side.TOPIC,
    )  # fmt: skip
    counted = [cluster for cluster, side in found if side in sides]
    return counted or ([] if message.is_overheard else [""])


def loud_clusters(organisation_id: int) -> dict[str, Alarm]:
    """The clusters with an alarm that goes on and that nobody has dismissed."""
    rows = Alarm.objects.filter(organisation=organisation_id, ended_at=None)
    rows = rows.select_related("query").prefetch_related("verdicts")
    return {f"query:{one.query_id}": one for one in rows if not _is_dismissed(one)}


def _is_dismissed(alarm: Alarm) -> bool:
    last = max(alarm.verdicts.all(), key=lambda one: one.pk, default=None)
    return last is not None and last.word == Verdict.Word.DISMISSED


def collecting(organisation_id: int) -> list[Issue]:
    """The issues to which what comes is compared: open ones, no exercises, the newest first."""
    rows = Issue.objects.filter(organisation=organisation_id, is_exercise=False)
    return list(rows.exclude(stage__in=Issue.ENDED).order_by("-pk")[:50])


def came(organisation_id: int, ids: Iterable[int]) -> list[Message]:
    """These messages, those of them that people wrote and that are still there."""
    rows = Message.objects.filter(theirs(organisation_id), pk__in=list(ids)).order_by("pk")
    return list(rows.select_related("account", "author"))


def post_of(message: Message) -> Post:
    """What an expression looks at in a stored message."""
    who = message.author
    links = [message.url, *(str(medium.get("url", "")) for medium in message.media)]
    authors = tuple(filter(None, (who.handle, who.name, who.external_id)))
    return Post(text_of(message), authors, tuple(filter(None, links)), message.account.kind)


def known_of(message: Message) -> Known:
    """What was read of it, as an expression asks for it."""
    sure = tuple(name for name, p in message.reading.get("intents", {}).items() if p >= SURE)
    mood = _MOODS.get(message.sentiment, "") if message.sentiment is not None else ""
    return Known(message.language, mood, sure or (message.intent,))


def text_of(message: Message) -> str:
    """Subject and words, as they are read at arrival."""
    return f"{message.subject}\n{message.text}" if message.subject else message.text


def first_texts(issue: Issue, most: int = 12) -> list[str]:
    """The title and the first words that belong to an issue, each at most as long as is read."""
    rows = issue.belongings.filter(state=Belonging.State.CONFIRMED).order_by("message_id")
    texts = rows.values_list("message__subject", "message__text")[:most]
    return [issue.title, *(f"{subject}\n{text}".strip()[:600] for subject, text in texts)]
