"""What a process keeps for long is set aside from the search for cycles, and is freed all the same."""

import gc
import weakref

from hanjari.kit.collector import held_off, settle


class Kept:
    """Something that a process keeps for a while."""


def test_what_was_set_aside_is_still_freed_when_nobody_holds_it() -> None:
    kept = Kept()
    gone = weakref.ref(kept)
    settle()
    try:
        del kept
        assert gone() is None
    finally:
        gc.unfreeze()


def test_the_search_is_on_again_behind_the_block() -> None:
    with held_off():
        assert not gc.isenabled()
    assert gc.isenabled()
