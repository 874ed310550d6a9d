"""`hanjari rotate-key`: seal all stored secrets under a new key."""

from argparse import ArgumentParser, Namespace

from hanjari.config.rotation import rotate
from hanjari.config.speech import say
from hanjari.config.trouble import Trouble
from hanjari.kit.secrets import SealBrokenError


def arguments(parser: ArgumentParser) -> None:
    """Whether old keys go."""
    parser.add_argument(
        "--forget-old", action="store_true", help="drop the old keys (older backups need them)"
    )


def run(options: Namespace) -> int:
    """Rotate; the desk may stay open meanwhile."""
    try:
        count = rotate(forget_old=options.forget_old)
    except SealBrokenError as error:
        raise Trouble(
            f"Something stored cannot be opened: {error}.",
            safe="No key was dropped; what could be opened before still can.",
            remedy="Put the key file from your backup back beside the new line, then run this again.",
        ) from error
    say(f"{count:,} secrets are sealed under a new key.")
    if not options.forget_old:
        say("Old keys were kept for older backups; --forget-old drops them.")
    return 0
