"""Writers of decisions that are killed at each of their points in turn, from one interpreter.

Started with the folder of a topic; writes what was left of each as a JSON line: the signal that
ended the writer, and the file as it was afterwards.
"""

import json
import os
import sys
from pathlib import Path

from harvest.clock import SystemClock
from harvest.desk.decisions import write
from tests.helpers.bases.work_base import make_config
from tests.helpers.desk.topics import ONE, TWO, decided


def main(folder: Path) -> None:
    """Write the first decision, then try the second with a kill at one point after another."""
    config = make_config(folder)
    write(config, [decided(ONE, "include", "Ama")], clock=SystemClock())
    file = config.judgements.folder / "decisions.csv"
    for number in (1, 2):
        child = os.fork()
        if child == 0:
            os.environ["HARVEST_FAIL_AT"] = str(number)
            write(config, [decided(TWO, "exclude", "Ama")], clock=SystemClock())
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        beside = sorted(path.name for path in file.parent.iterdir() if path != file)
        print(json.dumps([ended, file.read_text(), beside]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
