"""Hand-worked examples of files in, versions, runs and exports, and checks over random scenarios."""

import copy
import csv
import io
import json
import os
import random
import sys
import tempfile
import unittest
from datetime import date
from fractions import Fraction as F
from pathlib import Path

import compare
import generate
import policy as policies
import run
import run_cli
from facts import Book, FileError
from firm import Firm, StepError

RANDOM_SCENARIOS = int(os.environ.get("ORACLE_SCENARIOS", "12"))
D = date.fromisoformat


def book(*files):
    made = Book("EUR")
    made.load("customers", "customer_key,name\nA,a\nB,b\n")
    for kind, content in files:
        made.load(kind, content)
    return made


class Files(unittest.TestCase):
    def net_and_cost(self, *files):
        made = book(*files)
        base = made.base_order(made.orders["1"])
        return base.net, base.cost

    def test_base_is_rounded_once_half_to_even(self):
        head = "order_no,customer_key,ordered_on,net,currency,fx_rate\n"
        self.assertEqual(self.net_and_cost(("orders", head + "1,A,2025-01-01,10.05,USD,0.5\n"))[0], F("5.02"))
        self.assertEqual(self.net_and_cost(("orders", head + "1,A,2025-01-01,10.15,USD,0.5\n"))[0], F("5.08"))
        self.assertEqual(self.net_and_cost(("orders", head + "1,A,2025-01-01,10.15,EUR,0.5\n"))[0], F("10.15"))

    def test_lines_are_summed_before_they_are_rounded(self):
        lines = ("order_no,line_no,customer_key,ordered_on,quantity,unit_price\n"
                 "1,1,A,2025-01-01,0.5,0.25\n1,2,A,2025-01-01,0.5,0.25\n")
        self.assertEqual(self.net_and_cost(("order-lines", lines)), (F("0.25"), None))

    def test_lines_give_the_cost_only_where_the_order_has_none_and_all_lines_do(self):
        order = ("orders", "order_no,customer_key,ordered_on,net\n1,A,2025-01-01,9\n")
        lines = "order_no,line_no,net,cost_of_goods\n1,1,50,2\n1,2,60,{}\n"
        self.assertEqual(self.net_and_cost(order, ("order-lines", lines.format("3"))), (9, 5))
        self.assertEqual(self.net_and_cost(order, ("order-lines", lines.format(""))), (9, None))
        wins = ("orders", "order_no,customer_key,ordered_on,net,cost_of_goods\n1,A,2025-01-01,9,4\n")
        self.assertEqual(self.net_and_cost(wins, ("order-lines", lines.format(""))), (9, 4))

    def test_an_empty_cell_clears_an_absent_column_leaves(self):
        first = ("orders", "order_no,customer_key,ordered_on,net,cost_of_goods,paid_on,currency,fx_rate\n"
                           "1,A,2025-01-01,10,4,2025-02-01,USD,2\n")
        again = ("orders", "order_no,customer_key,ordered_on,net,cost_of_goods\n1,B,2025-01-02,11,\n")
        made = book(first, again)
        base = made.base_order(made.orders["1"])
        self.assertEqual((base.net, base.cost, base.paid, base.on), (22, None, D("2025-02-01"), D("2025-01-02")))

    def test_gross_without_net_keeps_the_discount_of_an_absent_column(self):
        made = book(("orders", "order_no,customer_key,ordered_on,gross,discount\n1,A,2025-01-01,10,1\n"),
                    ("orders", "order_no,customer_key,ordered_on,gross\n1,A,2025-01-01,20\n"))
        self.assertEqual(made.base_order(made.orders["1"]).net, 19)

    def test_rows_in_error(self):
        head = "order_no,customer_key,ordered_on,gross,discount,net,currency\n"
        for row in ("1,X,2025-01-01,,,5,", "1,A,2025-01-01,10,1,8,", "1,A,2025-01-01,,,5.001,", "1,A,2025-01-01,,,5,USD",
                    "1,A,2025-01-01,,,-5,", "1,A,2025-01-01,,,5,\n1,A,2025-01-01,,,5,"):
            with self.assertRaises(FileError):
                book(("orders", head + row + "\n"))
        with self.assertRaises(FileError):
            book(("customers", "customer_key,name,referred_by_key\nA,a,A\n"))

    def test_a_cost_takes_the_newest_rate_valid_on_its_day(self):
        made = book(("activities", "activity,valid_from,unit,rate\nw,2025-01-01,m,0.05\nw,2025-06-01,m,1\nfee,,amount,\n"),
                    ("costs", "cost_no,customer_key,activity,incurred_on,quantity,amount\n"
                              "1,A,w,2025-05-31,0.5,\n2,A,w,2025-06-01,0.5,\n3,A,w,2025-06-01,0.5,9\n4,A,fee,2025-01-01,,7\n"))
        self.assertEqual([made.cost_amount(c) for c in made.costs.values()], [F("0.02"), F("0.5"), 9, 7])
        with self.assertRaises(FileError):
            book(("activities", "activity,valid_from,unit,rate\nw,2025-01-01,m,1\n"),
                 ("costs", "cost_no,customer_key,activity,incurred_on,quantity\n1,A,w,2024-12-31,1\n"))


class Runs(unittest.TestCase):
    def firm(self, *orders):
        firm = Firm()
        firm.import_file("customers", "customer_key,name\nb,x\nB,x\n")
        self.orders(firm, *orders)
        return firm

    def orders(self, firm, *rows):
        if rows:
            firm.import_file("orders", "order_no,customer_key,ordered_on,net\n" + "\n".join(rows) + "\n")

    def rows(self, firm, as_of=None):
        return {r["customer_key"]: r for r in csv.DictReader(io.StringIO(firm.export(as_of)))}

    def test_first_recompute_with_a_buyer_publishes_version_1(self):
        firm = self.firm("1,b,2025-03-01,10")
        firm.recompute(D("2025-02-28"))
        self.assertEqual((firm.versions, firm.current), ([], None))
        firm.recompute(D("2025-03-01"))
        self.assertEqual((len(firm.versions), firm.current), (1, D("2025-03-01")))
        self.assertEqual(list(self.rows(firm)), ["B", "b"])

    def test_a_dated_run_touches_nothing_current_and_is_not_kept_up_to_date(self):
        firm = self.firm("1,b,2025-03-01,10")
        firm.recompute(D("2025-06-01"))
        firm.recompute(D("2025-04-01"), version=1)
        self.assertEqual(firm.current, D("2025-06-01"))
        self.orders(firm, "2,b,2025-03-02,10")
        self.assertEqual(self.rows(firm)["b"]["occasions"], "2")
        self.assertEqual(self.rows(firm, D("2025-04-01"))["b"]["occasions"], "1")
        firm.recompute(D("2025-04-01"))
        self.assertEqual(self.rows(firm, D("2025-04-01"))["b"]["occasions"], "2")

    def test_what_may_be_exported(self):
        firm = self.firm("1,b,2025-03-01,10")
        firm.recompute(D("2025-06-01"))
        firm.recompute(D("2025-07-01"))
        with self.assertRaises(StepError):
            firm.export(D("2025-06-01"))
        with self.assertRaises(StepError):
            firm.recompute(D("2025-07-01"), version=1)
        firm.recompute(D("2025-06-01"))
        firm.export(D("2025-06-01"))

    def test_publication_freezes_the_scales_as_of_its_date(self):
        firm = self.firm("1,b,2025-03-01,10", "2,B,2025-05-01,30")
        firm.publish(D("2025-04-01"))  # no run yet: it recomputes at its date
        self.assertEqual(firm.current, D("2025-04-01"))
        firm.recompute(D("2025-06-01"))
        self.assertEqual([self.rows(firm)[k]["purchase_value_score"] for k in "bB"], ["50.00", "100.00"])
        firm.publish(D("2025-06-01"))  # recomputes at the current AsOf
        self.assertEqual([self.rows(firm)[k]["purchase_value_score"] for k in "bB"], ["0.00", "100.00"])
        self.assertEqual(self.rows(firm)["b"]["policy_version"], "2")
        self.assertIsNone(firm.draft["purchaseValueScale"])

    def test_without_a_population_there_is_no_scale_until_the_next_publication(self):
        firm = self.firm()
        firm.import_policy('{"method": "ValueMatrix"}')
        firm.publish(D("2025-04-01"))
        self.orders(firm, "1,b,2025-03-01,10")
        row = self.rows(firm)["b"]
        self.assertEqual((row["purchase_value_score"], row["method_tier"]), ("0.00", "Adjust"))

    def test_previous_is_the_newest_run_with_an_earlier_date_dated_runs_included(self):
        firm = self.firm("1,b,2025-03-01,10", "2,b,2025-03-02,10", "3,b,2025-03-03,10")
        firm.recompute(D("2025-03-10"))
        firm.recompute(D("2025-06-01"))
        plain = F(self.rows(firm)["b"]["composite"])
        cutoffs = json.dumps({"platinum": 99, "gold": 98, "silver": float(plain) - 1, "develop": 1})
        firm.import_policy(f'{{"hysteresisPoints": 2, "cutoffs": {cutoffs}}}')
        firm.versions.append(copy.deepcopy(firm.versions[0]))
        firm.versions[1]["cutoffs"] = firm.draft["cutoffs"]
        firm.runs[D("2025-03-10")].scores["b"].method_tier = "Develop"
        firm.recompute(D("2025-06-01"))
        self.assertEqual(self.rows(firm)["b"]["method_tier"], "Develop")  # one point over is short of two
        firm.recompute(D("2025-04-01"))
        firm.runs[D("2025-04-01")].scores["b"].method_tier = "Silver"
        firm.recompute(D("2025-06-01"))
        self.assertEqual(self.rows(firm)["b"]["method_tier"], "Silver")


    def reasons(self, firm):
        changes = firm.step({"verb": "export", "what": "tier-changes"}, ".")
        return [tuple(line.split(",")[2:4]) + (line.split(",")[7],) for line in changes.splitlines()[1:]]

    def test_why_a_shown_tier_moved(self):
        by_turnover = {
            "profitWeight": 0, "loyaltyWeight": 0, "hysteresisPoints": 0, "purchaseValueScale": list(range(101)),
            "guards": {guard: {"on": False} for guard in ("groupBuy", "thinMargin", "belowZero", "provisional")}}
        firm = self.firm("1,b,2024-07-05,40", "2,b,2025-06-01,10")  # 50 x 365 / 360 on June 30th
        publish = lambda **more: (firm.import_policy(json.dumps(by_turnover | more)), firm.publish(D("2025-06-30")))
        publish()
        self.orders(firm, "3,b,2025-06-02,20")
        self.assertEqual(self.reasons(firm), [("Silver", "Gold", "Facts")])
        publish(windowDays=90)  # 30 x 365 / 90, measured under the new window alone
        self.assertEqual(self.reasons(firm)[1:], [("Gold", "Platinum", "Rules")])
        publish(windowDays=90, graceDays=2)
        firm.recompute(D("2025-08-30"))  # 20 are left in the window: Gold, and the wait begins
        firm.recompute(D("2025-08-31"))  # nothing is left: Adjust
        self.assertEqual([self.rows(firm)["b"][c] for c in ("computed_tier", "tier")], ["Adjust", "Platinum"])
        firm.recompute(D("2025-09-01"))
        self.assertEqual(self.reasons(firm)[2:], [("Platinum", "Adjust", "Grace")])
        self.orders(firm, "4,b,2025-09-01,20")
        publish(windowDays=90)
        firm.recompute(D("2025-11-29"))
        firm.recompute(D("2025-11-30"))
        self.assertEqual(self.reasons(firm)[3:], [("Adjust", "Gold", "Facts"), ("Gold", "Adjust", "Time")])


class Policy(unittest.TestCase):
    def test_defaults_fill_and_unknown_names_are_refused(self):
        made = policies.load('{"guards": {"provisional": {"days": 30}}, "profitScale": null}')
        self.assertEqual((made["guards"]["provisional"]["days"], made["guards"]["provisional"]["cap"]), (30, "Gold"))
        for bad in ('{"window": 90}', '{"guards": {"groupBuy": {"min": 1}}}', '{"windowDays": 80}',
                    '{"cutoffs": {"gold": 85}}', '{"purchaseValueScale": [1, 2]}'):
            with self.assertRaises(policies.PolicyError):
                policies.load(bad)


class RandomScenarios(unittest.TestCase):
    def test_they_are_valid_repeatable_and_add_up(self):
        for seed in range(1, RANDOM_SCENARIOS + 1):
            with self.subTest(seed=seed), tempfile.TemporaryDirectory() as folder:
                folder = Path(folder)
                made = generate.Scenario(random.Random(seed), folder / "s", None, seed % 4 == 0)
                made.write()
                run.play(folder / "s", folder / "once")
                run.play(folder / "s", folder / "twice")
                self.assertEqual(compare.main([str(folder / "once"), str(folder / "twice")]), 0)
                for path in (folder / "once").glob("scores-*.csv"):
                    self.check(path, made.firm)
                self.check_twice_changes_nothing(folder / "s", made.steps)

    def check(self, path, firm):
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                policy = firm.versions[int(row["policy_version"]) - 1]
                weights = [policy[w] for w in ("purchaseValueWeight", "profitWeight", "loyaltyWeight")]
                if row["composite"]:
                    scores = [F(row[c]) for c in ("purchase_value_score", "profit_score", "loyalty_score")]
                    exact = sum(w * s for w, s in zip(weights, scores)) / sum(weights)
                    self.assertLessEqual(abs(exact - F(row["composite"])), F("0.02"))
                    self.assertLessEqual(F(row["composite"]), 100)
                self.assertEqual(row["tier"] == "Unrated", row["composite"] == "")
                if row["average_order"]:  # purchase value = frequency x average order, to what rounding leaves
                    product = F(row["frequency"]) * F(row["average_order"])
                    slack = F(row["frequency"]) * F("0.005") + abs(F(row["average_order"])) * F("0.0000005") + F("0.0051")
                    self.assertLessEqual(abs(product - F(row["purchase_value"])), slack)

    def check_twice_changes_nothing(self, folder, steps):
        firm = Firm()
        for step in steps:
            firm.step(step, folder)
            if step["verb"] == "import":
                before = copy.deepcopy(vars(firm.book))
                firm.step(step, folder)
                self.assertEqual(before, vars(firm.book))


class Tools(unittest.TestCase):
    def test_compare_tells_cells_apart(self):
        self.assertTrue(compare.same("overdue", "1.000001", "1.000002"))
        self.assertFalse(compare.same("overdue", "1.000001", "1.000003"))
        self.assertTrue(compare.same("profit", "1.50", "1.5"))
        self.assertFalse(compare.same("profit", "1.50", "1.51"))
        self.assertFalse(compare.same("composite", "", "0.00"))
        self.assertFalse(compare.same("guards", "GroupBuy|ThinMargin", "ThinMargin|GroupBuy"))

    def test_words_of_the_command_line(self):
        folder, out = Path("s"), Path("o")
        words = lambda **step: " ".join(run_cli.words(step, folder, out))
        self.assertEqual(words(verb="import", kind="order_lines", file="l.csv"), "import order-lines s/l.csv")
        self.assertEqual(words(verb="policy-publish", as_of="2025-01-01"), "policy publish --note x --as-of 2025-01-01")
        self.assertEqual(words(verb="recompute", as_of="2025-01-01", version=2), "recompute --as-of 2025-01-01 --version 2")
        self.assertEqual(words(verb="export", file="x.csv"), "export scores o/x.csv")
        self.assertEqual(words(verb="export", as_of="2025-01-01", file="x.csv"), "export scores --as-of 2025-01-01 o/x.csv")

    def test_a_failing_verb_stops_the_driver(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "scenario.json").write_text('{"steps": [{"verb": "recompute", "as_of": "2025-01-01"}]}')
            command = f'{sys.executable} -c "import sys; sys.exit(3)"'
            self.assertEqual(run_cli.main([folder, "--out", folder, "--crm", command]), 1)
            command = f'{sys.executable} -c "pass"'
            self.assertEqual(run_cli.main([folder, "--out", folder, "--crm", command]), 0)


if __name__ == "__main__":
    unittest.main()
