"""Made-up records of other registries than ClinicalTrials.gov, and walks over them."""
