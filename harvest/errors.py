"""What can go wrong, named by what the operator does next.

HarvestError
├── UsageError            2   the command line is wrong
├── UpstreamDataError    65   a registry sent what can't be trusted; it is not used
├── UpstreamUnavailable  69   a registry can't be reached or asks us to stay away
│   └── Forbidden        69   403 or a block page: stop, don't retry, don't disguise
├── CannotCreate         73   an output can't be written there
├── StorageError         74   disk full, I/O error, damaged work database
├── ProcessEnded         74   a process that does part of the work was ended (no memory left)
├── AlreadyRunning       75   another run is in progress
├── NoPermission         77   a file may not be read or written, or is too widely readable
└── ConfigError          78   config.toml or the environment holds a wrong value
"""


class HarvestError(Exception):
    """Base of every error that a user may see: one line that says what, where and the cure."""

    exit_code = 1


class UsageError(HarvestError):
    """The command line is wrong."""

    exit_code = 2


class UpstreamDataError(HarvestError):
    """A registry sent bad data, or a publication was refused; what is published stays."""

    exit_code = 65


class UpstreamUnavailable(HarvestError):
    """A registry can't be reached or refuses our requests."""

    exit_code = 69


class Forbidden(UpstreamUnavailable):
    """A registry refuses us (403 or a block page): a person has to look.

    ``said`` is how its answer begins, in one line, without what it knows of who asked.
    """

    def __init__(self, message: str, said: str = "") -> None:
        super().__init__(message)
        self.said = said


UPSTREAM = (UpstreamDataError, UpstreamUnavailable)
"""One registry's trouble: it ends what was asked of that registry, and nothing else. Every other
error is ours, ends the run, and is never told as the registry's."""


class CannotCreate(HarvestError):
    """An output file or folder can't be created there."""

    exit_code = 73


class StorageError(HarvestError):
    """The disk is full, failing, or the work database is damaged."""

    exit_code = 74


class ProcessEnded(HarvestError):
    """A process that does part of the work was ended from outside, or failed."""

    exit_code = 74


class AlreadyRunning(HarvestError):
    """Another run is in progress."""

    exit_code = 75


class NoPermission(HarvestError):
    """A file may not be read or written, or a secret is readable by others."""

    exit_code = 77


class ConfigError(HarvestError):
    """The configuration or the environment contains a wrong value."""

    exit_code = 78


class RecordError(Exception):
    """One record can't be read; it goes to quarantine and the others go on.

    ``reason`` names the field and what is wrong with it; it never holds the record's whole text.
    """

    def __init__(self, record_id: str, reason: str) -> None:
        super().__init__(f"{record_id}: {reason}")
        self.record_id = record_id
        self.reason = reason
