"""The site: its server, its pages, its lists, and all of it in a browser."""
