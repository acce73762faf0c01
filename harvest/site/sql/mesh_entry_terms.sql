SELECT term FROM mesh_entry_terms WHERE ui = :ui ORDER BY position
