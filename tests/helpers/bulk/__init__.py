"""Small files as registries give them out, and what lies in a lake made of them."""
