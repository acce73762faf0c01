"""The desk: decisions of a review on the site, where the configuration has switched it on."""
