"""What the operator and the readers decide: configuration, strategy, saved queries, judgements."""
