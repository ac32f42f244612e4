"""Tables as a grid of drafts, planned at a size, cut into slides and drawn: what tables and matrices have in common."""
