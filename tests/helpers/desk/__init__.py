"""Topics with decisions, and writers of them that can be killed."""
