"""Play a scenario through the product's command line: run_cli.py SCENARIO_FOLDER --out FOLDER --crm "COMMAND"

The environment is passed through (it names the database, which is migrated and empty); the firm's currency and its
scoring date are set from the scenario.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path


def scoring_date(scenario):
    return scenario.get("scoring_date") or max(s["as_of"] for s in scenario["steps"] if s.get("as_of"))


def words(step, folder, out):
    verb, as_of = step["verb"], step.get("as_of")
    if verb == "import":
        return ["import", step["kind"].replace("_", "-"), str(folder / step["file"])]
    if verb == "policy-import":
        return ["policy", "import", str(folder / step["file"])]
    if verb == "policy-publish":
        return ["policy", "publish", "--note", "x", "--as-of", as_of]
    if verb == "recompute":
        version = step.get("version")
        return ["recompute", "--as-of", as_of] + ([] if version is None else ["--version", str(version)])
    if verb == "export":
        return ["export", step.get("what", "scores")] + (["--as-of", as_of] if as_of else []) + [str(out / step["file"])]
    raise SystemExit(f"unknown verb {verb}")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario")
    parser.add_argument("--out", required=True)
    parser.add_argument("--crm", required=True, help="how the command line is called")
    parser.add_argument("--migrate", action="store_true", help="run the verb migrate first")
    options = parser.parse_args(arguments)
    folder, out = Path(options.scenario).resolve(), Path(options.out).resolve()
    out.mkdir(parents=True, exist_ok=True)
    scenario = json.loads((folder / "scenario.json").read_text("utf-8"))
    environment = dict(os.environ, Firm__Currency=scenario.get("currency", "EUR"), Firm__ScoringDate=scoring_date(scenario))
    calls = [(0, "migrate", ["migrate"])] if options.migrate else []
    calls += [(n, json.dumps(s), words(s, folder, out)) for n, s in enumerate(scenario["steps"], 1)]
    for number, name, call in calls:
        done = subprocess.run(shlex.split(options.crm) + call, env=environment, text=True, capture_output=True)
        if done.returncode != 0:
            print(f"step {number} {name}: exit code {done.returncode}\n{done.stderr.strip() or done.stdout.strip()}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
