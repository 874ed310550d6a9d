"""`hanjari backup`: everything in one file."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.conf import settings

from hanjari.config.backup import back_up
from hanjari.config.speech import say
from hanjari.config.trouble import Trouble
from hanjari.kit.clock import now


def arguments(parser: ArgumentParser) -> None:
    """Where to, and whether with the keys."""
    parser.add_argument("file", nargs="?", type=Path, help="where to (HANJARI_HOME/backups/…)")
    parser.add_argument(
        "--with-keys",
        action="store_true",
        help="with the keys that open stored secrets: whoever has the file then has those too",
    )


def run(options: Namespace) -> int:
    """Write the backup and say what is in it."""
    default = Path(settings.HOME) / "backups" / f"hanjari-{now():%Y%m%d-%H%M%S}.tar"
    path: Path = options.file or default
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        told = back_up(path, with_keys=options.with_keys)
    except OSError as error:
        raise Trouble(
            f"The backup could not be written: {error.strerror}.",
            safe="The desk is as it was, and no half file was left.",
            remedy="Make room, or name another place: hanjari backup /elsewhere/hanjari.tar",
        ) from error
    size = sum(one["size"] for one in told["files"].values()) / 1e6
    say(
        f"{path}: {len(told['files'])} files, {size:,.1f} MB, journal up to entry"
        f" {told['journal']['sequence']:,}, {'with' if options.with_keys else 'without'} keys."
    )
    if not options.with_keys:
        say(
            f"Keep a copy of {settings.KEY_FILE.parent} apart from it: it opens the stored secrets."
        )
    return 0
