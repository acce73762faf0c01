"""Helpers of tests of verification and of the tools for assistants."""
