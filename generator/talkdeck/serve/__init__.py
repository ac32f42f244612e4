"""The live preview: a server on this machine alone that shows decks and follows their files as they are edited."""
