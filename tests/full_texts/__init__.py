"""Tests of full texts: their licences, their sections, and what is read of them."""
