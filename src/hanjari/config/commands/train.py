"""`hanjari train`: tables of an organisation's own from what its members judged; tested, used, taken back."""

from argparse import ArgumentParser, Namespace
from typing import Any

from hanjari.config.naming import organisation_named
from hanjari.config.speech import say
from hanjari.config.trouble import Trouble
from hanjari.listening.actions import training
from hanjari.listening.models import Training
from hanjari.people.models import Organisation

VERDICTS = {
    "better": "better: it will be used",
    "too_few": "left alone: fewer than 8 judgements on which the base was wrong",
    "no_better": "refused: it spoils as much as it sets right",
    "not_clear": "refused: better, but not by a clear margin",
    "forgets": "refused: it would read too much otherwise that nobody corrected",
}


def arguments(parser: ArgumentParser) -> None:
    """What to do; without a word, train and use what is clearly better."""
    acts = parser.add_mutually_exclusive_group()
    acts.add_argument("--dry-run", action="store_true", help="test, and keep nothing")
    acts.add_argument("--list", action="store_true", help="all versions, and which one is used")
    acts.add_argument(
        "--use", type=int, metavar="VERSION", help="use a version; 0 is the base alone"
    )
    acts.add_argument("--undo", action="store_true", help="go back to what was used before")
    parser.add_argument(
        "--organisation", default="", help="its short name, where there are several"
    )


def run(options: Namespace) -> int:
    """Status 1 when nothing was better, or it could not be done."""
    organisation = organisation_named(
        options.organisation,
        safe="Nothing was changed.",
        remedy="Name one: hanjari train --organisation NAME",
    )
    try:
        return _do(organisation, options)
    except training.TrainingRefusedError as refusal:
        raise Trouble(
            "That is not possible: there is no such version to use, or one is being made just now.",
            safe="Messages are read as before.",
            remedy="Look at the versions: hanjari train --list",
        ) from refusal


def _do(organisation: Organisation, options: Namespace) -> int:
    if options.list:
        return _list(organisation)
    if options.undo:
        number = training.undo_training(organisation, by=None)
        say(f"New messages are read with {_name(number)} again.")
        return 0
    if options.use is not None:
        training.use_tables(organisation, options.use, by=None)
        say(f"New messages are read with {_name(options.use)}.")
        return 0
    if options.dry_run:
        figures = training.figures_of(training.try_out(organisation))
        _tell(figures)
        say("Nothing was kept.")
        return 0 if _is_better(figures) else 1
    return _train(organisation)


def _train(organisation: Organisation) -> int:
    row = training.ask_for_training(organisation, by=None)
    if training.claim(row):
        training.carry_out(row)
    row.refresh_from_db()
    _tell(row.figures)
    if row.state == Training.State.MADE:
        say(
            f"Version {row.number} was made and is used for new messages. Undo: hanjari train --undo"
        )
        return 0
    if row.state == Training.State.FAILED:
        say(f"It failed, and nothing was changed: {row.failure}")
    elif row.state == Training.State.REFUSED:
        say("Nothing is clearly better than before, so nothing was changed.")
    else:
        say("The worker is making it just now. Look later: hanjari train --list")
    return 1


def _list(organisation: Organisation) -> int:
    rows = list(Training.objects.filter(organisation=organisation).defer("tables"))
    for row in rows:
        mark = "→" if row.is_used else " "
        judged = row.figures.get("judged", 0)
        say(
            f"{mark} {row.number:>4}  {row.asked_at:%Y-%m-%d %H:%M}  {row.state:<8} {judged} judgements"
        )
    if not any(row.is_used for row in rows):
        say("Messages are read with the base alone.")
    return 0


def _tell(figures: dict[str, Any]) -> None:
    """Each part in plain words."""
    told = [part for part in figures.get("parts", []) if part["wrong"]]
    if not told:
        say("Nothing to learn yet: no member has corrected a reading.")
    for one in told:
        say(
            f"{one['part']}: of {one['wrong']} corrected, {one['fixed']} would have come right;"
            f" {one['broken']} of {one['judged'] - one['wrong']} confirmed and {one['changed']} of"
            f" {one['guarded']} others would read otherwise (chance {one['chance']:.3f})."
            f" {VERDICTS[one['verdict']]}."
        )


def _is_better(figures: dict[str, Any]) -> bool:
    return any(one["verdict"] == "better" for one in figures["parts"])


def _name(number: int) -> str:
    return f"version {number}" if number else "the base alone"
