"""Mail that readers of the site ask for: asked for, confirmed, sent, left."""
