"""`python -m talkdeck` is `talkdeck`."""

from talkdeck.cli import run

if __name__ == "__main__":
    run()
