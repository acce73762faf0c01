SELECT ui, name, scope_note, tree_numbers, n_trials, n_articles, withdrawn, withdrawn_seen FROM mesh_terms WHERE ui = :ui
