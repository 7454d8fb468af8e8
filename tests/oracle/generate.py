"""Write a random scenario of valid files that hunts for corners: generate.py SEED FOLDER [--customers N] [--disputed]

--disputed adds the inputs on which two readings of the model part (README, Readings), and which are left out otherwise.
"""

import argparse
import copy
import csv
import io
import json
import random
import sys
from datetime import date, timedelta
from pathlib import Path

from firm import Firm
from scenario_corrections import Corrections
from scenario_facts import DIRECT, LINE_COLUMNS, ORDER_COLUMNS, TIMED, World, day_text
from scenario_policy import random_policy, sharpen

LEAP_DAYS = [date(2016, 2, 29), date(2020, 2, 29), date(2024, 2, 29), date(2024, 12, 31), date(2025, 2, 28)]


class Scenario:
    """Writes each step and plays it at once, so that what comes next can aim at what was reached."""

    def __init__(self, rng, folder, customers, disputed):
        self.rng, self.folder, self.disputed = rng, Path(folder), disputed
        self.folder.mkdir(parents=True, exist_ok=True)
        self.steps, self.firm, self.files = [], Firm("EUR"), 0
        first = rng.choice(LEAP_DAYS) if rng.random() < 0.3 else date(2014, 1, 1) + timedelta(rng.randint(0, 4300))
        self.anchors = [first]
        for _ in range(rng.randint(5, 8)):
            self.anchors.append(self.anchors[-1] + timedelta(rng.choice([1, 7, 30, 31, 89, 90, rng.randint(1, 250)])))
        self.scoring_date = self.anchors[-1] + timedelta(rng.choice([0, 1, 60]))
        self.policy = random_policy(rng, disputed) if rng.random() < 0.7 else {}
        window = self.policy.get("windowDays", 365)
        days = self.policy.get("guards", {}).get("provisional", {}).get("days", 90)
        self.world = World(rng, self.anchors, self.scoring_date, window, days, disputed)
        self.flavour = rng.choice(["base"] * 8 + ["one buyer", "no buyer"])
        self.customer_count = customers or rng.randint(8, 40)
        self.previous_moved = False  # a dated run now stands between the current run and the one before it

    # ---- steps ----------------------------------------------------------------------------------------------------

    def do(self, **step):
        self.steps.append(step)
        return self.firm.step(step, self.folder)

    def write_csv(self, kind, columns, rows):
        self.files += 1
        name = f"{self.files:02d}-{kind}.csv"
        columns = self.rng.sample(columns, len(columns))
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, columns, extrasaction="ignore", restval="", lineterminator=self.rng.choice(["\n", "\r\n"]))
        writer.writeheader()
        writer.writerows(rows)
        mark = "\ufeff" if self.rng.random() < 0.1 else ""
        (self.folder / name).write_text(mark + buffer.getvalue(), "utf-8", newline="")
        return name

    def load(self, kind, columns, rows):
        rows = list(rows)
        if not rows:
            return
        if self.previous_moved and not self.disputed:
            self.recompute(self.firm.current)
        self.do(verb="import", kind=kind, file=self.write_csv(kind, columns, rows))

    def recompute(self, as_of, version=None):
        step = {"verb": "recompute", "as_of": day_text(as_of)}
        if version is not None:
            step["version"] = version
        current = self.firm.current
        if current is not None and as_of < current:
            newest = max((d for d in self.firm.runs if d < current), default=as_of)
            self.previous_moved = self.previous_moved or as_of >= newest
        else:
            self.previous_moved = False
        self.do(**step)

    def publish(self, as_of):
        self.do(verb="policy-publish", as_of=day_text(as_of))
        self.previous_moved = False

    def export(self, as_of=None):
        if self.firm.current is None:
            return
        step = {"verb": "export"}
        if as_of is not None:
            step["as_of"] = day_text(as_of)
        self.do(**step, file=f"scores-{len(self.steps) + 1:02d}.csv")

    def import_policy(self, policy):
        self.files += 1
        name = f"{self.files:02d}-policy.json"
        (self.folder / name).write_text(json.dumps(policy, indent=1), "utf-8")
        self.do(verb="policy-import", file=name)

    def new_policy(self, policy, scales_as_of, run_as_of):
        """Aim the policy at what its own trial run reaches, then import it as the draft."""
        trial = copy.deepcopy(self.firm)
        trial.import_policy(json.dumps(policy))
        trial.publish(scales_as_of)
        trial.recompute(run_as_of)
        self.policy = sharpen(self.rng, policy, trial.runs[run_as_of].scores.values())
        self.import_policy(self.policy)

    # ---- facts ----------------------------------------------------------------------------------------------------

    def activities(self):
        rng, rows = self.rng, [{"activity": DIRECT, "unit": "amount", "valid_from": "", "rate": ""}]
        for activity, unit in TIMED.items():
            days = [date(2005, 1, 1)] + sorted({self.world.near() for _ in range(rng.randint(0, 2))})
            self.world.rates[activity] = days
            rows += [{"activity": activity, "unit": unit, "valid_from": day_text(d),
                      "rate": rng.choice(["0.05", "1.01", "0.333333", "2.5", "0.01"])} for d in days]
        self.load("activities", ["activity", "valid_from", "unit", "rate"], rows)

    def flush_orders(self):
        """New orders over one to three files, columns nobody needs mostly left out; lines before or after them."""
        world, rng = self.world, self.rng
        fresh, lines = world.fresh_orders, world.fresh_lines
        world.fresh_orders, world.fresh_lines = [], []
        batches = [fresh[n::parts] for parts in [rng.randint(1, 3)] for n in range(parts)]
        jobs = []
        for batch in batches:
            rows = [world.orders[no] for no in batch]
            used = [c for c in ORDER_COLUMNS if any(r[c] for r in rows) or rng.random() < 0.3]
            if "net" not in used and "gross" not in used:
                used.append("net")
            jobs.append(("orders", used, rows))
        rows = [world.lines[key] for key in lines]
        used = [c for c in LINE_COLUMNS if any(r[c] for r in rows) or rng.random() < 0.3]
        # lines of an order that orders.csv is still to give name it all the same, so either order of files works
        jobs.append(("order-lines", used, rows))
        rng.shuffle(jobs)
        for job in jobs:
            self.load(*job)

    def add_customers(self, count):
        world, rng = self.world, self.rng
        keys = [world.new_customer() for _ in range(count)]
        self.load("customers", ["customer_key", "name", "estimated_annual_spend", "referred_by_key", "first_contact_on"],
                  rng.sample([world.customers[k] for k in keys], count))
        costs, surveys = [], []
        for index, key in enumerate(keys):
            if self.flavour == "base" or (self.flavour == "one buyer" and index == 0):
                world.history(key)
            elif rng.random() < 0.5:
                world.new_order(key, world.near(), kind="return")
            if rng.random() < 0.5:
                costs += [world.new_cost(key) for _ in range(rng.randint(1, 4))]
            if rng.random() < 0.5:
                surveys += world.new_surveys(key)
        self.flush_orders()
        self.load("costs", ["cost_no", "customer_key", "activity", "incurred_on", "quantity", "amount"],
                  [world.costs[no] for no in costs])
        self.load("surveys", ["survey_no", "customer_key", "answered_on", "satisfaction", "recommend"],
                  [world.surveys[no] for no in surveys])

    # ---- the whole ------------------------------------------------------------------------------------------------

    def begin(self):
        rng, first = self.rng, self.anchors[rng_index(self.rng, len(self.anchors) // 2)]
        self.activities()
        if rng.random() < 0.1:
            self.recompute(first - timedelta(400))  # nobody has bought: no version, no run
        if self.flavour == "base" and rng.random() < 0.1:
            self.import_policy(self.policy)
            self.publish(first)  # no population: a version without scales
        self.add_customers(self.customer_count)
        if self.policy:
            self.new_policy(self.policy, first, first)
        if self.firm.current is None and (self.flavour == "no buyer" or rng.random() < 0.3):
            self.publish(first)
        self.recompute(first)
        if self.firm.current is None:
            self.publish(first)
        self.export()

    def go_back(self):
        """A dated run, on a date that never was current (there the page leaves open which run counts)."""
        firm, rng = self.firm, self.rng
        once_current = set(firm.runs) - firm.complete
        days = [d for a in self.anchors for d in (a, a - timedelta(1), a - timedelta(200))
                if d < firm.current and (self.disputed or d not in once_current)]
        if days:
            day = rng.choice(sorted(firm.complete)) if firm.complete and rng.random() < 0.3 else rng.choice(days)
            self.recompute(day, rng.choice([None, rng.randint(1, len(firm.versions))]))
            self.export(day)

    def write(self):
        rng, firm = self.rng, self.firm
        self.begin()
        corrections = Corrections(self)
        for _ in range(rng.randint(2, 7)):
            if rng.random() < 0.6:
                if rng.random() < 0.4:
                    self.flavour = "base"
                    self.add_customers(rng.randint(1, 4))
                corrections.some()
                if rng.random() < 0.5:
                    self.export()
            if rng.random() < 0.4:
                scales = rng.choice(self.anchors)
                if rng.random() < 0.8:
                    policy = random_policy(rng, self.disputed) if rng.random() < 0.5 else dict(self.policy)
                    self.new_policy(policy, scales, firm.current)
                self.publish(scales)
                self.export()
            later = [a for a in self.anchors if a > firm.current]
            move = rng.random()
            if later and move < 0.55:
                self.recompute(later[0] if rng.random() < 0.8 else rng.choice(later))
            elif move < 0.65:
                self.recompute(firm.current)
            else:
                self.go_back()
            if rng.random() < 0.8:
                self.export()
        for day in sorted(firm.complete):
            self.export(day)
        self.export()
        self.do(verb="export", what="tier-changes", file="tier-changes.csv")
        scenario = {"currency": "EUR", "scoring_date": day_text(self.scoring_date), "steps": self.steps}
        (self.folder / "scenario.json").write_text(json.dumps(scenario, indent=1), "utf-8")


def rng_index(rng, upto):
    return rng.randint(0, max(0, upto - 1))


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("folder")
    parser.add_argument("--customers", type=int)
    parser.add_argument("--disputed", action="store_true")
    options = parser.parse_args(arguments)
    Scenario(random.Random(options.seed), options.folder, options.customers, options.disputed).write()


if __name__ == "__main__":
    sys.exit(main())
