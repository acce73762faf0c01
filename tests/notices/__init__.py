"""Tests of what others say of papers: retractions, corrections, preprints."""
