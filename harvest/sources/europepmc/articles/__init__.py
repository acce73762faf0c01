"""Full texts of open-access articles, as JATS.

asking (whose turn it is) → document (safe XML) → licence (what may be kept) → reading (rows),
sections (which part of the text is what) → prose (its words)
"""
