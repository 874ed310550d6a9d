"""`python -m hanjari` is the `hanjari` command."""

import sys

from hanjari.config.command import main

if __name__ == "__main__":
    sys.exit(main())
