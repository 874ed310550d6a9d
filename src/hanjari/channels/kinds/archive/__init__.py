"""Archive: what was said elsewhere and earlier, from a file: CSV, JSONL, mbox, WordPress (WXR)."""

from hanjari.channels.kinds.archive.kind import Archive

KIND = Archive()
