"""Hand-worked examples of the sentences of the value model that are easy to misread: one customer, one date."""

import math
import unittest
from datetime import date, timedelta
from fractions import Fraction as F

import policy as policies
import value_model as vm
from facts import BaseOrder, Customer, Survey
from numbers_exact import text

AS_OF = date(2025, 12, 31)


def ago(days):
    return AS_OF - timedelta(days)


def order(days, net, cost=None, returned=False, due=None, paid=None):
    return BaseOrder(ago(days), returned, F(net), None if cost is None else F(cost),
                     None if due is None else ago(due), None if paid is None else ago(paid))


def measure(orders=(), costs=(), surveys=(), estimate=None, referrals=0, policy=None, contact=None):
    customer = Customer("A", None if estimate is None else F(estimate), None, contact)
    return vm.measure(customer, (list(orders), list(costs), list(surveys)), referrals, policy or policies.load("{}"), AS_OF)


def scored(m, policy=None, previous=None):
    return vm.score(m, policy or policies.load("{}"), previous, AS_OF)


class Window(unittest.TestCase):
    def test_exactly_window_days_dates_as_of_included(self):
        self.assertEqual(measure([order(364, 10), order(0, 10)]).occasions, 2)
        self.assertEqual(measure([order(365, 10), order(0, 10)]).occasions, 1)

    def test_later_facts_do_not_exist(self):
        m = measure([order(-1, 10)], costs=[(ago(-1), F(5))])
        self.assertEqual((m.occasions_ever, m.net_revenue, m.cost_to_serve, m.contacted), (0, 0, 0, False))

    def test_ten_orders_on_one_day_are_one_occasion(self):
        m = measure([order(5, 10)] * 10)
        self.assertEqual((m.occasions, m.average_order), (1, 100))

    def test_neither_return_nor_sale_of_nothing_is_an_occasion(self):
        m = measure([order(5, 0, cost=25), order(4, 10, returned=True)])
        self.assertEqual((m.occasions, m.net_revenue, m.gross_profit), (0, -10, -10 - 25 + 7))


class Exposure(unittest.TestCase):
    def test_fewer_than_two_occasions_take_the_window(self):
        self.assertEqual(measure([order(10, 1)]).exposure, 365)

    def test_clamped_to_the_floor_and_the_window(self):
        for first, exposure in ((89, 90), (90, 90), (91, 91), (364, 364), (365, 365), (500, 365)):
            self.assertEqual(measure([order(first, 1), order(2, 1), order(1, 1)]).exposure, exposure)

    def test_two_occasions_with_an_older_first_purchase(self):
        self.assertEqual(measure([order(900, 1), order(2, 1), order(1, 1)]).exposure, 365)


class Money(unittest.TestCase):
    def test_estimated_cost_is_summed_before_it_is_rounded(self):
        m = measure([order(1, "0.05"), order(2, "0.05")])  # 2 x 0.035 = 0.07, not 2 x 0.04
        self.assertEqual(m.gross_profit, F("0.03"))

    def test_a_return_gives_its_cost_back_known_or_estimated(self):
        m = measure([order(9, 100, cost=60), order(5, 50, returned=True), order(4, 10, cost=4, returned=True)])
        self.assertEqual((m.net_revenue, m.gross_profit), (40, 40 - (60 - 4) - (-35)))

    def test_carrying_cost_counts_late_days_in_the_window_whatever_the_orders_date(self):
        self.assertEqual(measure([order(900, 1000, due=800)]).carrying, 80)  # 365 of 365 days at 8 %
        self.assertEqual(measure([order(900, 1000, due=800, paid=292)]).carrying, 16)  # 73 days
        self.assertEqual(measure([order(900, 1000, due=800, paid=365)]).carrying, 0)

    def test_a_payment_after_as_of_is_not_yet_made(self):
        self.assertEqual(measure([order(200, 1000, due=73, paid=-5)]).carrying, 16)

    def test_never_late_without_due_date_when_early_or_for_a_return(self):
        for o in (order(300, 1000), order(300, 1000, due=100, paid=120), order(300, 1000, returned=True, due=290)):
            self.assertEqual(measure([o]).carrying, 0)

    def test_margin_is_undefined_without_revenue_and_profit_stays(self):
        m = measure([order(700, 10), order(3, 10, returned=True)], costs=[(ago(4), F(100))])
        self.assertIsNone(m.margin)
        self.assertEqual((m.purchase_value, m.profit, m.frequency), (0, -103, 0))  # -10 + 7 of its goods - 100

    def test_purchase_value_is_frequency_times_average_order_before_rounding(self):
        m = measure([order(100, 10), order(50, "10.01"), order(3, 10)])
        self.assertEqual((text(m.frequency, 6), text(m.average_order, 2)), ("10.950000", "10.00"))
        self.assertEqual(text(m.purchase_value, 2), "109.54")  # 30.01 x 3.65 = 109.5365, not 10.95 x 10.00

    def test_never_a_minus_zero(self):
        self.assertEqual(text(F(-1, 1000), 2), "0.00")


class RhythmAndRegularity(unittest.TestCase):
    def test_three_in_the_window_that_ends_with_the_last_purchase(self):
        self.assertEqual(measure([order(d, 1) for d in (364 + 30, 90, 30)]).rhythm, 182)
        self.assertEqual(measure([order(d, 1) for d in (365 + 30, 90, 30)]).rhythm, F("182.5"))  # all ever
        self.assertEqual(measure([order(d, 1) for d in (2000, 100, 60, 0)]).rhythm, 50)

    def test_floors(self):
        self.assertEqual(measure([order(d, 1) for d in range(8)]).rhythm, 14)  # 90 / 7 is less
        self.assertEqual(measure([order(d, 1) for d in (0, 10)]).rhythm, 90)

    def test_one_purchase_ever_takes_a_third_of_the_window(self):
        m = measure([order(365, 1)])
        self.assertEqual((text(m.rhythm, 6), m.overdue), ("121.666667", 3))  # from the unrounded rhythm

    def test_several_sales_on_one_day_are_one_purchase(self):
        self.assertEqual(measure([order(365, 1), order(365, 2)]).overdue, 3)

    def test_regularity_counts_the_days_from_the_first_purchase_to_as_of(self):
        m = measure([order(8, 1), order(5, 1), order(2, 1)])  # N = 9; days 1, 4, 7; gaps 1, 3, 3, 3 of 10
        hand = -(0.1 * math.log(0.1) + 3 * 0.3 * math.log(0.3)) / math.log(4)
        self.assertAlmostEqual(float(m.regularity), hand, places=6)

    def test_regularity_of_an_older_customer_starts_with_the_window(self):
        policy = policies.load('{"windowDays": 99}')
        m = measure([order(d, 1) for d in (500, 79, 59, 39, 19)], policy=policy)  # days 20, 40, 60, 80 of 99
        self.assertEqual(m.regularity, 1)

    def test_regularity_needs_three_occasions_in_the_window(self):
        self.assertIsNone(measure([order(d, 1) for d in (400, 5, 2)]).regularity)


class Wallet(unittest.TestCase):
    def test_zero_without_an_occasion_undefined_without_an_estimate(self):
        self.assertEqual(measure(estimate="100").wallet, 0)
        self.assertIsNone(measure([order(1, 5)], estimate="0").wallet)
        self.assertIsNone(measure().wallet)

    def test_held_to_one_and_taken_at_the_yearly_rate(self):
        self.assertEqual(measure([order(1, 500)], estimate="100").wallet, 1)
        self.assertEqual(measure([order(180, 25), order(1, 20)], estimate="365").wallet, F("0.25"))


class Loyalty(unittest.TestCase):
    def test_satisfaction_curve(self):
        curve = lambda s, low=40, up=80: vm.satisfaction_curve(F(s), F(low), F(up))
        self.assertEqual([curve(s) for s in (0, 20, 40, 60, 80, 90, 100)], [0, 20, 50, 50, 50, 75, 100])
        self.assertEqual(curve(39), 39)
        self.assertEqual([curve(s, 50, 50) for s in (49, 50, 75)], [F("39.2"), 50, 75])

    def test_newest_answer_with_a_satisfaction_that_day_averaged(self):
        answer = lambda days, s: Survey("A", ago(days), None if s is None else F(s), F(1))
        self.assertEqual(measure(surveys=[answer(9, 10), answer(5, 80), answer(5, 85), answer(1, None),
                                          answer(-1, 0)]).satisfaction, F("82.5"))
        self.assertIsNone(measure(surveys=[answer(365, 10)]).satisfaction)

    def parts(self, **weights):
        policy = policies.load("{}")
        policy["loyaltyWeights"] = {p: F(weights.get(p, 0)) for p in policies.PARTS}
        return policy

    def test_recency_falls_from_one_to_three(self):
        for days, score in ((121, 100), (365, 0)):
            self.assertEqual(vm.loyalty(measure([order(days, 1)]), self.parts(recency=1))[0], score)
        policy = self.parts(recency=1)
        policy["windowDays"] = 360
        self.assertEqual(vm.loyalty(measure([order(240, 1)], policy=policy), policy)[0], 50)

    def test_missing_is_not_zero_and_coverage_comes_before_the_rule(self):
        m = measure([order(5, 1)])  # recency 100; regularity unknown
        policy = self.parts(recency=30, regularity=10)
        for rule, score in (("Reweight", 100), ("Neutral", F("87.5")), ("Worst", 75)):
            policy["missing"]["regularity"] = rule
            self.assertEqual(vm.loyalty(m, policy), (score, F("0.75")))

    def test_no_weight_left(self):
        self.assertEqual(vm.loyalty(measure([order(5, 1)]), self.parts(regularity=10)), (50, 0))

    def test_tenure_and_referrals(self):
        m = measure([order(1095, 1)], referrals=2)
        parts = vm.loyalty_parts(m, policies.load("{}"))
        self.assertEqual((parts["tenure"], parts["referrals"]), (F("63.21"), F("63.21")))
        self.assertEqual(vm.loyalty_parts(measure(), policies.load("{}"))["referrals"], 0)


class Places(unittest.TestCase):
    scale = [F(k) for k in range(101)]

    def test_between_on_and_outside(self):
        place = lambda v: vm.place(F(v), self.scale)
        self.assertEqual([place(v) for v in ("-1", "0", "40.255", "100", "101")], [0, 0, F("40.26"), 100, 100])

    def test_equal_to_several_breakpoints(self):
        self.assertEqual(vm.place(F(7), [F(1)] * 10 + [F(7)] * 4 + [F(9)] * 87), F("11.5"))
        self.assertEqual(vm.place(F(5), [F(5)] * 101), 50)  # one buyer

    def test_no_scale(self):
        self.assertEqual(vm.place(F(5), None), 0)

    def test_frozen_like_percentile_inc(self):
        policy = policies.load("{}")
        metrics = [measure([order(1, v, cost=0)]) for v in (10, 20, 40, 80)] + [measure()]
        vm.freeze(policy, metrics)
        self.assertEqual([policy["purchaseValueScale"][k] for k in (0, 25, 50, 100)], [10, F("17.5"), 30, 80])
        self.assertEqual((policy["largeOrder"], policy["mediumOrder"]), (40, 20))

    def test_points_past_a_hundred_are_given_up_by_the_largest(self):
        self.assertEqual(vm.points_of([(F(1), F(100)), (F(1), F(100)), (F(4), F(100))]), [F("16.67"), F("16.67"), F("66.66")])
        self.assertEqual(vm.points_of([(F(1), F(100))] * 6)[0], F("16.65"))


class Tiers(unittest.TestCase):
    def weighted(self, composite, previous=None, hysteresis=2):
        policy = policies.load("{}")
        policy["hysteresisPoints"] = F(hysteresis)
        return vm.weighted_tier(F(composite), policy, previous)

    def test_a_cutoff_belongs_to_the_better_tier(self):
        self.assertEqual([self.weighted(c) for c in ("85", "84.99", "70", "50", "25", "24.99")],
                         ["Platinum", "Gold", "Gold", "Silver", "Develop", "Adjust"])

    def test_hysteresis(self):
        for composite, previous, tier in (
                ("71.99", "Silver", "Silver"), ("72", "Silver", "Gold"), ("83", "Platinum", "Platinum"),
                ("82.99", "Platinum", "Gold"), ("68", "Platinum", "Gold"), ("67.99", "Gold", "Silver"),
                ("87", "Adjust", "Platinum"), ("86.99", "Adjust", "Gold"), ("23", "Gold", "Develop"),
                ("22.99", "Develop", "Adjust"), ("26.99", "Adjust", "Adjust"), ("85", "Unrated", "Platinum")):
            self.assertEqual(self.weighted(composite, previous), tier, (composite, previous))

    def test_matrix(self):
        policy = policies.load('{"largeOrder": 100, "mediumOrder": 50, "shortCycle": 60, "mediumCycle": 120}')
        m = measure([order(60, 100), order(120, 100)])  # 120 days, 2 occasions: a cycle of 60
        self.assertEqual(vm.matrix_tier(m, policy), "Platinum")
        self.assertEqual(vm.matrix_tier(measure([order(3, 50)]), policy), "Develop")
        self.assertEqual(vm.matrix_tier(measure([order(3, 49)]), policy), "Adjust")
        self.assertEqual(vm.matrix_tier(measure([order(700, 4900)]), policy), "Adjust")

    def test_group_buy_is_more_than_the_share_after_returns(self):
        guard = policies.load("{}")["guards"]["groupBuy"]
        three = [order(10, 60), order(20, 20), order(30, 20)]
        self.assertFalse(vm.is_group_buy(measure(three), guard))
        self.assertTrue(vm.is_group_buy(measure(three + [order(5, "0.01", returned=True)]), guard))
        self.assertTrue(vm.is_group_buy(measure(three[:2]), guard))

    def test_below_zero_of_a_newcomer_is_a_flag_only(self):
        for first, guards in ((89, ["GroupBuy", "Provisional"]), (90, ["GroupBuy", "BelowZero"])):
            s = scored(measure([order(first, 10)], costs=[(ago(3), F(100))]))
            self.assertEqual((s.guards, "BelowZero" in s.flags), (guards, True))

    def test_below_zero_asks_the_days_of_the_provisional_guard_even_off(self):
        policy = policies.load('{"guards": {"provisional": {"on": false, "days": 120}}}')
        s = scored(measure([order(100, 10)], costs=[(ago(3), F(100))], policy=policy), policy)
        self.assertEqual(s.guards, ["GroupBuy"])

    def test_unrated_has_flags_and_no_guards(self):
        s = scored(measure(costs=[(ago(3), F(1))]))
        self.assertEqual((s.tier, s.guards, s.flags, s.composite, s.lifecycle), ("Unrated", [], ["BelowZero"], None, "Lead"))

    def test_a_loss_scores_nothing_on_the_profit_scale(self):
        policy = policies.load("{}")
        policy["purchaseValueScale"] = policy["profitScale"] = [F(-1000)] * 101
        s = scored(measure([order(100, 10, cost=11)]), policy)
        self.assertEqual((s.purchase_value_score, s.profit_score), (100, 0))

    def test_lost_is_also_dormant(self):
        s = scored(measure([order(730, 10)]))
        self.assertEqual((s.flags, s.lifecycle, s.purchase_value_score), (["Dormant", "Lost"], "Lost", 0))

    def test_lifecycle_of_who_never_bought(self):
        state = lambda **given: scored(measure(**given)).lifecycle
        self.assertEqual(state(), "Lead")
        self.assertEqual(state(contact=AS_OF), "Prospect")
        self.assertEqual(state(contact=ago(-1)), "Lead")
        self.assertEqual(state(orders=[order(900, 5, returned=True)]), "Prospect")
        self.assertEqual(state(surveys=[Survey("A", ago(900), None, F(3))]), "Prospect")

    def test_grace(self):
        policy = policies.load('{"graceDays": 30}')
        before = scored(measure([order(1, 1)]))
        before.tier, before.first_fall = "Gold", None
        self.assertEqual(vm.shown_tier("Silver", before, policy, AS_OF), ("Gold", AS_OF))
        before.first_fall = ago(29)
        self.assertEqual(vm.shown_tier("Adjust", before, policy, AS_OF), ("Gold", ago(29)))
        before.first_fall = ago(30)
        self.assertEqual(vm.shown_tier("Silver", before, policy, AS_OF), ("Silver", None))
        self.assertEqual(vm.shown_tier("Gold", before, policy, AS_OF), ("Gold", None))
        policy["graceDays"] = F(0)
        before.first_fall = None
        self.assertEqual(vm.shown_tier("Develop", before, policy, AS_OF), ("Develop", None))


if __name__ == "__main__":
    unittest.main()
