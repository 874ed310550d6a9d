"""Promises in a statement: every will of ours that somebody could hold us to, with or without a date.

Wider than a promised time in an answer: what says "we will" in public is a promise. A courtesy
("말씀드리겠습니다", "we will say") is none; words about the next update are marked, for the
statement's own clock keeps them.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from hanjari.language.promises import promised_time, sentences_of

_KOREAN_WILL = re.compile(
    r"겠습니다|겠어요|[가-힣]게요(?=[.!\s]|$)|예정입니다|(?:할|될|갈) 것입니다|약속(?:드립|합)니다|기로 (?:했|하였|결정했)습니다|(?:계획|방침)입니다"
)
_KOREAN_COURTESY = re.compile(
    r"(?:사과|사죄|말씀|감사|부탁|인사|양해)(?:의 말씀)?(?:을|를)?\s?(?:드리|올리|하|구하)?겠|(?<![가-힣])(?:알|모르|바라|받|달게 받|새겨듣)겠|고개 숙이겠|통감하겠|비판[^.]{0,10}받겠"
)
_KOREAN_UPDATE = re.compile(
    r"(?:다시|추가로|이어서|새로운 소식|진행 상황|조사 결과|확인되는 대로|파악되는 대로)[^.]{0,24}(?:알리|알려|안내|공지|말씀|전하)[가-힣 ]{0,4}겠"
)
_ENGLISH_WILL = re.compile(
    r"\b(?:we|i|our\s\w+|the\s(?:company|team))\s?(?:will|shall|'ll|’ll)\b|\b(?:we|i)\s?(?:(?:are|am|'re|’re|'m|’m)\s(?:going\sto|committed\sto)|promise|pledge|commit\s(?:to|ourselves)|plan\sto|intend\sto)\b|\bwill\sbe\s(?:refunded|replaced|published|compensated|credited|reimbursed|paid|repaired|recalled)\b",
    re.IGNORECASE,
)
_ENGLISH_COURTESY = re.compile(
    r"\b(?:will|'ll|’ll|shall)\s(?:say|admit|be\shonest|apologi[sz]e|not\spretend|never\sforget|understand)\b",
    re.IGNORECASE,
)
_ENGLISH_UPDATE = re.compile(
    r"\b(?:next\supdate|update\s(?:you|this|again|everyone)|report\sback|report\sagain|share\smore|tell\syou\smore|post\sagain|speak\sagain)\b",
    re.IGNORECASE,
)
_KOREAN_JOINT = re.compile(r"(?<=[가-힣][고며]),\s")
_ENGLISH_JOINT = re.compile(r"(?:,\sand|;|,)\s(?=(?:we|by|within|on)\b)", re.IGNORECASE)
_KOREAN_PAST = re.compile(r"(?:[았었였했됐렸셨났갔왔쳤])(?:고|으며)$")
_KOREAN_AMOUNT = re.compile(r"(?:분|치|간|째|어치)(?![가-힣]*까지)")
"""After a day's number: three days' worth, and no date."""
_SHORTEST = 6
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise: its words and place (characters, end exclusive), when it is due if it says so."""

    words: str
    start: int
    end: int
    due_at: datetime | None
    is_update: bool
    """The next update: kept by the statement's own clock, not by a commitment."""


def promises_in(text: str, now: datetime, zone: ZoneInfo | str) -> list[Promised]:
    """Every promise in the order of the words; two deeds joined in one sentence are two promises."""
    found = []
    for start, sentence in sentences_of(text):
        is_korean = bool(re.search("[가-힣]", sentence))
        if sentence.rstrip().endswith(("?", "？")) or not _binds(sentence, is_korean=is_korean):
            continue
        for place, clause in _clauses(sentence, is_korean=is_korean):
            found += _promise(start + place, clause, now, zone, is_korean=is_korean)
    return found


def _binds(sentence: str, *, is_korean: bool) -> bool:
    return bool((_KOREAN_WILL if is_korean else _ENGLISH_WILL).search(sentence))


def _promise(
    start: int, clause: str, now: datetime, zone: ZoneInfo | str, *, is_korean: bool
) -> list[Promised]:
    words = clause.strip()
    courtesy, update = (
        (_KOREAN_COURTESY, _KOREAN_UPDATE) if is_korean else (_ENGLISH_COURTESY, _ENGLISH_UPDATE)
    )
    if courtesy.search(words):
        return []
    begin = start + len(clause) - len(clause.lstrip())
    bound = words if _binds(words, is_korean=is_korean) else f"{words.rstrip('고며, ')}겠습니다"
    due = promised_time(bound, now, zone)
    if due and _KOREAN_AMOUNT.match(bound, due.end):
        due = None
    words = re.sub(r",(?:\sand)?$", "", words, flags=re.IGNORECASE)[:_LONGEST]
    is_update = bool(update.search(words))
    return [Promised(words, begin, begin + len(words), due.due_at if due else None, is_update)]


def _clauses(sentence: str, *, is_korean: bool) -> list[tuple[int, str]]:
    """The sentence's deeds: a clause that is past, or that binds to nothing by itself, is none."""
    joint = _KOREAN_JOINT if is_korean else _ENGLISH_JOINT
    edges = [0, *(match.end() for match in joint.finditer(sentence)), len(sentence)]
    parts = [(a, sentence[a:b]) for a, b in pairwise(edges)]
    if is_korean:
        kept = [
            (place, part)
            for place, part in parts[:-1]
            if len(part.strip()) >= _SHORTEST and not _KOREAN_PAST.search(part.strip(" ,"))
            and re.search(r"[고며],?\s*$", part)
            and not re.search(r"(?:있고|있으며|하고 있|이고|이며|사과드리)[,\s]*$", part)
        ]  # fmt: skip
        return [*kept, parts[-1]]
    return [(place, part) for place, part in parts if _ENGLISH_WILL.search(part)] or [(0, sentence)]
