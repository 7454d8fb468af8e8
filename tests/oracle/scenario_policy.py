"""Random policies, with cutoffs, thresholds and parameters put exactly where customers stand."""

from policy import PARTS, TIERS


def plain(value):
    """A JSON number that reads back exactly (values here have at most six decimals)."""
    return int(value) if value == int(value) else float(value)


def random_policy(rng, disputed):
    policy = {}

    def maybe(share=0.5):
        return rng.random() < share

    if maybe():
        policy["windowDays"] = rng.choice([90, 91, 180, 300, 364, 366, 730, 800, rng.randint(90, 800)])
    window = policy.get("windowDays", 365)
    if maybe(0.3):
        policy["exposureFloorDays"] = rng.choice([1, 30, 60, 89, 90, window])
    if maybe(0.3):
        policy["rhythmFloorDays"] = rng.choice([1, 7, 14, 20, 30]) if not disputed else rng.choice([60, 120, 200])
    if maybe(0.4):
        policy["costOfCapital"] = rng.choice([0, 0.05, 0.125, 0.3])
    if maybe(0.4):
        policy["defaultMargin"] = rng.choice([0, 0.1, 0.275, 0.333333, 0.9, 1])
    if maybe():
        weights = rng.choice([(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1), (50, 50, 0), (33.5, 33.25, 7), (1, 1, 4), (1, 1, 4),
                              tuple(rng.randint(1, 99) for _ in range(3))])
        policy.update(zip(("purchaseValueWeight", "profitWeight", "loyaltyWeight"), weights))
    if maybe():
        weights = [rng.choice([0, 0, 1, 5, 10, 20, 12.5, 33]) for _ in PARTS]
        if sum(weights) or disputed:
            policy["loyaltyWeights"] = dict(zip(PARTS, weights))
    if maybe(0.2):  # only parts that can be missing weigh
        policy["loyaltyWeights"] = dict(zip(PARTS, [0, 0, 10, 5, 5, 0]))
    if maybe(0.25):  # points that round up past 100.00
        policy["loyaltyWeights"] = dict(zip(PARTS, rng.choice([(0, 1, 0, 1, 4, 0), (0, 7, 0, 0, 0, 0)])))
        policy.update(zip(("purchaseValueWeight", "profitWeight", "loyaltyWeight"), (1, 1, 4)))
    if maybe():
        policy["missing"] = {part: rng.choice(["Reweight", "Neutral", "Worst"]) for part in PARTS if maybe(0.7)}
    if maybe(0.4):
        low = rng.randint(1, 99)
        policy.update(satisfactionLower=low, satisfactionUpper=rng.choice([low, rng.randint(low, 99), 99]))
    if maybe(0.35):
        policy["method"] = "ValueMatrix"
    if maybe():
        guard = lambda **given: {"on": maybe(0.75), **given}
        cap = lambda: rng.choice(TIERS)
        policy["guards"] = {
            "groupBuy": guard(minOccasions=rng.randint(0, 5), maxShare=rng.choice([0.25, 0.5, 0.6, 1]), cap=cap()),
            "thinMargin": guard(minScore=rng.choice([0, 50, 80]), minMargin=rng.choice([0, 0.05, 0.3]), cap=cap()),
            "belowZero": guard(cap=cap()),
            "provisional": guard(days=rng.choice([0, 1, 30, 90, 120]), cap=cap()),
        }
    if maybe(0.6):
        policy["hysteresisPoints"] = rng.choice([0, 0.5, 1.25, 2, 5, 10])
    if maybe():
        policy["graceDays"] = rng.choice([0, 1, 14, 30, 31, 60, 90, 200])
    if maybe(0.3):
        dormant = rng.choice([1, 1.5, 3])
        policy["flags"] = {"atRiskOverdue": rng.choice([0.5, 1, 2]), "atRiskScore": rng.choice([0, 30, 50]),
                           "dormantOverdue": dormant, "lostOverdue": dormant + rng.choice([0.5, 3]),
                           "latePayerShare": rng.choice([0, 0.001, 0.01, 0.05])}
    if maybe(0.3):
        policy.update(loyalScore=rng.choice([0, 40, 55.5, 70]), loyalOccasions=rng.randint(1, 6))
    return policy


def sharpen(rng, policy, scores):
    """Move parameters onto values that customers reach under this very policy (scores of a trial run)."""
    scores = [s for s in scores if s.composite is not None]
    if not scores:
        return policy
    hysteresis = policy.get("hysteresisPoints", 2)
    pick = lambda values, default: plain(rng.choice(values)) if values else default
    buyers = [s for s in scores if s.metrics.occasions]

    if rng.random() < 0.6:
        reached = sorted({s.composite for s in scores if 0 < s.composite})
        chosen = {plain(c) for c in rng.sample(reached, min(4, len(reached)))}
        moved = {round(c + rng.choice([0, 0, hysteresis, -hysteresis, 0.01]), 2) for c in chosen}
        moved = {c for c in moved if 0 < c <= 100}
        while len(moved) < 4:
            moved.add(round(rng.uniform(1, 99), 2))
        policy["cutoffs"] = dict(zip(("platinum", "gold", "silver", "develop"), sorted(moved, reverse=True)))
    if buyers and rng.random() < 0.3:
        for names, measure, best_first in ((("largeOrder", "mediumOrder"), "average_order", True),
                                           (("shortCycle", "mediumCycle"), "average_cycle", False)):
            values = [plain(getattr(s.metrics, measure)) for s in buyers]
            pair = sorted((rng.choice(values), rng.choice(values)), reverse=best_first)
            if min(pair) > 0 and pair[0] != pair[1]:
                policy.update(zip(names, pair))
    for name, measure in (("purchaseValueScale", "purchase_value"), ("profitScale", "profit")):
        if buyers and rng.random() < 0.2:
            values = [plain(getattr(s.metrics, measure)) for s in buyers]
            policy[name] = sorted(round(rng.choice(values) + rng.choice([0, 0, 0, 0.01, -5, 250]), 2) for _ in range(101))
    if "guards" in policy and rng.random() < 0.5:
        margins = [s.metrics.margin for s in buyers if s.metrics.margin is not None and 0 <= s.metrics.margin < 1]
        guards = policy["guards"]
        guards["thinMargin"].update(minScore=pick([s.purchase_value_score for s in buyers], 80),
                                    minMargin=pick(margins, 0.05))
        days = [s.metrics.days_known for s in scores if s.metrics.days_known <= 365]
        guards["provisional"]["days"] = pick(days, 90)
    if "flags" in policy and rng.random() < 0.5:
        overdue = sorted({s.metrics.overdue for s in scores if s.metrics.overdue > 0})
        if len(overdue) > 1:
            low, high = sorted(rng.sample(overdue, 2))
            policy["flags"].update(dormantOverdue=plain(low), lostOverdue=plain(high), atRiskOverdue=plain(rng.choice(overdue)))
    if rng.random() < 0.3:
        policy["loyalScore"] = pick([s.loyalty for s in scores], 70)
    return policy
