"""Mail that readers ask for on the site: asked for, confirmed by a link, sent, and left.

Addresses are in one private file (:mod:`harvest.subscriptions.book`) and in the mails, nowhere
else: not in the work database, the published file, a log or an answer of the site. Who leaves is
deleted. Off where the configuration has no ``[subscriptions]`` with a server.
"""
