"""From rows to what a page shows: words, markup, addresses; nothing here asks the database."""
