"""How much what records share tells."""
