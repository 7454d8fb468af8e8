"""A scoring policy read from policy.json: defaults for what is left out, unknown names refused."""

import copy
import json
from decimal import Decimal
from fractions import Fraction

TIERS = ("Platinum", "Gold", "Silver", "Develop", "Adjust")
UNRATED = "Unrated"
PARTS = ("tenure", "recency", "regularity", "shareOfWallet", "satisfaction", "referrals")
SCALES = ("purchaseValueScale", "profitScale")
THRESHOLDS = ("largeOrder", "mediumOrder", "shortCycle", "mediumCycle")


class PolicyError(Exception):
    pass


def defaults():
    number = Fraction
    return {
        "windowDays": 365, "exposureFloorDays": 90, "rhythmFloorDays": 14,
        "costOfCapital": number("0.08"), "defaultMargin": number("0.30"),
        "purchaseValueWeight": number(40), "profitWeight": number(40), "loyaltyWeight": number(20),
        "loyaltyWeights": dict(zip(PARTS, map(number, (20, 30, 20, 15, 10, 5)))),
        "missing": {part: "Reweight" for part in PARTS},
        "satisfactionLower": number(40), "satisfactionUpper": number(80),
        "method": "WeightedScore",
        "cutoffs": {"platinum": number(85), "gold": number(70), "silver": number(50), "develop": number(25)},
        "purchaseValueScale": None, "profitScale": None,
        "largeOrder": None, "mediumOrder": None, "shortCycle": None, "mediumCycle": None,
        "guards": {
            "groupBuy": {"on": True, "minOccasions": number(3), "maxShare": number("0.60"), "cap": "Silver"},
            "thinMargin": {"on": True, "minScore": number(80), "minMargin": number("0.05"), "cap": "Silver"},
            "belowZero": {"on": True, "cap": "Adjust"},
            "provisional": {"on": True, "days": number(90), "cap": "Gold"},
        },
        "hysteresisPoints": number(2), "graceDays": number(0),
        "flags": {"atRiskOverdue": number(2), "atRiskScore": number(50), "dormantOverdue": number(3),
                  "lostOverdue": number(6), "latePayerShare": number("0.01")},
        "loyalScore": number(70), "loyalOccasions": number(4),
    }


def _merge(into, given, path):
    for name, value in given.items():
        if name not in into:
            raise PolicyError(f"unknown name {path}{name}")
        if isinstance(into[name], dict):
            _merge(into[name], value or {}, f"{path}{name}.")
        elif isinstance(value, list):
            into[name] = [Fraction(v) for v in value]
        elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            into[name] = Fraction(value)
        elif value is not None or name in SCALES + THRESHOLDS:
            into[name] = value


def check(policy):
    def need(condition, message):
        if not condition:
            raise PolicyError(message)

    for name in ("windowDays", "exposureFloorDays", "rhythmFloorDays"):
        need(Fraction(policy[name]).denominator == 1, f"{name} is a whole number of days")
        policy[name] = int(policy[name])
    need(policy["windowDays"] >= max(90, policy["exposureFloorDays"]), "windowDays is too short")
    weights = [policy["purchaseValueWeight"], policy["profitWeight"], policy["loyaltyWeight"]]
    need(min(weights) >= 0 and sum(weights) > 0, "weights are at least 0 and not all 0")
    need(min(policy["loyaltyWeights"].values()) >= 0, "loyalty weights are at least 0")
    need(0 < policy["satisfactionLower"] <= policy["satisfactionUpper"] < 100, "satisfaction thresholds")
    cutoffs = [policy["cutoffs"][tier.lower()] for tier in TIERS[:4]]
    need(all(a > b for a, b in zip(cutoffs, cutoffs[1:])), "cutoffs fall strictly")
    need(policy["method"] in ("WeightedScore", "ValueMatrix"), "unknown method")
    need(all(rule in ("Reweight", "Neutral", "Worst") for rule in policy["missing"].values()), "unknown missing rule")
    need(all(guard["cap"] in TIERS for guard in policy["guards"].values()), "unknown cap")
    for name in SCALES:
        scale = policy[name]
        need(scale is None or (len(scale) == 101 and scale == sorted(scale)), f"{name}: 101, non-decreasing")


def load(content):
    given = json.loads(content, parse_float=Decimal)
    policy = defaults()
    _merge(policy, given, "")
    check(policy)
    return policy


def clone(policy):
    return copy.deepcopy(policy)
