"""A site below a path of its host, behind the shipped nginx with TLS, crawled whole.

Relies on Datasette, other processes and nginx.
"""

import http.client
import io
import json
import re
import ssl
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from harvest.export import FORMATS
from tests.helpers.bases.rich_base import build
from tests.helpers.site.nginx import NAME, free_port, proxied, running, tool
from tests.helpers.site.site_server import Answer, Running, in_a_process

PREFIX = "/evidence-base"
BASE = f"https://{NAME}{PREFIX}"
MOST_OF_A_KIND = 3
KINDS = (
    *("/", "/trials", "/trials/*", "/articles/*", "/mesh/*", "/queries/*", "/changes", "/about"),
    *("/landscape", "/status", "/compare", "/search", "/sponsors/*", "/topics/*", "/readouts.ics"),
    *("/changes.json", "/readouts", "/near", "/queries", "/report/*", "/report/*.docx"),
    *("/queries/*/changes.atom", "/trials/*/changes.atom", "/sponsors/*/changes.atom"),
    *("/trials/*.ris", "/trials.csv", "/articles/*.nbib", "/articles.xlsx", "/compare.docx"),
    *("/changes.atom", "/evidence", "/evidence/*", "/static/site.css", "/-/static/app.css"),
)
LINKS = ("href", "src", "xlink:href", "data", "poster")
SENT = ("action", "formaction")
"""Attributes whose address a browser opens with the fields of the form."""


@dataclass(frozen=True)
class Secure(Running):
    """A server that speaks TLS with a certificate of its own."""

    def get(self, target: str, method: str = "GET", **headers: str) -> Answer:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=60, context=context
        )
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, headers={"Host": NAME} | named)
            answer = connection.getresponse()
            got = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, got, answer.read())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    tool("nginx")
    folder = tmp_path_factory.mktemp("prefix")
    build(folder)
    with in_a_process(folder, base_url=BASE, public_sql="on") as started:
        yield started


@pytest.fixture
def proxy(tmp_path: Path, site: Running) -> Iterator[Secure]:
    with proxied(tmp_path, site, tls=True) as started:
        yield Secure(started.port)


def links_of(answer: Answer) -> list[str]:
    """Every address that an answer holds, as it stands there."""
    kind, text = answer.headers.get("content-type", ""), answer.body.decode(errors="replace")
    found = [answer.headers[name] for name in ("location",) if name in answer.headers]
    found += re.findall(r"<([^>]+)>", answer.headers.get("link", ""))
    if "html" in kind:
        soup = BeautifulSoup(text, "html.parser")
        found += [tag[name] for tag in soup.find_all(True) for name in LINKS if tag.get(name)]
        for form in soup.find_all("form"):
            fields = [(f["name"], f["value"]) for f in form.find_all("input", type="hidden")]
            asked = f"?{urlencode(fields)}" if fields else ""
            found += [
                f"{tag[name]}{asked}"
                for tag in (form, *form.find_all("button"))
                for name in SENT
                if tag.get(name)
            ]
        found += re.findall(r'"(?:url|@id)": ?"([^"]+)"', text)
        told = soup.find_all("meta", content=re.compile(r"^(https?:)?/|;\s*url=", re.IGNORECASE))
        found += [re.sub(r"(?i)^\d+;\s*url=", "", str(tag["content"])) for tag in told]
        found += re.findall(r"url\(['\"]?([^'\")]+)", text)
        found += re.findall(r"""(?:fetch|open)\(\s*['"]([^'"]+)""", text)
    elif "xml" in kind:
        found += re.findall(r"<loc>([^<]+)</loc>", text) + re.findall(r'href="([^"]+)"', text)
    elif "css" in kind:
        found += re.findall(r"url\(['\"]?([^'\")]+)", text)
    elif "calendar" in kind:
        found += re.findall(r"(?m)^URL[^:]*:(\S+)", text.replace("\r\n ", ""))
    elif "json" in kind:
        found += _addresses(json.loads(text))
    elif "text/plain" in kind:
        found += re.findall(r"(?:Sitemap|Disallow): (\S+)", text)
    return found


def _addresses(value: object, name: str = "") -> list[str]:
    if isinstance(value, dict):
        return [each for key, inner in value.items() for each in _addresses(inner, key)]
    if isinstance(value, list):
        return [each for inner in value for each in _addresses(inner)]
    return [value] if isinstance(value, str) and name.endswith(("url", "path", "href")) else []


def own(link: str) -> str | None:
    """The path of a link that stays on the site; None for another site or a place in the page."""
    parts = urlsplit(urljoin(f"{BASE}/", link))
    if parts.scheme not in ("http", "https") or parts.hostname != NAME or link.startswith("#"):
        return None
    assert parts.scheme == "https", link
    return parts.path + (f"?{parts.query}" if parts.query else "")


def kind_of(path: str) -> str:
    """The shape of an address: numbers, names, tables and questions left out."""
    bare = path.partition("?")[0].removeprefix(PREFIX)
    bare = re.sub(r"(?<=/evidence/)[a-z_-]+(?=/|$)", "*", bare)
    return re.sub(r"(?<=/)(NCT\d+|\d+|D\d+|doi:.*|[a-z]+(-[a-z]+)+)(?=[./]|$)", "*", bare)


def crawl(proxy: Running, start: str) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """What each visited address answered, and (page, link) of the links that leave the prefix."""
    waiting, statuses, astray = [start], {}, []
    met: dict[str, int] = {}
    while waiting:
        path = waiting.pop(0)
        if path in statuses or met.get(kind_of(path), 0) >= MOST_OF_A_KIND:
            continue
        met[kind_of(path)] = met.get(kind_of(path), 0) + 1
        answer = proxy.get(path)
        statuses[path] = answer.status
        for link in links_of(answer):
            there = own(link)
            if there is None:
                continue
            if there.startswith(f"{PREFIX}/") and not there.startswith(PREFIX * 2):
                waiting.append(there)
            else:
                astray.append((path, link))
    return statuses, astray


def test_every_link_of_every_kind_of_page_keeps_below_the_path_and_leads_somewhere(
    proxy: Secure,
) -> None:
    statuses, astray = crawl(proxy, f"{PREFIX}/")
    assert astray == []
    kinds = {kind_of(path) for path in statuses}
    assert [needed for needed in KINDS if needed not in kinds] == []
    wrong = {path: status for path, status in statuses.items() if status not in (200, 302, 304)}
    wrong.pop(f"{PREFIX}/sponsors/another-hospital", None)  # in the base it sponsors by name alone
    assert not wrong, "\n".join(f"{s} {p[:150]}" for p, s in wrong.items())
    for path in ("/sitemap.xml", "/robots.txt", "/evidence/trials.json?_facet=status&_size=1"):
        answer = proxy.get(f"{PREFIX}{path}")
        assert answer.status == 200
        inside = [there for link in links_of(answer) if (there := own(link))]
        assert inside
        assert all(there.startswith(f"{PREFIX}/") for there in inside), path


ERRORS = {
    "/nope": 404,
    "/trials/NCT99999999": 404,
    "/articles/99999999.ris": 404,
    "/queries/no-such-query": 404,
    "/sponsors/no-such-sponsor": 404,
    "/evidence/no_such_table": 404,
    "/evidence/no_such_table.json": 404,
    "/evidence/trials/none": 404,
    "/evidence?sql=SELECT+nothing+FROM+nowhere": 400,
    "/evidence.json?sql=SELECT+nothing+FROM+nowhere": 400,
    "/queries/changed-since?since=2026-02-31": 400,
}


@pytest.mark.parametrize(("path", "status"), ERRORS.items())
def test_what_goes_wrong_is_told_with_links_below_the_path(
    proxy: Secure, path: str, status: int
) -> None:
    answer = proxy.get(f"{PREFIX}{path}")
    assert answer.status == status
    inside = [there for link in links_of(answer) if (there := own(link))]
    assert all(there.startswith(f"{PREFIX}/") for there in inside)
    assert inside or "html" not in answer.headers["content-type"]


@pytest.mark.parametrize("ending", [form.ending for form in FORMATS.values()])
@pytest.mark.parametrize("of", ["/trials/NCT90000001", "/articles", "/compare", "/search"])
def test_no_download_names_an_address_outside(proxy: Secure, of: str, ending: str) -> None:
    asked = {"/compare": "?ids=NCT90000001", "/search": "?q=cord"}.get(of, "")
    answer = proxy.get(f"{PREFIX}{of}.{ending}{asked}")
    if answer.status != 200:
        assert (ending, answer.status) == ("nbib", 400)  # trials alone: they are not of PubMed
        assert of in ("/trials/NCT90000001", "/compare")
        return
    named = re.findall(rb"https?://[^\s\"'<>]*", b"\n".join(unpacked(answer.body)))
    ours = [address for address in named if NAME.encode() in address or b"127.0.0.1" in address]
    assert all(address.startswith(BASE.encode()) for address in ours)


def unpacked(body: bytes) -> list[bytes]:
    """The parts of a document or workbook; of another file itself."""
    if not body.startswith(b"PK"):
        return [body]
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return [package.read(name) for name in package.namelist()]


def test_the_next_page_of_a_table_is_below_the_path(proxy: Secure) -> None:
    answer = proxy.get(f"{PREFIX}/evidence/trials.json?_size=1")
    following = json.loads(answer.body)["next_url"]
    assert following.startswith(f"{BASE}/evidence/trials.json?")
    assert proxy.get(own(following) or "").status == 200


def test_a_redirect_keeps_below_the_path(proxy: Secure) -> None:
    for asked, there in (
        ("/trials/nct90000001", "/trials/NCT90000001"),
        ("/articles/90000001.atom", "/changes.atom?record=90000001"),
        ("/evidence/trials/", "/evidence/trials"),
    ):
        answer = proxy.get(f"{PREFIX}{asked}")
        assert answer.status in (301, 302), asked
        found = urlsplit(urljoin(BASE, answer.headers["location"]))
        assert f"{found.path}?{found.query}".rstrip("?") == f"{PREFIX}{there}"


def test_a_proxy_that_takes_the_path_off_gets_the_same_pages(tmp_path: Path, site: Running) -> None:
    port = free_port()
    rules = f"""server {{
        listen 127.0.0.1:{port};
        location {PREFIX}/ {{
            proxy_pass http://127.0.0.1:{site.port}/;
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-Prefix /elsewhere;
        }}
        location / {{ return 404 "outside the prefix"; }}
    }}"""
    with running(tmp_path, rules, port) as proxy:
        for path in ("/", "/trials", "/trials/NCT90000001", "/evidence/trials", "/changes.atom"):
            answer = proxy.get(f"{PREFIX}{path}", Host=NAME)
            assert answer.status == 200
            assert links_of(answer) == links_of(site.get(f"{PREFIX}{path}", Host=NAME))
            assert "/elsewhere" not in answer.text


@pytest.mark.parametrize("path", ["/", "/changes.atom", "/evidence/trials", "/sitemap.xml"])
def test_a_poisoned_name_gets_no_page(proxy: Secure, path: str) -> None:
    with pytest.raises((http.client.HTTPException, OSError)):
        proxy.get(f"{PREFIX}{path}", Host="evil.example")
    assert "evil" not in proxy.get(f"{PREFIX}{path}").text


def test_what_headers_say_of_the_way_is_in_no_answer(proxy: Secure) -> None:
    for path in ("/", "/trials", "/evidence/trials", "/changes.atom", "/robots.txt"):
        told = proxy.get(
            f"{PREFIX}{path}",
            X_Forwarded_Host="evil.example",
            X_Forwarded_Proto="gopher",
            X_Forwarded_Prefix="/evil",
            Forwarded="host=evil.example;proto=gopher",
        )
        assert told.status == 200
        for wrong in ("evil", "gopher", "127.0.0.1", f"http://{NAME}"):
            assert wrong not in told.text + str(told.headers)
        assert links_of(proxy.get(f"{PREFIX}{path}")) == links_of(told)


def test_a_feed_that_a_reader_has_is_not_sent_again(proxy: Secure) -> None:
    for path in ("/changes.atom", "/trials/NCT90000001/changes.atom", "/changes.json"):
        first = proxy.get(f"{PREFIX}{path}")
        assert first.status == 200
        tag, changed = first.headers["etag"], first.headers["last-modified"]
        for given in ({"If-None-Match": tag}, {"If-None-Match": f'"x", W/{tag}'},
                      {"If-Modified-Since": changed}):  # fmt: skip
            again = proxy.get(f"{PREFIX}{path}", **given)
            assert (again.status, again.body) == (304, b"")
        for given in ({"If-None-Match": '"other"'}, {"If-Modified-Since": "nonsense"}):
            assert proxy.get(f"{PREFIX}{path}", **given).status == 200
