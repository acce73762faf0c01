"""Somebody at the desk of a site, with a browser of their own."""

import asyncio
from typing import Any

from datasette.app import Datasette

HERE = "http://localhost"


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, site: Datasette, base: str = HERE) -> None:
        self.site = site
        self.base = base
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Any:
        headers = {"host": self.base.partition("//")[2]}
        return asyncio.run(self.site.client.get(path, headers=headers, cookies=self.cookies))

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Any:
        told = {"origin": self.base, "host": self.base.partition("//")[2]}
        told |= {"sec-fetch-site": "same-origin"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        answer = asyncio.run(
            self.site.client.post(
                path,
                data=fields,
                headers={name: value for name, value in told.items() if value},
                cookies=self.cookies,
            )
        )
        for name, value in answer.cookies.items():
            self.cookies[name] = value
        return answer

    def decide(self, record: str, decision: str, stage: str = "title", **more: str) -> Any:
        fields = {"record": record, "decision": decision, "stage": stage, **more}
        return self.post("/desk/decide", fields)


def named(site: Datasette, name: str) -> Person:
    person = Person(site)
    assert person.post("/desk/name", {"name": name}).status_code == 303
    return person
