"""Train the heads of English asking, demanding and trouble: Banking77 (CC BY 4.0), CLINC150 (CC BY 3.0).

    python -m training.english_asks

Neither set labels these; rules on first words and the intents' names do, so the heads are as right as
the rules are and carry them to wordings no rule lists. Measured on intents left out whole.
"""

import re

import numpy as np
from numpy.typing import NDArray

from bench.understanding.row import bootstrap, f1
from hanjari.language.heads import ASKS
from hanjari.language.weights import FREE
from training.head_grams import counted, kept, tables
from training.head_sets import bank_requests, spoken_requests, video_comments
from training.one_head import fitted, left_out
from training.thresholds import best_threshold, centred, told

KEPT = 40_000
FOLDS = 5
_ASKING = re.compile(
    r"^(?:(?:hi|hello|hey|ok|so|and|also|but|please|sorry|excuse me)[, ]+)*"
    r"(?:how|what|what's|whats|when|where|why|who|which|whose|is|are|am|was|were|do|does|did|can|could|will|would|should|may|has|have|had|isn't|aren't|don't|doesn't|didn't|can't|won't)\b"
    r"|\b(?:tell me|let me know|wondering|want to know|need to know|like to know|find out|know) (?:how|what|when|where|why|who|which|if|whether)\b"
)
_OPEN = re.compile(r"^(?:how|what|whats|when|where|why|who|which|is|are|am|do|does|did|has|have)\b")
_DEMANDS = frozenset(
    "alarm accept_reservations book_flight book_hotel calendar_update cancel_reservation car_rental "
    "change_accent change_ai_name change_language change_speed change_user_name change_volume "
    "credit_limit_change find_phone flip_coin freeze_account insurance_change make_call new_card "
    "next_song order order_checks pay_bill pin_change play_music pto_request redeem_rewards reminder_update "
    "repeat reset_settings restaurant_reservation roll_dice schedule_maintenance schedule_meeting "
    "share_location shopping_list_update smart_home sync_device tell_joke text timer todo_list_update "
    "transfer travel_notification uber update_playlist whisper_mode rollover_401k direct_deposit "
    "activate_my_card cancel_transfer change_pin edit_personal_details get_physical_card getting_spare_card "
    "order_physical_card request_refund terminate_account getting_virtual_card get_disposable_virtual_card".split()
)
_TROUBLE = frozenset(
    "Refund_not_showing_up balance_not_updated_after_bank_transfer card_arrival "
    "balance_not_updated_after_cheque_or_cash_deposit card_not_working card_payment_fee_charged "
    "card_payment_not_recognised card_payment_wrong_exchange_rate card_swallowed cash_withdrawal_charge "
    "cash_withdrawal_not_recognised compromised_card contactless_not_working declined_card_payment "
    "declined_cash_withdrawal declined_transfer direct_debit_payment_not_recognised extra_charge_on_statement "
    "failed_transfer lost_or_stolen_card lost_or_stolen_phone pending_card_payment pending_cash_withdrawal "
    "pending_top_up pending_transfer pin_blocked reverted_card_payment? top_up_failed top_up_reverted "
    "transaction_charged_twice transfer_fee_charged transfer_not_received_by_recipient unable_to_verify_identity "
    "virtual_card_not_working wrong_amount_of_cash_received wrong_exchange_rate_for_cash_withdrawal "
    "account_blocked card_declined damaged_card lost_luggage report_fraud report_lost_card".split()
)


def labelled(text: str, intent: str) -> tuple[bool, bool, bool]:
    """What the rules say of a message: asks, demands something done, tells of trouble."""
    form = text.lower()
    asks = form.endswith("?") or _ASKING.search(form) is not None
    demands = intent in _DEMANDS and _OPEN.match(form) is None
    return asks, demands, intent in _TROUBLE


def messages() -> tuple[list[str], NDArray[np.bool_], NDArray[np.int64]]:
    """Messages with and without their marks, labels (messages, 3), and a group for each intent."""
    rows = bank_requests() + spoken_requests()
    names = {name: place for place, name in enumerate(sorted({intent for _, intent in rows}))}
    truth = [labelled(text, intent) for text, intent in rows]
    groups = [names[intent] for _, intent in rows]
    texts = [text for text, _ in rows]
    chance = np.random.default_rng(5)
    bare = chance.random(len(texts)) < 0.5
    texts = [
        text.rstrip("?.! ") if strip else text for text, strip in zip(texts, bare, strict=True)
    ]
    said, _spam, _videos = video_comments()
    chat = [text for text in said if "?" not in text and not _ASKING.search(text.lower())]
    texts += chat
    truth += [(False, False, False)] * len(chat)
    groups += [len(names) + place // 100 for place in range(len(chat))]
    return texts, np.array(truth), np.array(groups)


def main() -> None:
    """Measure on left-out intents, train on all, write."""
    texts, truth, groups = messages()
    matrix = counted(texts)
    grams = kept(matrix, endings=False)
    fold = np.random.default_rng(6).permutation(groups.max() + 1)[groups] % FOLDS
    found, scaled = [], []
    for head, name in enumerate(ASKS):
        scores = left_out(grams.matrix, truth[:, head], fold)
        said = told(scores, truth[:, head], fold)
        low, high = bootstrap(f1, truth[:, head], said)
        print(f"{name}: F1 {f1(truth[:, head], said):.1f} [{low:.1f}, {high:.1f}], {truth[:, head].mean():.1%} true")  # fmt: skip
        scaled.append(centred(scores, truth[:, head], best_threshold(scores, truth[:, head])))
        found.append(fitted(grams.matrix, truth[:, head]))
    slopes, shifts = np.array(scaled, np.float32).T
    weights = np.stack([one[:-1] for one in found], axis=1) * slopes
    biases = np.array([one[-1] for one in found], np.float32) * slopes + shifts
    seen = np.bincount(matrix.indices, minlength=matrix.shape[1])
    table, _none = tables(ASKS, grams.spread(weights), biases, KEPT, seen)
    table.save(FREE / "english-asks.npz")


if __name__ == "__main__":
    main()
