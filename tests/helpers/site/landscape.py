"""How large the base behind the pages of saved queries is."""

TRIALS = 130
