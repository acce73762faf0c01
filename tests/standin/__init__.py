"""The services that stand in for the registries, and the sample that they serve."""
