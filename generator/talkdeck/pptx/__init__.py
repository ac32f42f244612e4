"""The PowerPoint writer: `write_pptx` transcribes laid-out pages, `lint` checks the packages it makes."""

from talkdeck.pptx.write import write_pptx

__all__ = ["write_pptx"]
