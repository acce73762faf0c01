"""The pages, one module a kind of record.

A module lists its pages in ``ROUTES``: (regular expression of the path, view). A view takes
``datasette`` and ``request`` and gives a response. Adding a page is adding a module.
"""
