"""Who decides on the site: a name on this machine itself, a secret link from anywhere else.

What a person may see is in no answer to anybody else, and no cache keeps it.
"""

import base64
import binascii
from http.cookies import CookieError, SimpleCookie

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest.config import Config
from harvest.config.reader import is_loopback
from harvest.desk import links
from harvest.desk.decisions.rows import name_problem, one_line
from harvest.errors import ConfigError
from harvest.site.context import Site
from harvest.site.page import site
from harvest.site.serving.visitor import visit

COOKIE = "harvest_desk"
PRIVATE = {
    "cache-control": "no-store",
    "vary": "Cookie",
    "referrer-policy": "strict-origin",
    "x-robots-tag": "noindex",
}
_NAME, _KEY = "n", "k"
_NOT_HERE = "Decisions are not made on this site."


def is_on(of: Site) -> bool:
    """Whether decisions are made on this site."""
    return of.config.desk.site and not of.still


def check(config: Config) -> None:
    """See that the site knows its own name where others reach it.

    Raises ConfigError: without one, no request could be told from a forged one.
    """
    serve = config.serve
    if config.desk.site and serve.base_url is None and not _is_here(serve.host):
        raise ConfigError(
            "[desk] site: others can reach the site; write its public address as [serve] base_url, "
            "and give each person a link with `harvest desk link NAME`"
        )


def needs_link(of: Site) -> bool:
    """Whether the visitor at hand has to prove who they are."""
    serve = of.config.serve
    return serve.base_url is not None or not _is_here(serve.host) or visit().proxied


def viewer(datasette: Datasette, request: Request) -> str | None:
    """Whose request it is; None for everybody whom the desk does not know, or where it is off."""
    of = site(datasette)
    if not is_on(of):
        return None
    return _person(of, _given(request.headers.get("cookie") or ""))


def required(datasette: Datasette) -> Site:
    """The site, if decisions are made on it. Raises NotFound where they are not."""
    of = site(datasette)
    if not is_on(of):
        raise NotFound(_NOT_HERE)
    return of


def _given(header: str) -> str:
    cookies: SimpleCookie = SimpleCookie()
    try:
        cookies.load(header)
    except CookieError:
        return ""
    return cookies[COOKIE].value if COOKIE in cookies else ""


def _person(of: Site, cookie: str) -> str | None:
    kind, _, text = cookie.partition(".")
    if kind == _KEY:
        return links.person(of.config, text)
    if kind != _NAME or needs_link(of):
        return None
    try:
        name = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, ValueError):
        return None
    return None if name_problem(name) or one_line(name) != name else name


def cookie_of_name(of: Site, name: str) -> str:
    """The header that makes a browser say the name from now on."""
    return _cookie(of, f"{_NAME}.{base64.urlsafe_b64encode(name.encode()).decode().rstrip('=')}")


def cookie_of_key(of: Site, secret: str) -> str:
    """The header that makes a browser give the secret of a link from now on."""
    return _cookie(of, f"{_KEY}.{secret}")


def no_cookie(of: Site) -> str:
    """The header that makes a browser forget who sits at it."""
    return f"{_cookie(of, '')}; Max-Age=0"


def _cookie(of: Site, value: str) -> str:
    secure = "; Secure" if (of.config.serve.base_url or "").startswith("https:") else ""
    path = f"{of.config.serve.prefix}/"
    return f"{COOKIE}={value}; Path={path}; HttpOnly; SameSite=Strict{secure}"


def private(response: Response) -> Response:
    """An answer for one person, which no cache may keep."""
    response.headers.update(PRIVATE)
    return response


def apart(datasette: Datasette, response: Response, person: str | None) -> Response:
    """An answer that looks different to those whom the desk knows: theirs is kept nowhere."""
    if person is not None:
        return private(response)
    if is_on(site(datasette)):
        response.headers["vary"] = "Cookie"
    return response


def _is_here(host: str) -> bool:
    return is_loopback(f"http://{f'[{host}]' if ':' in host else host}")
