"""Acts of the listening room."""

from hanjari.listening.actions.archives import read_archive, read_due_archives, read_whole_archive
from hanjari.listening.actions.correcting import correct_own
from hanjari.listening.actions.erasure import (
    erase_message,
    erase_person,
    forget_originals,
    see_original,
    tidy_search,
)
from hanjari.listening.actions.expiry import expire
from hanjari.listening.actions.hearing import hear_waiting, keep, keep_own, reread
from hanjari.listening.actions.persons import MergeRefusedError, merge_persons, split_person
from hanjari.listening.erasing import forget_unseen
from hanjari.listening.ingest.keeping import Kept

__all__ = [
    "Kept",
    "MergeRefusedError",
    "correct_own",
    "erase_message",
    "erase_person",
    "expire",
    "forget_originals",
    "forget_unseen",
    "hear_waiting",
    "keep",
    "keep_own",
    "merge_persons",
    "read_archive",
    "read_due_archives",
    "read_whole_archive",
    "reread",
    "see_original",
    "split_person",
    "tidy_search",
]
