"""A firm over time: facts, draft, published versions, the current run, dated runs, and what may be exported."""

import copy
from datetime import date
from pathlib import Path

import policy as policies
from facts import Book
from numbers_exact import CENTS, RATIO, SCORE, text
from value_model import freeze, measure, score

COLUMNS = (
    "customer_key as_of policy_version occasions exposure_days frequency average_order purchase_value average_cycle "
    "net_revenue gross_profit cost_to_serve profit profit_margin tenure_years overdue regularity share_of_wallet "
    "purchase_value_score profit_score loyalty_score coverage composite method_tier computed_tier tier guards flags "
    "lifecycle").split()
CHANGE_COLUMNS = "customer_key as_of from_tier to_tier from_computed to_computed policy_version reason".split()


class StepError(Exception):
    """A verb is refused."""


class Run:
    def __init__(self, as_of, version, scores):
        self.as_of, self.version, self.scores = as_of, version, scores


class Firm:
    def __init__(self, currency="EUR"):
        self.book = Book(currency)
        self.draft = policies.load("{}")
        self.versions = []   # frozen policies; version n stands at n - 1
        self.current = None  # the AsOf all current scores share
        self.runs = {}       # AsOf -> the newest run of that date: current, dated, and those that once were current
        self.complete = set()  # dates whose run is dated: written whole, kept whole
        self.changes = []    # of shown tiers, as they happened

    # ---- scoring --------------------------------------------------------------------------------------------------

    def metrics(self, policy, as_of):
        facts = self.book.by_customer()
        bought = {key for key, (orders, _, _) in facts.items()
                  if any(o.is_purchase and o.on <= as_of for o in orders)}
        referrals = dict.fromkeys(self.book.customers, 0)
        for key, customer in self.book.customers.items():
            if customer.referred_by is not None and key in bought:
                referrals[customer.referred_by] += 1
        return {key: measure(customer, facts[key], referrals[key], policy, as_of)
                for key, customer in self.book.customers.items()}

    def _publish(self, as_of):
        frozen = policies.clone(self.draft)
        self.versions.append(freeze(frozen, self.metrics(frozen, as_of).values()))

    def _score(self, as_of, version):
        policy = self.versions[version - 1]
        earlier = [day for day in self.runs if day < as_of]
        before = self.runs[max(earlier)].scores if earlier else {}
        return {key: score(m, policy, before.get(key), as_of) for key, m in self.metrics(policy, as_of).items()}

    def _build(self, as_of, version):
        self.runs[as_of] = Run(as_of, version, self._score(as_of, version))

    def _build_current(self, as_of, old, cause):
        """Takes the place of the run `old`; cause is what came between the two: Facts, Time or Rules."""
        self.current = as_of
        self._build(as_of, len(self.versions))
        run = self.runs[as_of]
        if old is None:
            return
        today = self._score(as_of, old.version) if cause == "Rules" else run.scores
        for key in sorted(set(old.scores) & set(run.scores)):
            was, now, unruled = old.scores[key], run.scores[key], today[key]
            if was.tier == now.tier:
                continue
            if was.computed_tier == now.computed_tier:
                reason = "Grace"  # there are no pins here
            elif cause != "Rules":
                reason = cause
            elif unruled.computed_tier == was.computed_tier:
                reason = "Rules"
            else:  # a dated run slid in between moved what the old version remembers: no fact, so the calendar
                reason = "Time" if unruled.computed_tier == now.computed_tier else "Both"
            self.changes.append((key, as_of.isoformat(), was.tier, now.tier, was.computed_tier, now.computed_tier,
                                 str(run.version), reason))

    @property
    def _run(self):
        return self.runs[self.current] if self.current else None

    # ---- verbs ----------------------------------------------------------------------------------------------------

    def import_file(self, kind, content):
        trial = copy.deepcopy(self.book)  # applied whole or not at all
        trial.load(kind, content)
        self.book = trial
        if self.current is not None:
            self._build_current(self.current, self._run, "Facts")

    def import_policy(self, content):
        self.draft = policies.load(content)

    def publish(self, as_of):
        self._publish(as_of)
        self._build_current(self.current or as_of, self._run, "Rules")

    def recompute(self, as_of, version=None):
        is_dated = self.current is not None and as_of < self.current
        if version is not None and not is_dated:
            raise StepError("a version is named only for a date before the current one")
        if version is not None and not 1 <= version <= len(self.versions):
            raise StepError(f"there is no version {version}")
        if not self.versions:
            if not any(m.occasions for m in self.metrics(self.draft, as_of).values()):
                return  # no buyer yet: nobody gets a tier
            self._publish(as_of)
        if is_dated:
            self.complete.add(as_of)
            self._build(as_of, version or len(self.versions))
        else:
            self._build_current(as_of, self._run, "Time")

    def export(self, as_of=None):
        as_of = as_of or self.current
        dates = sorted(self.complete | ({self.current} if self.current else set()))
        if as_of not in dates:
            raise StepError(f"no run of {as_of}; there are: {', '.join(map(str, dates)) or 'none'}")
        return scores_csv(self.runs[as_of])

    def step(self, step, folder):
        """Do one step of a scenario; an export gives its text back."""
        folder, verb = Path(folder), step["verb"]
        as_of = date.fromisoformat(step["as_of"]) if step.get("as_of") else None
        if verb == "import":
            self.import_file(step["kind"].replace("_", "-"), (folder / step["file"]).read_text("utf-8"))
        elif verb == "policy-import":
            self.import_policy((folder / step["file"]).read_text("utf-8"))
        elif verb == "policy-publish":
            self.publish(as_of)
        elif verb == "recompute":
            self.recompute(as_of, step.get("version"))
        elif verb == "export" and step.get("what") == "tier-changes":
            return table(CHANGE_COLUMNS, sorted(self.changes, key=lambda c: c[:2]))
        elif verb == "export":
            return self.export(as_of)
        else:
            raise StepError(f"unknown verb {verb}")
        return None


def cells(key, run, s):
    m = s.metrics
    return (
        key, run.as_of.isoformat(), str(run.version), str(m.occasions), str(m.exposure), text(m.frequency, RATIO),
        text(m.average_order, CENTS), text(m.purchase_value, CENTS), text(m.average_cycle, RATIO),
        text(m.net_revenue, CENTS), text(m.gross_profit, CENTS), text(m.cost_to_serve, CENTS), text(m.profit, CENTS),
        text(m.margin, RATIO), text(m.tenure, RATIO), text(m.overdue, RATIO), text(m.regularity, RATIO),
        text(m.wallet, RATIO), text(s.purchase_value_score, SCORE), text(s.profit_score, SCORE), text(s.loyalty, SCORE),
        text(s.coverage, RATIO), text(s.composite, SCORE), s.method_tier, s.computed_tier, s.tier, "|".join(s.guards),
        "|".join(s.flags), s.lifecycle)


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in ',"\r\n') else cell


def scores_csv(run):
    return table(COLUMNS, [cells(key, run, run.scores[key]) for key in sorted(run.scores)])


def table(columns, rows):
    return "".join(",".join(map(quoted, row)) + "\n" for row in [columns, *rows])
