"""Keeping a watch: as bytes and back, and more keys for one that runs."""

from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from hanjari.listening.spikes.watch import Watch

_ARRAYS = ("top", "mean", "variance", "age", "since")


def packed(watch: Watch) -> bytes:
    """All that it knows, some 30 bytes a key before compression."""
    buffer = BytesIO()
    arrays = {name: getattr(watch, name) for name in _ARRAYS}
    np.savez_compressed(buffer, minutes=watch.minutes, recent=_in_order(watch), **arrays)
    return buffer.getvalue()


def unpacked(kept: bytes) -> Watch:
    """The watch as it was. Raises `ValueError` or `KeyError` where the bytes are none of ours."""
    with np.load(BytesIO(kept), allow_pickle=False) as arrays:
        watch = Watch(len(arrays["top"]), float(arrays["minutes"]))
        if watch.recent.shape != arrays["recent"].shape:
            raise ValueError("bins of another length")
        watch.recent = arrays["recent"]
        for name in _ARRAYS:
            setattr(watch, name, arrays[name])
    return watch


def joined(first: Watch, second: Watch) -> Watch:
    """Both as one, the second's keys after the first's."""
    both = Watch(first.keys + second.keys, first.minutes)
    both.recent = np.concatenate([_in_order(first), _in_order(second)], axis=1)
    for name in _ARRAYS:
        setattr(both, name, np.concatenate([getattr(first, name), getattr(second, name)]))
    return both


def _in_order(watch: Watch) -> NDArray[np.float32]:
    return np.roll(watch.recent, -watch.oldest, axis=0)
