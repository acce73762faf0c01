"""The files in deploy/, tried with the programs that read them; skipped where one is missing.

Relies on stand-ins, Datasette, other processes, logrotate, nginx and systemd-analyze.
"""

import grp
import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from harvest.config import load
from harvest.export import FORMATS
from harvest.publish import publish
from harvest.standin import sample, serve
from tests.helpers.bases.work_base import filled
from tests.helpers.places import ROOT
from tests.helpers.site.nginx import proxied, tool
from tests.helpers.site.site_server import Running, in_a_process
from tests.helpers.sources.addresses import at_any_pace

DEPLOY = ROOT / "deploy"
HARVEST = Path(sys.executable).with_name("harvest")
PUBLIC = "https://evidence.example.org"


def test_the_unit_files_pass_systemds_own_check(tmp_path):
    verify = tool("systemd-analyze")
    for unit in (DEPLOY / "systemd").iterdir():
        text = unit.read_text().replace("/opt/harvest/.venv/bin/harvest", str(HARVEST))
        (tmp_path / unit.name).write_text(text)
    units = sorted(map(str, tmp_path.iterdir()))
    found = subprocess.run([verify, "verify", *units], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def test_the_refresh_of_the_unit_is_that_of_the_crontab():
    unit = (DEPLOY / "systemd" / "harvest-refresh.service").read_text()
    (command,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    assert cron_lines()[1] == command


def cron_lines() -> tuple[dict[str, str], str]:
    """The variables and the command of the crontab."""
    lines = [
        line
        for line in (DEPLOY / "crontab").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    variables = dict(line.split("=", 1) for line in lines if re.match(r"\w+=", line))
    (job,) = (line for line in lines if not re.match(r"\w+=", line))
    fields = job.split(None, 5)
    assert all(re.fullmatch(r"[0-9*/,-]+", field) for field in fields[:5])
    return variables, fields[5]


def test_the_crontab_line_works_in_crons_bare_environment_and_says_nothing(tmp_path):
    variables, command = cron_lines()
    with serve(sample()) as registries:
        topic = (ROOT / "harvest" / "standin" / "sample" / "config.toml").read_text()
        config = tmp_path / "config.toml"
        config.write_text(
            topic[: topic.index("[sources.")]
            + at_any_pace(registries)
            + '[store]\npath = "harvest.db"\n[publish]\npath = "evidence.db"\n'
        )
        assert variables["HARVEST_CONFIG"].startswith("/")
        bare = {
            "HOME": str(tmp_path),
            "LOGNAME": "harvest",
            "SHELL": "/bin/sh",
            "PATH": "/usr/bin:/bin",
        } | (variables | {"HARVEST_CONFIG": str(config)})
        assert command.startswith("/opt/harvest/.venv/bin/harvest ")
        here = command.replace("/opt/harvest/.venv/bin/harvest", str(HARVEST), 1)
        found = subprocess.run(
            ["/bin/sh", "-c", here], env=bare, cwd="/", capture_output=True, text=True, check=False
        )
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")
    assert (tmp_path / "evidence.db").is_file()


def test_logs_are_rotated_by_logrotates_own_reading(tmp_path):
    rotate = tool("logrotate")
    user = pwd.getpwuid(os.getuid()).pw_name
    group = grp.getgrgid(os.getgid()).gr_name
    text = (DEPLOY / "logrotate").read_text().replace("/var/log/harvest", str(tmp_path / "log"))
    text = text.replace("0640 harvest harvest", f"0640 {user} {group}")
    (tmp_path / "log").mkdir(mode=0o755)
    (tmp_path / "log" / "refresh.log").write_text("a line\n")
    (tmp_path / "rules").write_text(text)
    (tmp_path / "rules").chmod(0o644)
    state = str(tmp_path / "state")
    run = subprocess.run(
        [rotate, "-f", "-s", state, str(tmp_path / "rules")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert (tmp_path / "log" / "refresh.log.1").read_text() == "a line\n"
    assert (tmp_path / "log" / "refresh.log").read_text() == ""


# --- the reverse proxy, in front of a real site ---


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Running]:
    tool("nginx")
    folder = tmp_path_factory.mktemp("proxy")
    publish(filled(folder, 3, 3))
    with in_a_process(folder, base_url=PUBLIC) as running:
        while b"is being worked out" in running.get("/trials/NCT90000001").body:
            time.sleep(0.1)  # the page is another one until that is done
        yield running


@pytest.fixture
def behind_proxy(tmp_path, site) -> Iterator[tuple[Running, Running]]:
    """A proxy that nobody has asked anything yet, and the site behind it."""
    with proxied(tmp_path, site) as proxy:
        yield proxy, site


def test_the_proxy_serves_a_page_from_its_cache_the_second_time(behind_proxy):
    proxy, site = behind_proxy
    first, second = proxy.get("/trials/NCT90000001"), proxy.get("/trials/NCT90000001")
    assert (first.status, second.status) == (200, 200)
    assert (first.headers["x-cache"], second.headers["x-cache"]) == ("MISS", "HIT")
    assert first.body == second.body == site.get("/trials/NCT90000001").body
    assert second.headers["content-security-policy"]


def test_the_proxy_keeps_datasettes_inner_pages_inside(behind_proxy):
    proxy, _ = behind_proxy
    assert proxy.get("/-/versions").status == 404
    assert proxy.get("/-/databases.json").status == 404


def test_the_proxy_asks_the_site_for_its_state_each_time(behind_proxy):
    proxy, _ = behind_proxy
    for _ in range(2):
        answer = proxy.get("/status.json")
        assert answer.status == 200
        assert "x-cache" not in answer.headers
        assert json.loads(answer.body)


def test_the_proxy_limits_each_address(behind_proxy):
    proxy, _ = behind_proxy
    statuses = [proxy.get("/articles/90000001").status for _ in range(120)]
    assert set(statuses) == {200, 429}
    exports = [proxy.get("/trials/NCT90000001.ris").status for _ in range(12)]
    assert exports.count(200) <= 7
    assert 429 in exports


def test_the_proxy_limits_every_form_in_which_a_page_downloads():
    rules = (DEPLOY / "nginx" / "harvest.conf").read_text()
    (limited,) = re.findall(r"location ~ \\\.\((.*)\)\$ \{\s*limit_req zone=harvest_exports", rules)
    assert set(limited.replace("\\.", ".").split("|")) == {form.ending for form in FORMATS.values()}


def test_the_proxy_lets_forms_reach_the_addresses_that_take_them_and_no_other(behind_proxy):
    proxy, _ = behind_proxy
    by_site = b"This site is read-only"  # it offers no mail here
    for path in ("/follow", "/follow/confirm?link=x", "/follow/leave", "/below/follow/leave"):
        answer = proxy.get(path, "POST", Host="evidence.example.org", Content_Length="0")
        assert (answer.status, by_site in answer.body) == (405, True), path
        assert "x-cache" not in answer.headers
    for form in ("decide", "judge", "name", "enter", "leave"):
        answer = proxy.get(f"/desk/{form}", "POST", Host="evidence.example.org", Content_Length="0")
        assert (answer.status, by_site in answer.body) == (405, True), form
        assert "x-cache" not in answer.headers
    for path in (
        *("/", "/trials", "/follow.ics", "/trials.csv", "/status.json", "/evidence/trials"),
        *("/desk", "/desk/list", "/desk/decisions.csv", "/desk/decide/x", "/trials/desk/list.ris"),
    ):
        answer = proxy.get(path, "POST", Host="evidence.example.org", Content_Length="0")
        assert (answer.status, by_site in answer.body) == (403, False), path
    assert proxy.get("/follow", "PUT", Host="evidence.example.org").status == 405
    rules = (DEPLOY / "nginx" / "harvest.conf").read_text()
    (forms,) = re.findall(r"/follow\(/confirm\|/leave\)\?\$ \{(.*?)\n    \}", rules, re.DOTALL)
    assert "access_log off;" in forms
    assert "proxy_set_header X-Real-IP $remote_addr;" in forms


def test_the_proxy_writes_no_link_of_a_mail_to_a_log_even_where_it_refuses(behind_proxy, tmp_path):
    proxy, _ = behind_proxy
    asked = [proxy.get("/follow/leave?link=secret", Host="evidence.example.org") for _ in range(30)]
    assert 429 in {answer.status for answer in asked}
    assert "secret" not in (tmp_path / "error.log").read_text()


def test_the_proxy_gives_those_who_decide_no_page_from_its_cache(behind_proxy):
    proxy, _ = behind_proxy
    assert [proxy.get("/about").headers["x-cache"] for _ in range(2)] == ["MISS", "HIT"]
    seen = proxy.get("/about", Cookie="harvest_desk=k.secret")
    assert seen.headers["x-cache"] == "BYPASS"
    assert "x-cache" not in proxy.get("/desk/list").headers


def test_the_proxy_gives_no_answer_to_a_name_that_is_not_ours(behind_proxy):
    proxy, _ = behind_proxy
    asked = b"GET /changes.atom HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert proxy.send(asked) == b""
    assert "evil.example" not in proxy.get("/changes.atom").text


@pytest.mark.parametrize(
    "path",
    [
        *("/changes.atom", "/sitemap.xml", "/robots.txt", "/readouts.ics", "/evidence/trials"),
        "/evidence/trials.json?_size=2&_facet=status",
    ],
)
def test_what_one_reader_sends_is_in_no_answer_that_the_proxy_gives_to_others(behind_proxy, path):
    proxy, _ = behind_proxy
    spoofed = {
        "X_Forwarded_Host": "evil.example",
        "X_Forwarded_Proto": "gopher",
        "X_Forwarded_Prefix": "/evil",
        "Forwarded": "host=evil.example",
    }
    answers = [
        proxy.get(path, Host=host, **headers)
        for host in ("evidence.example.org:6666", "evidence.example.org", "127.0.0.1")
        for headers in (spoofed, {})
    ]
    assert {answer.status for answer in answers} == {200}
    for answer in answers:
        told = answer.text + str(answer.headers)
        # The site has the machine's day: a calendar has entries only while readouts lie ahead.
        assert f"{PUBLIC}/" in told or ("BEGIN:VCALENDAR" in told and "BEGIN:VEVENT" not in told)
        for wrong in ("evil", "gopher", "6666", "127.0.0.1", "http://evidence"):
            assert wrong not in told


def test_a_proxy_that_passes_every_name_gets_no_page_for_one_that_is_not_ours(site):
    answer = site.get("/changes.atom", Host="evil.example", X_Forwarded_Proto="https")
    assert (answer.status, answer.headers["cache-control"]) == (421, "no-store")
    assert "Synthetic topic" not in answer.text


# --- containers: no engine is needed to read them ---


def dockerfile() -> list[tuple[str, str]]:
    """Instructions with their arguments, continued lines joined."""
    text = (DEPLOY / "container" / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def test_the_image_holds_what_the_program_needs_and_runs_without_rights():
    steps = dockerfile()
    copied = [
        source
        for word, rest in steps
        if word == "COPY" and "--from" not in rest
        for source in rest.split()[:-1]
    ]
    for source in copied:
        assert (ROOT / source).exists(), source
    assert {"harvest", "db"} <= set(copied)
    words = [word for word, _ in steps]
    (user,) = (rest for word, rest in steps if word == "USER")
    assert user not in ("root", "0")
    assert words.index("USER") < words.index("CMD")
    (check,) = (rest for word, rest in steps if word == "HEALTHCHECK")
    program = json.loads(check[check.index("[") :])
    compile(program[2], "healthcheck", "exec")
    command = json.loads(next(rest for word, rest in steps if word == "CMD"))
    assert command[0] == "harvest"


def test_the_images_configuration_keeps_its_databases_on_the_volume(tmp_path):
    (edit,) = (rest for word, rest in dockerfile() if word == "RUN" and rest.startswith("sed"))
    copy = tmp_path / "config.toml"
    shutil.copyfile(ROOT / "config.toml", copy)
    subprocess.run(edit.replace("/etc/harvest/config.toml", str(copy)), shell=True, check=True)
    config = load(copy, env={})
    assert config.store.path.parent == config.publish.path.parent == Path("/var/lib/harvest")
    assert config.judgements.folder == Path("/var/lib/harvest/judgements")


def test_the_compose_file_says_how_the_configuration_that_it_mounts_is_made(tmp_path):
    text = (DEPLOY / "container" / "compose.yaml").read_text()
    (command,) = re.findall(r"^#   (sed .*)$", text, re.MULTILINE)
    (tmp_path / "deploy" / "container").mkdir(parents=True)
    shutil.copyfile(ROOT / "config.toml", tmp_path / "config.toml")
    subprocess.run(command, shell=True, check=True, cwd=tmp_path)
    config = load(tmp_path / "deploy" / "container" / "config.toml", env={})
    assert config.store.path.parent == config.publish.path.parent == Path("/var/lib/harvest")
    assert config.judgements.folder == Path("/var/lib/harvest/judgements")
    assert config.serve.base_url == PUBLIC


def test_the_command_of_the_readme_makes_the_configuration_of_the_units(tmp_path):
    (command,) = re.findall(r"^    (sed .*)$", (DEPLOY / "README.md").read_text(), re.MULTILINE)
    made = tmp_path / "made.toml"
    subprocess.run(
        command.replace("/etc/harvest/config.toml", str(made)), shell=True, check=True, cwd=ROOT
    )
    config = load(made, env={})
    assert config.store.path.parent == config.publish.path.parent == Path("/var/lib/harvest")
    assert config.serve.base_url == PUBLIC
    assert (
        f"server_name {PUBLIC.removeprefix('https://')};"
        in (DEPLOY / "nginx" / "harvest.conf").read_text()
    )


def test_the_compose_file_gives_no_service_more_than_it_needs():
    services = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text())["services"]
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "data:/var/lib/harvest" in service["volumes"]
        (mounted,) = (volume for volume in service["volumes"] if isinstance(volume, dict))
        assert mounted["source"] == "./config.toml"
        assert mounted["bind"] == {"create_host_path": False}
    assert services["site"]["ports"] == ["127.0.0.1:8001:8001"]
    assert services["site"]["environment"].keys() == {"HARVEST_SMTP_PASSWORD"}
    assert services["refresh"]["command"][1:] == cron_lines()[1].split()[1:]
