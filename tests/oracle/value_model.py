"""The value model of one customer as of one date: measures, loyalty, places on scales, tiers, guards, flags."""

from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction

from numbers_exact import CENTS, RATIO, SCORE, clamp, exp, half_even, interpolate, ln
from policy import PARTS, SCALES, TIERS, UNRATED

YEAR = 365


@dataclass
class Metrics:
    occasions: int
    exposure: int
    frequency: Fraction
    average_order: Fraction | None
    purchase_value: Fraction
    average_cycle: Fraction | None
    net_revenue: Fraction
    gross_profit: Fraction
    cost_to_serve: Fraction
    carrying: Fraction
    profit: Fraction
    margin: Fraction | None
    tenure: Fraction | None
    rhythm: Fraction | None
    overdue: Fraction | None
    regularity: Fraction | None
    wallet: Fraction | None
    satisfaction: Fraction | None
    referrals: int
    days_known: int | None  # AsOf - first purchase ever
    occasions_ever: int
    largest_day: Fraction | None  # the sales of the best date in the window; none where no date has a purchase
    contacted: bool


def rounded(value, places):
    return None if value is None else half_even(value, places)


def purchase_days(orders, as_of):
    return sorted({o.on for o in orders if o.is_purchase and o.on <= as_of})


def late_days(order, as_of, window_days):
    if order.due is None:
        return 0
    until = min(order.paid or as_of, as_of)
    since = max(order.due, as_of - timedelta(window_days))
    return max(0, (until - since).days)


def rhythm_of(days, policy):
    window, floor = policy["windowDays"], policy["exposureFloorDays"]
    if not days:
        return None
    if len(days) == 1:
        return Fraction(window, 3)
    recent = [d for d in days if d > days[-1] - timedelta(window)]
    used = recent if len(recent) >= 3 else days
    gap = Fraction(max((used[-1] - used[0]).days, floor), len(used) - 1)
    return max(gap, Fraction(policy["rhythmFloorDays"]))


def regularity_of(days, first_ever, as_of, window_days):
    """1 - H with H = 1 + sum x ln x / ln(n + 1), x the gaps of the events in the days 1..N, both end gaps included."""
    if len(days) < 3:
        return None
    day_one = max(first_ever, as_of - timedelta(window_days - 1))
    total = (as_of - day_one).days + 1
    marks = [0] + [(d - day_one).days + 1 for d in days] + [total + 1]
    shares = [Fraction(b - a, total + 1) for a, b in zip(marks, marks[1:])]
    value = -sum(x * ln(x) for x in shares) / ln(Fraction(len(days) + 1))
    return clamp(value, Fraction(0), Fraction(1))


def satisfaction_of(surveys, start, as_of):
    answers = [s for s in surveys if s.satisfaction is not None and start < s.on <= as_of]
    if not answers:
        return None
    newest = max(s.on for s in answers)
    scores = [s.satisfaction for s in answers if s.on == newest]
    return Fraction(sum(scores), len(scores))


def measure(customer, facts, referrals, policy, as_of):
    orders, costs, surveys = facts
    window_days = policy["windowDays"]
    start = as_of - timedelta(window_days)  # the day before the window's first

    def inside(day):
        return start < day <= as_of

    existing = [o for o in orders if o.on <= as_of]
    in_window = [o for o in existing if inside(o.on)]
    ever = purchase_days(existing, as_of)
    days = [d for d in ever if inside(d)]
    first, last = (ever[0], ever[-1]) if ever else (None, None)
    occasions = len(days)

    if occasions < 2:
        exposure = window_days
    else:
        exposure = clamp((as_of - max(first, start)).days, policy["exposureFloorDays"], window_days)
    rate = Fraction(YEAR, exposure)  # what turns the window into a year

    def sign(order):
        return -1 if order.is_return else 1

    net_revenue = Fraction(sum(sign(o) * o.net for o in in_window))
    known_cost = Fraction(sum(sign(o) * o.cost for o in in_window if o.cost is not None))
    estimated_cost = half_even(
        sum(sign(o) * o.net for o in in_window if o.cost is None) * (1 - policy["defaultMargin"]), CENTS)
    gross_profit = net_revenue - known_cost - estimated_cost

    carrying = half_even(policy["costOfCapital"] * sum(
        o.net * late_days(o, as_of, window_days) for o in existing if not o.is_return) / YEAR, CENTS)
    cost_to_serve = Fraction(sum(amount for day, amount in costs if inside(day))) + carrying
    booked = gross_profit - cost_to_serve

    rhythm = rhythm_of(ever, policy)
    wallet = None
    if customer.estimate is not None and customer.estimate > 0:
        wallet = clamp(net_revenue * rate / customer.estimate, Fraction(0), Fraction(1)) if occasions else Fraction(0)

    by_day = {}
    for order in in_window:
        if order.is_purchase:
            by_day[order.on] = by_day.get(order.on, Fraction(0)) + order.net

    return Metrics(
        occasions=occasions,
        exposure=exposure,
        frequency=half_even(occasions * rate, RATIO),
        average_order=half_even(net_revenue / occasions, CENTS) if occasions else None,
        purchase_value=half_even(net_revenue * rate, CENTS) if occasions else Fraction(0),
        average_cycle=half_even(Fraction(exposure, occasions), RATIO) if occasions else None,
        net_revenue=net_revenue,
        gross_profit=gross_profit,
        cost_to_serve=cost_to_serve,
        carrying=carrying,
        profit=half_even(booked * rate, CENTS),
        margin=half_even(booked / net_revenue, RATIO) if net_revenue > 0 else None,
        tenure=half_even(Fraction((as_of - first).days, YEAR), RATIO) if ever else None,
        rhythm=rounded(rhythm, RATIO),
        overdue=half_even((as_of - last).days / rhythm, RATIO) if ever else None,
        regularity=rounded(regularity_of(days, first, as_of, window_days), RATIO),
        wallet=rounded(wallet, RATIO),
        satisfaction=satisfaction_of(surveys, start, as_of),
        referrals=referrals,
        days_known=(as_of - first).days if ever else None,
        occasions_ever=len(ever),
        largest_day=max(by_day.values(), default=None),
        contacted=bool(existing) or any(s.on <= as_of for s in surveys)
        or (customer.first_contact is not None and customer.first_contact <= as_of),
    )


# ---- parts, points, loyalty ---------------------------------------------------------------------------------------------


def points_of(weighted_scores):
    """Rounded points of [(weight, score)]; their sum never passes 100.00, the largest (first of equals) giving way."""
    total = sum(weight for weight, _ in weighted_scores)
    points = [half_even(weight * score / total, SCORE) for weight, score in weighted_scores]
    excess = sum(points) - 100
    if excess > 0:
        points[points.index(max(points))] -= excess
    return points


def satisfaction_curve(answer, lower, upper):
    if answer < lower:
        return 40 * answer / lower
    if answer <= upper:
        return Fraction(50)
    return 50 + 50 * (answer - upper) / (100 - upper)


def loyalty_parts(m, policy):
    """Each part's score in hundredths, None where its fact is missing."""
    raw = {
        "tenure": None if m.tenure is None else 100 * (1 - exp(-m.tenure / 3)),
        "recency": None if m.overdue is None else clamp(100 * (3 - m.overdue) / 2, Fraction(0), Fraction(100)),
        "regularity": None if m.regularity is None else 100 * m.regularity,
        "shareOfWallet": None if m.wallet is None else 100 * m.wallet,
        "satisfaction": None if m.satisfaction is None else satisfaction_curve(
            m.satisfaction, policy["satisfactionLower"], policy["satisfactionUpper"]),
        "referrals": 100 * (1 - exp(Fraction(-m.referrals, 2))),
    }
    return {part: rounded(raw[part], SCORE) for part in PARTS}


def loyalty(m, policy):
    """(LoyaltyScore, Coverage)"""
    weights, parts = policy["loyaltyWeights"], loyalty_parts(m, policy)
    stands_for = {"Neutral": Fraction(50), "Worst": Fraction(0)}
    counted = []
    for part in PARTS:
        score = parts[part]
        if score is None:
            score = stands_for.get(policy["missing"][part])
        if score is not None:
            counted.append((weights[part], score))
    if sum(weight for weight, _ in counted) == 0:
        return Fraction(50), Fraction(0)
    known = sum(weights[part] for part in PARTS if parts[part] is not None)
    return sum(points_of(counted)), half_even(known / sum(weights.values()), RATIO)


def place(value, scale):
    """The place of a measure on 101 breakpoints, 0..100 in hundredths."""
    if scale is None or value < scale[0]:
        return Fraction(0)
    if value > scale[-1]:
        return Fraction(100)
    equal = [k for k, breakpoint_ in enumerate(scale) if breakpoint_ == value]
    if equal:
        return half_even(Fraction(equal[0] + equal[-1], 2), SCORE)
    below = max(k for k, breakpoint_ in enumerate(scale) if breakpoint_ < value)
    share = (value - scale[below]) / (scale[below + 1] - scale[below])
    return half_even(below + share, SCORE)


# ---- scales and thresholds taken at publication ---------------------------------------------------------------------------


def freeze(policy, metrics):
    """Fill what is null from the buyers among the metrics; what is given stays as entered."""
    buyers = [m for m in metrics if m.occasions > 0]
    if not buyers:
        return policy
    for name, measure_name in zip(SCALES, ("purchase_value", "profit")):
        if policy[name] is None:
            ordered = sorted(getattr(m, measure_name) for m in buyers)
            policy[name] = [half_even(interpolate(ordered, Fraction(k * (len(ordered) - 1), 100)), CENTS)
                            for k in range(101)]
    for name, measure_name, thirds, places in (
            ("largeOrder", "average_order", 2, CENTS), ("mediumOrder", "average_order", 1, CENTS),
            ("shortCycle", "average_cycle", 1, RATIO), ("mediumCycle", "average_cycle", 2, RATIO)):
        if policy[name] is None:
            ordered = sorted(getattr(m, measure_name) for m in buyers)
            policy[name] = half_even(interpolate(ordered, Fraction(thirds * (len(ordered) - 1), 3)), places)
    return policy


# ---- tiers ----------------------------------------------------------------------------------------------------------------


@dataclass
class Score:
    metrics: Metrics
    purchase_value_score: Fraction
    profit_score: Fraction
    loyalty: Fraction | None
    coverage: Fraction | None
    composite: Fraction | None
    method_tier: str
    computed_tier: str
    tier: str
    first_fall: object = None
    guards: list = field(default_factory=list)
    flags: list = field(default_factory=list)
    lifecycle: str = ""


def weighted_tier(composite, policy, previous):
    """Method A: the best tier whose boundary, moved by hysteresis against the previous tier, is reached."""
    rank = TIERS.index(previous) if previous in TIERS else None
    for index, tier in enumerate(TIERS[:4]):
        boundary = policy["cutoffs"][tier.lower()]
        if rank is not None:
            boundary += policy["hysteresisPoints"] if index < rank else -policy["hysteresisPoints"]
        if composite >= boundary:
            return tier
    return "Adjust"


def matrix_tier(m, policy):
    """Method B: bands of average order by average cycle; a step down either way costs a tier."""
    limits = [policy[name] for name in ("largeOrder", "mediumOrder", "shortCycle", "mediumCycle")]
    if m.occasions == 0 or None in limits:
        return "Adjust"
    large, medium, short, middle = limits
    order_band = 0 if m.average_order >= large else 1 if m.average_order >= medium else 2
    cycle_band = 0 if m.average_cycle <= short else 1 if m.average_cycle <= middle else 2
    return TIERS[order_band + cycle_band]


def worse(a, b):
    return max(a, b, key=TIERS.index)


def is_group_buy(m, guard):
    if m.occasions < guard["minOccasions"]:
        return True
    return m.largest_day is not None and m.largest_day > guard["maxShare"] * m.net_revenue


def is_thin_margin(m, purchase_value_score, guard):
    return purchase_value_score >= guard["minScore"] and m.margin is not None and m.margin < guard["minMargin"]


def guards_fired(m, purchase_value_score, policy):
    """[(name, cap)] of the guards that are on and fire, in the order of the page."""
    guards = policy["guards"]
    fires = (
        ("GroupBuy", "groupBuy", is_group_buy(m, guards["groupBuy"])),
        ("ThinMargin", "thinMargin", is_thin_margin(m, purchase_value_score, guards["thinMargin"])),
        ("BelowZero", "belowZero", m.profit < 0 and m.days_known >= guards["provisional"]["days"]),
        ("Provisional", "provisional", m.days_known < guards["provisional"]["days"]),
    )
    return [(name, guards[key]["cap"]) for name, key, fired in fires if fired and guards[key]["on"]]


def flags_of(m, purchase_value_score, policy):
    limits = policy["flags"]
    overdue = m.overdue
    holds = (
        ("AtRisk", overdue is not None and overdue >= limits["atRiskOverdue"]
         and purchase_value_score >= limits["atRiskScore"]),
        ("Dormant", overdue is not None and overdue >= limits["dormantOverdue"]),
        ("Lost", overdue is not None and overdue >= limits["lostOverdue"]),
        ("BelowZero", m.profit < 0),
        ("ThinMargin", is_thin_margin(m, purchase_value_score, policy["guards"]["thinMargin"])),
        ("LatePayer", m.carrying > limits["latePayerShare"] * max(m.net_revenue, 0)),
    )
    return [name for name, held in holds if held]


def lifecycle_of(m, loyalty_score, flags, policy):
    if m.occasions_ever == 0:
        return "Prospect" if m.contacted else "Lead"
    for state in ("Lost", "Dormant"):
        if state in flags:
            return state
    if loyalty_score >= policy["loyalScore"] and m.occasions_ever >= policy["loyalOccasions"]:
        return "Loyal"
    return "Repeat" if m.occasions_ever >= 2 else "FirstTime"


def shown_tier(computed, previous, policy, as_of):
    """Grace: (shown tier, date of the first fall that still waits)."""
    shown_before = previous.tier if previous else None
    if UNRATED in (computed, shown_before) or shown_before is None:
        return computed, None
    if TIERS.index(computed) <= TIERS.index(shown_before):
        return computed, None
    first_fall = previous.first_fall or as_of
    if as_of >= first_fall + timedelta(int(policy["graceDays"])):
        return computed, None
    return shown_before, first_fall


def score(m, policy, previous, as_of):
    """One customer's score; previous is his Score in the newest run with an earlier AsOf, or None."""
    bought_in_window = m.occasions > 0
    pv_score = place(m.purchase_value, policy["purchaseValueScale"]) \
        if bought_in_window and m.purchase_value > 0 else Fraction(0)
    profit_score = place(m.profit, policy["profitScale"]) if bought_in_window and m.profit >= 0 else Fraction(0)
    flags = flags_of(m, pv_score, policy)

    if m.occasions_ever == 0:
        return Score(m, Fraction(0), Fraction(0), None, None, None, UNRATED, UNRATED, UNRATED,
                     flags=flags, lifecycle=lifecycle_of(m, None, flags, policy))

    loyalty_score, coverage = loyalty(m, policy)
    composite = sum(points_of([(policy["purchaseValueWeight"], pv_score), (policy["profitWeight"], profit_score),
                               (policy["loyaltyWeight"], loyalty_score)]))
    if policy["method"] == "ValueMatrix":
        method_tier = matrix_tier(m, policy)
    else:
        method_tier = weighted_tier(composite, policy, previous.method_tier if previous else None)

    fired = guards_fired(m, pv_score, policy)
    computed = method_tier
    for _, cap in fired:
        computed = worse(computed, cap)
    tier, first_fall = shown_tier(computed, previous, policy, as_of)
    return Score(m, pv_score, profit_score, loyalty_score, coverage, composite, method_tier, computed, tier, first_fall,
                 [name for name, _ in fired], flags, lifecycle_of(m, loyalty_score, flags, policy))
