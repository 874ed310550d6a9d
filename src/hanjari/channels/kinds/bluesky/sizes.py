"""Width and height out of a picture's first bytes, so that apps leave the right room for it."""

import struct

_START_OF_FRAME = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def size_of(content: bytes) -> tuple[int, int] | None:
    """Pixels of a PNG, GIF, WebP or JPEG; None when they can't be told."""
    try:
        found = _size(content)
    except (struct.error, IndexError):
        return None
    return found if found and min(found) > 0 else None


def _size(content: bytes) -> tuple[int, int] | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return struct.unpack_from(">II", content, 16)
    if content[:4] == b"GIF8":
        return struct.unpack_from("<HH", content, 6)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    return _jpeg(content) if content[:2] == b"\xff\xd8" else None


def _webp(content: bytes) -> tuple[int, int] | None:
    kind = content[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        return (
            int.from_bytes(content[24:27], "little") + 1,
            int.from_bytes(content[27:30], "little") + 1,
        )
    return None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        mark = content[place + 1]
        if mark in _START_OF_FRAME:
            height, width = struct.unpack_from(">HH", content, place + 5)
            return width, height
        (length,) = struct.unpack_from(">H", content, place + 2)
        place += 2 + max(length, 2)
    return None
