"""Doors on servers that misbehave, and what those servers say."""

from harvest.web import Limits
from tests.helpers.faults.faultserver import as_json

KEY = "CANARY0123456789abcdef"
CONTACT = "canary@example.org"
GOOD = as_json({"studies": [1, 2, 3]})
XML = (
    b'<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "https://x/y.dtd">\n'
    b"<PubmedArticleSet><PubmedArticle><PMID>1</PMID></PubmedArticle></PubmedArticleSet>\n"
)
HTML = b"<!DOCTYPE html><html><head><title>Maintenance</title></head><body>soon</body></html>"
LIMITED = {"error": "API rate limit exceeded", "api-key": KEY, "count": "5", "limit": "3"}
FAST = Limits(connect_timeout=2.0, read_timeout=0.3, deadline=5.0)
