"""Who decides, where a command does not say so."""

import getpass

from harvest.config import Config
from harvest.config.reader import listed
from harvest.desk.decisions.model import same_person
from harvest.desk.decisions.rows import name_problem, one_line
from harvest.errors import UsageError


def who(config: Config, given: str | None) -> str:
    """The person meant: as given, else the only one that the configuration names, else the user.

    Raises UsageError where that leaves a doubt, or the name is none.
    """
    people = config.desk.people
    if given is None and len(people) > 1:
        raise UsageError(f"say who decides: --as {listed(people)}")
    if given is None and people:
        return people[0]
    name = _user() if given is None else one_line(given)
    if problem := name_problem(name):
        raise UsageError(f"--as: {problem}")
    return next((each for each in people if same_person(each, name)), name)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        raise UsageError("say who decides: --as NAME") from None
