"""``harvest doctor``."""

import click

from harvest.commands import Invocation, common
from harvest.errors import HarvestError


@click.command()
@common
@click.option("--offline", is_flag=True, help="Do not contact the registries.")
def doctor(invocation: Invocation, offline: bool) -> None:
    """Check the installation, send each service one of the run's own queries, and advise."""
    from harvest.clock import SystemClock
    from harvest.health.doctor import examine, verdict, versions
    from harvest.health.finding import Finding

    findings: list[Finding] = []

    def show(finding: Finding) -> None:
        findings.append(finding)
        if finding.level != "ok" or not invocation.quiet:
            click.echo(f"{finding.level:8} {finding.about}: {finding.text}")

    try:
        config = invocation.config()
    except HarvestError as error:
        for finding in versions():
            show(finding)
        show(Finding("problem", "configuration", str(error), error.exit_code))
    else:
        for finding in examine(config, clock=SystemClock(), network=not offline):
            show(finding)
    if code := verdict(findings):
        raise click.exceptions.Exit(code)
