"""The parts of a mail: a bounded walk over whatever tree the sender built, and each part's bytes."""

import base64
import binascii
import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from email.utils import decode_params, unquote
from typing import Any

from hanjari.channels.kinds.mail.reading import headers
from hanjari.channels.kinds.mail.reading.charsets import words

PART_LIMIT = 400
DEPTH_LIMIT = 40
_UU = re.compile(
    rb"^begin [0-7]{3,4} (.{1,200}?)\r?\n(.*?)\r?\n(?:`|\s)?\r?\n?end\s*$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf: where it stands (`1.2`), what it says it is, and its decoded bytes."""

    path: str
    kind: str
    name: str
    charset: str
    body: bytes
    is_attached: bool
    content_id: str
    is_flowed: bool = False

    @property
    def text(self) -> str:
        """The words of a text part, with plain line ends."""
        return words(self.body, self.charset).replace("\r\n", "\n").replace("\r", "\n")


def leaves(message: Message) -> Iterator[Part]:
    """Every part that is not a container, in order; at most `PART_LIMIT`."""
    for count, (path, part) in enumerate(_walk(message, "", 0)):
        if count >= PART_LIMIT:
            return
        yield from _leaf(path, part)


def _walk(message: Message, path: str, depth: int) -> Iterator[tuple[str, Message]]:
    inner = message.get_payload()
    is_letter = message.get_content_type() == "message/rfc822" and path
    if not isinstance(inner, list) or is_letter or depth >= DEPTH_LIMIT:
        yield path or "1", message
        return
    for number, part in enumerate(inner, start=1):
        yield from _walk(part, f"{path}.{number}" if path else str(number), depth + 1)


def _leaf(path: str, part: Message) -> Iterator[Part]:
    kind = part.get_content_type()
    name = _name(part)
    place = headers.raw(part, "Content-Disposition").partition(";")[0].strip().lower()
    body = _body(part)
    is_letter = kind == "message/rfc822"
    one = Part(
        path=path,
        kind=kind,
        name=name or (f"{_subject_of(part) or 'message'}.eml" if is_letter else ""),
        charset=str(_parameter(part, "Content-Type", "charset")),
        body=body,
        is_attached=place == "attachment" or bool(name) or not kind.startswith("text/"),
        content_id=headers.raw(part, "Content-ID").strip("<> "),
        is_flowed="flowed" in _parameter(part, "Content-Type", "format").lower(),
    )
    if kind == "text/plain" and not one.is_attached and b"begin " in body:
        yield from _without_uuencode(one)
    else:
        yield one


def _without_uuencode(part: Part) -> Iterator[Part]:
    """Text with `begin 644 name … end` inside: the files step out of it."""
    files: list[Part] = []

    def take(found: re.Match[bytes]) -> bytes:
        inner = _uudecoded(found.group(2))
        name = words(found.group(1).strip())
        path = f"{part.path}.u{len(files) + 1}"
        files.append(
            Part(path, "application/octet-stream", name, "", inner, is_attached=True, content_id="")
        )
        return b""

    rest = _UU.sub(take, part.body)
    yield Part(
        part.path, part.kind, part.name, part.charset, rest, part.is_attached, part.content_id
    )
    yield from files


def _uudecoded(body: bytes) -> bytes:
    lines = []
    for line in body.splitlines():
        try:
            lines.append(binascii.a2b_uu(line))
        except binascii.Error:  # a trailing blank too many: as long as its count says
            length = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
            try:
                lines.append(binascii.a2b_uu(line[:length]))
            except binascii.Error:
                continue
    return b"".join(lines)


def _body(part: Message) -> bytes:
    payload = part.get_payload()
    if isinstance(payload, list):
        return _letters(part, payload)
    plain = str(payload or "").encode("utf-8", "surrogateescape")
    coding = headers.raw(part, "Content-Transfer-Encoding").lower().strip(" ;\"'")
    if coding == "base64":
        return _base64(plain)
    if coding.replace(" ", "") == "quoted-printable":
        return codecs.decode(plain, "quopri")
    if coding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        found = _UU.search(plain)
        return _uudecoded(found.group(2)) if found else plain
    return plain


def _letters(part: Message, inner: list[Any]) -> bytes:
    """The mails inside message/rfc822 and reports as they came; a box beyond the depth is left shut."""
    if part.get_content_maintype() != "message":
        return b""
    try:
        return b"\n".join(one.as_bytes() for one in inner if isinstance(one, Message))
    except (RecursionError, LookupError, ValueError):
        return b""


def _base64(body: bytes) -> bytes:
    clean = re.sub(
        rb"[^A-Za-z0-9+/]", b"", body.partition(b"=\n\n")[0] if b"=\n\n" in body else body
    )
    clean = clean[: len(clean) - (len(clean) % 4 == 1)]
    return base64.b64decode(clean + b"=" * (-len(clean) % 4))


def _name(part: Message) -> str:
    """A file's name: RFC 2231, or encoded words where none belong, or bare bytes; never a path."""
    told = _parameter(part, "Content-Disposition", "filename") or _parameter(
        part, "Content-Type", "name"
    )
    return re.sub(r"[\\/:\x00-\x1f]+", "_", headers.decoded(told)).strip(" ._")[:200]


def _parameter(part: Message, header: str, key: str) -> str:
    """One parameter of a structured header, continuations and charset of RFC 2231 included."""
    value = headers.raw(part, header)
    if key not in value.lower():
        return ""
    pairs = [(name.strip().lower(), inner.strip()) for name, inner in _pairs(value)]
    plain: Sequence[tuple[str, object]]
    try:
        plain = decode_params([("", ""), *pairs])[1:]
    except (ValueError, IndexError, AttributeError, TypeError):
        plain = [("", ""), *pairs]
    for name, inner in plain:
        if name.rstrip("*").lower() == key:
            return _inner(inner)
    return ""


def _inner(inner: object) -> str:
    if isinstance(inner, tuple):  # (charset, language, percent-encoded words)
        label, _language, told = inner
        return words(_percent(str(told)), label or "")
    plain = unquote(str(inner))
    if not plain.isascii():
        return words(plain.encode("utf-8", "surrogateescape"))
    return plain


def _percent(told: str) -> bytes:
    """`decode_params` has turned %XX into Latin-1 letters."""
    return unquote(told).encode("latin-1", "replace")


def _pairs(value: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r';\s*([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)', value):
        yield found.group(1), found.group(2)


def _subject_of(part: Message) -> str:
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    told = headers.text(first, "Subject") if isinstance(first, Message) else ""
    return re.sub(r"[\\/:]+", "_", told)[:80]
