"""Several topics on one server: each a site of its own below ``/t/``, with a page before them."""
