"""Sheets of records beside what was read of them, and what persons judged of both."""
