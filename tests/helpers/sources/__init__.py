"""Records of registries, and walks through them."""
