"""What is new in a mail, and what is only carried along: quoted history and the signature."""

from hanjari.channels.kinds.mail.reading import phrases

_JOINED = 4
"""An attribution is wrapped over at most so many lines (Gmail and Apple Mail wrap at 72)."""
_SIGNATURE_LINES = 15
_LONG_LINE = 500
"""No attribution is longer; longer lines are not tried."""


def fold(text: str) -> tuple[str, str]:
    """(what was written now, what is folded away). Nothing is lost: both together are the whole."""
    lines = [line.rstrip() for line in text.expandtabs(4).split("\n")]
    kept, folded = _split(lines)
    kept, signature = _sign(kept)
    fresh, rest = _joined(kept), _joined([*signature, *folded])
    return (fresh, rest) if fresh else (_joined(lines), "")


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n").rstrip()


def _split(lines: list[str]) -> tuple[list[str], list[str]]:
    for at in range(len(lines)):
        if phrases.FORWARD.match(lines[at]):
            return lines, []
        if taken := _opens(lines, at):
            return _around(lines, _beginning(lines, at), at + taken)
    return _without_tail(lines)


def _opens(lines: list[str], at: int) -> int:
    """How many lines the introduction of a quote at this place takes; 0 when there is none."""
    line = lines[at]
    if not line.strip() or len(line) > _LONG_LINE:
        return 0
    if phrases.SEPARATOR.match(line):
        return 1
    if _is_header_block(lines, at):
        return 1
    if phrases.RULE.match(line):
        after = next((n for n in range(at + 1, min(at + 4, len(lines))) if lines[n].strip()), 0)
        return 1 if after and _is_header_block(lines, after) else 0
    return _attribution(lines, at)


def _beginning(lines: list[str], at: int) -> int:
    """Header lines and quoted lines right above belong to it: Hotmail begins with `> Subject:`."""
    while at and phrases.OTHER_LINE.match(lines[at - 1]):
        at -= 1
    while at and phrases.QUOTED_LINE.match(lines[at - 1]):
        at -= 1
    return at


def _attribution(lines: list[str], at: int) -> int:
    joined = ""
    for count, line in enumerate(lines[at : at + _JOINED], start=1):
        if not line.strip() or len(joined) > _LONG_LINE:
            return 0
        joined = f"{joined} {line.strip()}".strip()
        if any(rule.match(joined) for rule in (phrases.ATTRIBUTION, phrases.NAMED, phrases.DATED)):
            return count
    return 0


def _is_header_block(lines: list[str], at: int) -> bool:
    """`From: … Sent: … To: … Subject: …`: a first line and one more kind of line close below."""
    if phrases.FROM_LINE.match(lines[at]):
        wanted = 2
    elif phrases.DATE_LINE.match(lines[at]):
        wanted = 1
    else:
        return False
    below = [line for line in lines[at + 1 : at + 9] if line.strip()][:6]
    return sum(bool(phrases.OTHER_LINE.match(line)) for line in below) >= wanted


def _around(lines: list[str], start: int, end: int) -> tuple[list[str], list[str]]:
    """Text below a `>` quote was written now; between two quotes it answers them and all stays."""
    below = [n for n in range(end, len(lines)) if lines[n].strip()]
    if not below or not phrases.QUOTED_LINE.match(lines[below[0]]):
        return lines[:start], lines[start:]
    marks = [bool(phrases.QUOTED_LINE.match(lines[n])) for n in below]
    if False not in marks:
        return lines[:start], lines[start:]
    first_free = marks.index(False)
    if True in marks[first_free:] and not _is_wrapped(lines, below, marks):
        return lines, []
    last_quoted = len(marks) - 1 - marks[::-1].index(True)
    cut = below[last_quoted] + 1
    return [*lines[:start], *lines[cut:]], lines[start:cut]


def _is_wrapped(lines: list[str], below: list[int], marks: list[bool]) -> bool:
    """Free lines between quoted ones that are only the rest of a broken long line or link."""
    last = len(marks) - 1 - marks[::-1].index(True)
    free = [
        lines[n].strip() for n, mark in zip(below[:last], marks[:last], strict=True) if not mark
    ]
    return all(" " not in line or line.startswith(("(http", "<http", "http")) for line in free)


def _without_tail(lines: list[str]) -> tuple[list[str], list[str]]:
    """A block of two or more quoted lines at the very end, with nothing that introduces it."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start and (phrases.QUOTED_LINE.match(lines[start - 1]) or not lines[start - 1].strip()):
        start -= 1
    quoted = sum(bool(phrases.QUOTED_LINE.match(line)) for line in lines[start:end])
    return (lines[:start], lines[start:]) if quoted > 1 else (lines, [])


def _sign(lines: list[str]) -> tuple[list[str], list[str]]:
    """The signature: below `-- `, or the one line that a phone adds."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    for at in range(max(0, end - _SIGNATURE_LINES), end):
        if phrases.SIGNATURE.match(lines[at]):
            return lines[:at], lines[at:end]
    if end and phrases.FOOTER.match(lines[end - 1]):
        return lines[: end - 1], lines[end - 1 : end]
    return lines[:end], []
