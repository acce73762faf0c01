"""Which paper belongs to which trial, by which rule, and what it is to the trial."""
