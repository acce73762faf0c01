"""What anything may use: texts, dates, identifiers, SQL files, vocabularies, folders and files."""
