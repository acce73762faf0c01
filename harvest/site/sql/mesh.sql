SELECT ui, name, scope_note, tree_numbers, n_trials, n_articles, withdrawn FROM mesh_terms WHERE ui = :ui
