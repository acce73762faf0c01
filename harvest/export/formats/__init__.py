"""The export formats, one module each: to add one is to add its module, with a ``FORMAT`` in it."""
