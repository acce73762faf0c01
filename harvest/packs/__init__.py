"""Topic packs: what is bound to a topic, each in a folder of its own.

A pack is a folder with a ``pack.toml`` (facets, hints, pictures), its ``vocabularies`` and its
``queries``. Those of the program stand in ``db/packs``; one of a user's own may stand anywhere. The
configuration names those that its topic uses.
"""
