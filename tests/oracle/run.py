"""Play a scenario through the model: run.py SCENARIO_FOLDER --out FOLDER"""

import argparse
import json
import sys
from pathlib import Path

from facts import FileError
from firm import Firm, StepError
from policy import PolicyError


def play(folder, out):
    folder, out = Path(folder), Path(out)
    scenario = json.loads((folder / "scenario.json").read_text("utf-8"))
    out.mkdir(parents=True, exist_ok=True)
    firm = Firm(scenario.get("currency", "EUR"))
    for number, step in enumerate(scenario["steps"], 1):
        try:
            exported = firm.step(step, folder)
        except (FileError, PolicyError, StepError) as error:
            raise SystemExit(f"step {number} {json.dumps(step)}: {error}")
        if exported is not None:
            (out / step["file"]).write_text(exported, "utf-8", newline="")
    return firm


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario")
    parser.add_argument("--out", required=True)
    options = parser.parse_args(arguments)
    play(options.scenario, options.out)


if __name__ == "__main__":
    sys.exit(main())
