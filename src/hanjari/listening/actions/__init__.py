"""Acts of the listening room."""

from hanjari.listening.actions.alarms import (
    change_call_rule,
    confirm_alarm,
    dismiss_alarm,
    open_candidate,
)
from hanjari.listening.actions.archives import read_archive, read_due_archives, read_whole_archive
from hanjari.listening.actions.catching_up import catch_up_due
from hanjari.listening.actions.correcting import correct_own
from hanjari.listening.actions.erasure import (
    erase_message,
    erase_person,
    forget_originals,
    see_original,
    tidy_search,
)
from hanjari.listening.actions.expiry import expire
from hanjari.listening.actions.exporting import export_search
from hanjari.listening.actions.folds import await_folding, fold_waiting
from hanjari.listening.actions.hearing import hear_waiting, keep, keep_own, reread
from hanjari.listening.actions.influence import choose_press, compare, compare_due
from hanjari.listening.actions.judgements import (
    JudgementRefusedError,
    judge,
    undo_judgement,
)
from hanjari.listening.actions.noise import call_noise, call_signal, unfold
from hanjari.listening.actions.persons import MergeRefusedError, merge_persons, split_person
from hanjari.listening.actions.recounting import (
    ask_for_recount,
    recount,
    recount_due,
    recount_query,
)
from hanjari.listening.actions.rehearing import await_rehearing, hear_again
from hanjari.listening.actions.training import (
    TrainingRefusedError,
    ask_for_training,
    forget_stuck,
    train_waiting,
    undo_training,
    use_tables,
)
from hanjari.listening.erasing import forget_unseen
from hanjari.listening.ingest.keeping import Kept

__all__ = [
    "JudgementRefusedError",
    "Kept",
    "MergeRefusedError",
    "TrainingRefusedError",
    "ask_for_recount",
    "ask_for_training",
    "await_folding",
    "await_rehearing",
    "call_noise",
    "call_signal",
    "catch_up_due",
    "change_call_rule",
    "choose_press",
    "compare",
    "compare_due",
    "confirm_alarm",
    "correct_own",
    "dismiss_alarm",
    "erase_message",
    "erase_person",
    "expire",
    "export_search",
    "fold_waiting",
    "forget_originals",
    "forget_stuck",
    "forget_unseen",
    "hear_again",
    "hear_waiting",
    "judge",
    "keep",
    "keep_own",
    "merge_persons",
    "open_candidate",
    "read_archive",
    "read_due_archives",
    "read_whole_archive",
    "recount",
    "recount_due",
    "recount_query",
    "reread",
    "see_original",
    "split_person",
    "tidy_search",
    "train_waiting",
    "undo_judgement",
    "undo_training",
    "unfold",
    "use_tables",
]
