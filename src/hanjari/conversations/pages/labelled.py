"""A message's labels as the thread shows them: what the machine or a member says, how sure, by which words."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from hanjari.conversations import queries, words
from hanjari.kit.web import times
from hanjari.kit.web.prose import Mark
from hanjari.language import ASKING, JUDGED_INTENTS, SURE
from hanjari.listening import stories
from hanjari.listening.judging import MOODS, sure_intents
from hanjari.listening.models import Judgement, Message
from hanjari.listening.queries import standing_judgements
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

_MOST_REASONS = 4
_SUBJECT, _NOWHERE = -1, -2

Choice = tuple[str, str, bool]
"""Value as the form takes it, words, and whether it is so now."""


class Label(NamedTuple):
    """One label.

    `number` ties it to the marked words; `choices` are what a member may say instead, `right` is the
    value that says the machine was right.
    """

    key: str
    number: int
    name: str
    tone: str
    sure: str
    reasons: tuple[tuple[str, bool], ...]
    """Words, and whether they stand in the subject."""
    aspect: str = ""
    choices: tuple[Choice, ...] = ()
    right: str = ""
    by: str = ""
    is_meant: bool = False
    """Told by the meaning of the text, not by a word."""


class Labelled(NamedTuple):
    """A message's labels, and where their words stand in its text."""

    labels: tuple[Label, ...]
    marks: tuple[Mark, ...]


class Said(NamedTuple):
    """A label before its words are looked up: `prefixes` are the reasons' names."""

    key: str
    name: str
    tone: str
    sure: str
    prefixes: tuple[str, ...]
    aspect: str = ""
    choices: tuple[Choice, ...] = ()
    right: str = ""
    heard: str = ""
    """The name under which a second hearing told it."""


def labels_context(member: Member, items: Sequence[queries.Item]) -> dict[str, Any]:
    """For the templates of messages: the labels of each that a person wrote."""
    messages = [item.it for item in items if isinstance(item.it, Message) and is_labelled(item.it)]
    judged = standing_judgements(messages)
    return {
        "labelled": {one.pk: labelled(one, judged) for one in messages},
        "may_judge": member.can(Permission.LABEL),
    }


def to_judge(message: Message) -> list[tuple[str, str, list[Choice]]]:
    """Every aspect with all it could be: (aspect, title, choices)."""
    spoken, read = words.spoken(), message.reading
    sure, mood = sure_intents(read), MOODS[message.sentiment]
    intents = [
        (f"{'-' if name in sure else '+'}{name}", str(spoken["intents"][name]), name in sure)
        for name in JUDGED_INTENTS
    ]
    moods = [(name, str(spoken["sentiments"][name]), name == mood) for name in MOODS.values()]
    levels = [
        (str(level), str(spoken["urgencies"][level]), level == message.urgency)
        for level in (1, 2, 3, 4)
    ]
    yes_no = {
        name: [
            (value, str(spoken[name][value]), bool(read.get(name)) == (value == "yes"))
            for value in ("yes", "no")
        ]
        for name in ("needs_answer", "abuse")
    }
    told = {"intents": intents, "sentiment": moods, "urgency": levels, **yes_no}
    titles = {"sentiment": _("Mood"), "needs_answer": _("Answer")}
    return [
        (name, titles.get(name) or str(Judgement.Aspect(name).label), choices)
        for name, choices in told.items()
    ]


def is_labelled(message: Message) -> bool:
    """Whether somebody outside wrote it, and its words are still there."""
    return not (message.is_ours or message.is_automatic or message.erased_at)


def labelled(message: Message, judged: dict[tuple[int, str], Judgement]) -> Labelled:
    """All labels of a message, in the order in which they matter."""
    labels, marks = [], []
    for number, said in enumerate(_said(message), 1):
        found = _reasons(message, said.prefixes)
        row = judged.get((message.pk, said.aspect)) if said.aspect else None
        marks += [(start, end, str(number)) for _text, start, end in found if end > start >= 0]
        reasons = tuple(dict.fromkeys((words_, start == _SUBJECT) for words_, start, _end in found))
        by = _by(row) if row else ""
        is_corrected = bool(row and not row.is_confirmation)
        heard = 0.0 if is_corrected else message.reading.get("heard", {}).get(said.heard, 0.0)
        sure = "" if is_corrected else _meant(heard) if heard else said.sure
        labels.append(
            Label(
                said.key, number, said.name, said.tone, sure, reasons[:_MOST_REASONS],
                said.aspect, said.choices, said.right, by, bool(heard),
            )
        )  # fmt: skip
    return Labelled(tuple(labels), tuple(marks))


def sureness(p: float) -> str:
    """A probability in plain words, with the number."""
    if p >= 0.95:
        said = _("almost certain")
    elif p >= 0.8:
        said = _("very likely")
    elif p >= 0.65:
        said = _("likely")
    else:
        said = _("perhaps")
    return _("%(words)s (%(percent)s %%)") % {"words": said, "percent": round(min(p, 0.99) * 100)}


def _meant(p: float) -> str:
    return _("Told by its meaning, not by a word (%(percent)s %%).") % {
        "percent": round(min(p, 0.99) * 100)
    }


def _said(message: Message) -> Iterator[Said]:
    spoken, told = words.spoken(), message.reading
    yield from _intents(message)
    if told.get("needs_answer"):
        asking = tuple(f"intent:{name}" for name in ASKING)
        choices = (("no", spoken["needs_answer"]["no"], False),)
        name = spoken["needs_answer"]["yes"]
        yield Said(
            "answer",
            name,
            "",
            "",
            ("needs_answer:", *asking),
            "needs_answer",
            choices,
            "yes",
            "needs_answer",
        )
    if message.urgency > 1:
        yield _urgency(message)
    if told.get("abuse"):
        p = told.get("intents", {}).get("abuse", 0)
        choices = (("no", spoken["abuse"]["no"], False),)
        name = spoken["abuse"]["yes"]
        yield Said("abuse", name, "alarm", sureness(p), ("abuse:",), "abuse", choices, "yes")
    yield _mood(message)
    if told.get("is_sarcasm_suspect"):
        sure = _("Praise stands beside a failure: read it yourself.")
        yield Said("sarcasm", _("Perhaps sarcasm"), "care", sure, ())
    if told.get("personal"):
        kinds = ", ".join(words.personal(kind) for kind in told["personal"])
        yield Said("personal", _("Personal data"), "note", kinds, ())
    if message.language:
        name = words.language_name(message.language)
        yield Said("language", name, "", _("Told by its letters and words."), ())


def _intents(message: Message) -> Iterator[Said]:
    spoken, said = words.spoken()["intents"], message.reading.get("intents", {})
    for intent in sure_intents(message.reading):
        name = str(spoken[intent])
        choices = ((f"-{intent}", _("Not: %(label)s") % {"label": name}, False),)
        tone = words.TONES["intents"].get(intent, "")
        sure = sureness(said[intent])
        prefixes = (f"intent:{intent}",)
        yield Said(intent, name, tone, sure, prefixes, "intents", choices, "=", intent)
    if message.intent in ("", "chat"):
        hint = _("No words that ask, complain, praise or report.")
        yield Said("chat", str(spoken["chat"]), "", hint, (), "intents", (), "=")


def _urgency(message: Message) -> Said:
    spoken = words.spoken()["urgencies"]
    level = message.urgency
    choices = tuple((str(one), str(spoken[one]), one == level) for one in (1, 2, 3, 4))
    tone = words.TONES["urgencies"].get(level, "")
    hint = _("Such words are always so urgent.")
    prefixes = (f"urgency:{level}",)
    return Said(
        "urgency", spoken[level], tone, hint, prefixes, "urgency", choices, str(level), prefixes[0]
    )


def _mood(message: Message) -> Said:
    spoken = words.spoken()["sentiments"]
    now = MOODS[message.sentiment]
    choices = tuple((name, str(spoken[name]), name == now) for name in MOODS.values())
    confidence = message.reading.get("mood", [0, 0])[1]
    sure = sureness(confidence) if confidence > SURE else ""
    if now == "unsure":
        sure = _("Not clear enough to say.")
    prefixes = ("mood:",) if now == "unsure" else (f"mood:{now}",)
    tone = words.TONES["sentiments"].get(now, "")
    return Said("mood", spoken[now], tone, sure, prefixes, "sentiment", choices, now)


def _reasons(message: Message, prefixes: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """(words, start, end) of the reasons with these names; negative where they are not in the text."""
    found = []
    for label, told, *place in message.reading.get("why", []):
        said = stories.words_of((label, told, *place), message.subject, message.text)
        if any(label == one or (one.endswith(":") and label.startswith(one)) for one in prefixes):
            start = place[0] if place else message.text.find(said)
            is_there = start >= 0 and message.text.startswith(said, start)
            elsewhere = _SUBJECT if message.subject and start < 0 else _NOWHERE
            end = start + len(said)
            found.append((said.strip(), *((start, end) if is_there else (elsewhere, elsewhere))))
    return found


def _by(row: Judgement) -> str:
    who = row.by.name if row.by else _("Somebody who left")
    told = (
        _("%(name)s agreed, %(time)s") if row.is_confirmation else _("%(name)s said so, %(time)s")
    )
    return told % {"name": who, "time": times.moment(row.at)}
