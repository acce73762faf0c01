"""ClinicalTrials.gov as it answers."""
