"""Pictures made by hand, as small as they may be."""

import struct
import zlib


def png(width: int, height: int) -> bytes:
    """A whole grey picture."""
    rows = (b"\0" + b"\x80" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    crc = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)


def jpeg(width: int, height: int) -> bytes:
    """The beginning of one: a note first, then the frame."""
    note = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9)
    frame = struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(9)
    return b"\xff\xd8" + note + b"\xff\xc2" + frame + b"\xff\xd9"


def gif(width: int, height: int) -> bytes:
    """The beginning of one."""
    return b"GIF89a" + struct.pack("<HH", width, height) + bytes(3)


def webp(kind: bytes, width: int, height: int) -> bytes:
    """The beginning of one of the three sorts (WebP Container Specification)."""
    inner = {
        b"VP8 ": bytes(6) + struct.pack("<HH", width, height),
        b"VP8L": b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14),
        b"VP8X": bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"),
    }[kind]
    return b"RIFF" + bytes(4) + b"WEBP" + kind + bytes(4) + inner + bytes(8)
