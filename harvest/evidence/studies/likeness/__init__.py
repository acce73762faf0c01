"""Two registrations of one study that no number joins: how alike they are, and why."""
