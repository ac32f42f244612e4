"""`python -m talkdeck` is `talkdeck`."""

import sys

from talkdeck.cli import main

if __name__ == "__main__":
    sys.exit(main())
