"""Weights that relatedness and its measurement share."""

POWER = 1.2  # of the idf: rare words count more than in plain TF-IDF
