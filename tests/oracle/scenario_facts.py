"""Random facts that hunt for corners: a shadow of what was written, new facts, and corrections of existing rows."""

from datetime import timedelta
from decimal import Decimal

ORDER_COLUMNS = ["order_no", "customer_key", "ordered_on", "kind", "gross", "discount", "net", "cost_of_goods",
                 "currency", "fx_rate", "due_on", "paid_on"]
LINE_COLUMNS = ["order_no", "line_no", "customer_key", "ordered_on", "kind", "product_code", "quantity", "unit_price",
                "discount", "net", "cost_of_goods"]
RATES = ["0.5", "1.5", "0.125", "2.05", "0.333333", "7.250005", "0.000125", "1.1", "0.917431"]
DIRECT = "channel fee"
TIMED = {"order handling": "minutes", "delivery": "kilometres", "picking": "cases"}


def day_text(day):
    return "" if day is None else day.isoformat()


def cents(amount):
    return f"{amount // 100}.{amount % 100:02d}"


def to_cents(text):
    return int(Decimal(text) * 100)


class World:
    """What exists so far, in the words of the files, so that every row written is a valid one."""

    def __init__(self, rng, anchors, last_day, window, new_days, disputed):
        self.rng, self.anchors, self.last_day, self.window = rng, anchors, last_day, window
        self.new_days, self.disputed = new_days, disputed
        self.customers, self.orders, self.lines, self.costs, self.surveys = {}, {}, {}, {}, {}
        self.rates = {}  # activity -> [valid_from]
        self.fresh_orders, self.fresh_lines = [], []
        self.count = 0

    def number(self, prefix):
        self.count += 1
        return f"{prefix}{self.count}"

    def past(self, day):
        return min(day, self.last_day)

    def near(self, anchor=None):
        """A date around the edges that matter, or anywhere."""
        rng, anchor = self.rng, anchor or self.rng.choice(self.anchors)
        back = rng.choice([0, 1, self.window - 1, self.window, self.window + 1, 89, 90, 91, self.new_days,
                           rng.randint(0, self.window), rng.randint(0, self.window), rng.randint(0, 1500), -1, -20])
        return self.past(anchor - timedelta(back))

    # ---- customers ------------------------------------------------------------------------------------------------

    def new_customer(self, key=None):
        rng = self.rng
        key = key or rng.choice(["C", "c", "C-", "Z", "é", "k "]) + str(len(self.customers) + 1)
        if rng.random() < 0.02:
            key = rng.choice(["\U0001d50e", "\ufb00", 'q"', "a,"]) + str(len(self.customers) + 1)
        others = list(self.customers)
        self.customers[key] = {
            "customer_key": key, "name": f"Firm {key}",
            "estimated_annual_spend": rng.choice(["", "", "0", "1000", "2500.50", "12000", "1.01", "100000"]),
            "referred_by_key": rng.choice(others[-8:]) if others and rng.random() < 0.4 else "",
            "first_contact_on": day_text(rng.choice([None, None, self.near(), *self.anchors[:3]])),
        }
        if not self.customers[key]["first_contact_on"] > day_text(self.last_day):
            return key
        self.customers[key]["first_contact_on"] = ""
        return key

    # ---- orders ---------------------------------------------------------------------------------------------------

    def terms(self, on):
        """Due and paid dates of every sort."""
        rng, anchor = self.rng, self.rng.choice(self.anchors)
        due = rng.choice([None, None, on, on + timedelta(14), on + timedelta(30), on + timedelta(400), anchor,
                          anchor - timedelta(self.window), anchor - timedelta(self.window - 1), anchor + timedelta(10)])
        if due is not None and due < on:
            due = on
        base = due or on
        paid = rng.choice([None, None, base, base - timedelta(3), base + timedelta(1), base + timedelta(75),
                           base + timedelta(900), anchor, anchor + timedelta(1), anchor - timedelta(self.window)])
        if paid is not None and not on <= paid <= self.last_day:
            paid = None
        return day_text(due), day_text(paid)

    def cost_of(self, net_cents):
        rng = self.rng
        if rng.random() < 0.3:
            return ""
        return cents(int(net_cents * rng.choice([0.3, 0.5, 0.7, 0.7, 0.95, 0.99, 1.2]) + rng.choice([0, 1])))

    def new_order(self, customer, on, net=None, kind="sale", cost=None, mode=None):
        """net in cents; mode: net, gross, full (orders.csv) or lines (order_lines.csv alone)."""
        rng, on = self.rng, self.past(on)
        if net is None:
            net = rng.choice([1, 333, 10000, 10000, 12345, 60000, 250000, rng.randint(1, 900000), rng.randint(1, 90000)])
        mode = mode or rng.choice(["net", "net", "gross", "full", "full", "lines"])
        no = self.number("N")
        if mode == "lines":
            self._lines_for(no, customer, on, kind, net, cost)
            self.orders[no] = {"mode": "lines", "order_no": no, "customer_key": customer, "ordered_on": day_text(on),
                               "kind": kind}
            return no
        discount = rng.choice([0, 5, net // 10])
        due, paid = self.terms(on)
        foreign = rng.random() < 0.25
        order = {
            "mode": mode, "order_no": no, "customer_key": customer, "ordered_on": day_text(on), "kind": kind,
            "gross": "" if mode == "net" else cents(net + discount), "discount": "" if mode == "net" else cents(discount),
            "net": "" if mode == "gross" else cents(net), "cost_of_goods": self.cost_of(net) if cost is None else cost,
            "currency": rng.choice(["USD", "CHF"]) if foreign else rng.choice(["", "EUR"]),
            "fx_rate": rng.choice(RATES) if foreign else "", "due_on": due, "paid_on": paid,
        }
        self.orders[no] = order
        self.fresh_orders.append(no)
        if rng.random() < 0.15:  # lines may give the cost of goods, never the net
            self._lines_for(no, customer, on, kind, rng.randint(0, 20000), None)
        return no

    def _lines_for(self, no, customer, on, kind, net, cost):
        rng = self.rng
        count = rng.randint(1, 3)
        all_costs = rng.random() < 0.6
        for number in range(1, count + 1):
            line = dict.fromkeys(LINE_COLUMNS, "")
            line.update(order_no=no, line_no=str(number), customer_key=customer, ordered_on=day_text(on), kind=kind)
            share = net // count
            style = rng.choice(["net", "tie", "tie", "fine", "plain"])
            if net == 0 or style == "net":
                line["net"] = cents(share)
            elif style == "tie":
                line.update(quantity="0.5", unit_price=cents(2 * share + 1))
            elif style == "fine":
                line.update(quantity=f"{rng.randint(1, 3000000) / 1000000:.6f}",
                            unit_price=f"{(share + 1) / 100:.2f}{rng.randint(0, 9999):04d}")
            else:
                line.update(quantity="3", unit_price=cents(share + 5), discount=cents(rng.choice([0, 1, share])))
            if cost is not None:
                line["cost_of_goods"] = cost
            elif all_costs or rng.random() < 0.5:
                line["cost_of_goods"] = cents(int(share * rng.choice([0.2, 0.6, 0.9])))
            self.lines[no, str(number)] = line
            self.fresh_lines.append((no, str(number)))

    # ---- other facts ----------------------------------------------------------------------------------------------

    def new_cost(self, customer, on=None):
        rng, no = self.rng, self.number("K")
        on = self.past(on or self.near())
        activity = rng.choice([DIRECT, *self.rates])
        cost = {"cost_no": no, "customer_key": customer, "activity": activity, "quantity": "", "amount": ""}
        if activity != DIRECT:
            if rng.random() < 0.3:
                on = rng.choice(self.rates[activity]) - timedelta(rng.choice([0, 0, 1]))
            on = self.past(max(on, self.rates[activity][0]))
            cost["quantity"] = rng.choice(["0.5", "1", "12.5", "0", "3", "45", "0.25"])
        if activity == DIRECT or rng.random() < 0.25:
            cost["amount"] = rng.choice(["0.01", "15.00", "120", "999.99", "0"])
        cost["incurred_on"] = day_text(on)
        self.costs[no] = cost
        return no

    def new_surveys(self, customer):
        rng, day = self.rng, self.near()
        numbers = []
        for _ in range(rng.choice([1, 1, 2, 3])):
            no = self.number("S")
            satisfaction = rng.choice(["", "0", "39", "40", "41", "79", "80", "81", "100", str(rng.randint(0, 100))])
            recommend = str(rng.randint(0, 10)) if not satisfaction or rng.random() < 0.5 else ""
            self.surveys[no] = {"survey_no": no, "customer_key": customer, "answered_on": day_text(day),
                                "satisfaction": satisfaction, "recommend": recommend}
            numbers.append(no)
            if rng.random() < 0.3:
                day = self.near()
        return numbers

    # ---- kinds of customers ---------------------------------------------------------------------------------------

    def history(self, key):
        """Orders of one kind of customer."""
        rng, order = self.rng, self.new_order
        anchor = min(rng.choice(self.anchors), rng.choice(self.anchors))
        back = lambda days: anchor - timedelta(days)
        kind = rng.choice(["none", "returns", "free", "free", "single", "third", "pair", "even", "even", "random",
                           "random", "random", "burst", "edges", "edges", "newcomer", "newcomer", "clone", "clone",
                           "before", "refunded", "bulk", "late", "after", "tiny"])
        if kind == "returns":
            order(key, self.near(), kind="return")
        elif kind == "free":
            order(key, self.near(anchor), net=0, cost=rng.choice(["", "0.00", "25.00"]))
        elif kind == "single":
            order(key, self.near(anchor))
        elif kind == "third":
            order(key, back(self.window // 3 * rng.choice([1, 2, 3, 6])))
        elif kind == "pair":
            gap = rng.choice([30, 90, 100, 120])
            last = max(gap, 90) * rng.choice([0, 1, 2, 3, 6])
            for days in (last, last + gap):
                order(key, back(days))
        elif kind == "even":
            gap, count = rng.choice([5, 14, 30, 45]), rng.randint(3, 8)
            last = gap * rng.choice([0, 1, 2, 3, 6, 7])
            for n in range(count):
                order(key, back(last + n * gap), net=rng.choice([None, 10000]))
        elif kind == "random":
            for _ in range(rng.randint(2, 14)):
                order(key, self.near(anchor), kind=rng.choice(["sale"] * 7 + ["return"]))
        elif kind == "burst":
            day = self.near(anchor)
            for _ in range(rng.randint(4, 10)):
                order(key, day)
        elif kind == "edges":
            for days in rng.sample([0, 1, self.window - 1, self.window, self.window + 1, 200], 4):
                order(key, back(days))
        elif kind == "newcomer":
            first = rng.choice([89, 90, 91, self.new_days, self.new_days - 1, 0])
            order(key, back(first), cost=rng.choice([None, "99999.99"]))
            for _ in range(rng.choice([0, 1, 3])):
                order(key, back(rng.randint(0, max(first, 0))))
        elif kind == "clone" and self.orders:
            model = rng.choice(list(self.orders.values()))["customer_key"]
            for old in [o for o in self.orders.values() if o["customer_key"] == model and o["mode"] != "lines"]:
                no = self.number("N")
                self.orders[no] = dict(old, order_no=no, customer_key=key)
                self.fresh_orders.append(no)
        elif kind == "before":
            for _ in range(rng.randint(1, 5)):
                order(key, back(self.window + rng.randint(0, 900)))
            if rng.random() < 0.4:
                order(key, back(rng.randint(0, 60)), kind="return")
        elif kind == "refunded":
            order(key, back(40), net=10000)
            order(key, back(20), net=rng.choice([10000, 9999, 15000]), kind="return", cost=rng.choice(["", "90000.00"]))
        elif kind == "bulk":
            order(key, back(100), net=60000, mode="net")
            for days in (80, 60):
                order(key, back(days), net=rng.choice([20000, 20001, 19999]), mode="full")
        elif kind == "late":
            for days in (700, 400, 200, 100):
                no = order(key, back(days), mode="full")
                self.orders[no].update(due_on=day_text(self.past(back(days - 10))), paid_on="")
        elif kind == "after":
            order(key, anchor + timedelta(1))
            order(key, anchor + timedelta(40), kind=rng.choice(["sale", "return"]))
        elif kind == "tiny":  # rounds to nothing in base currency, or just not
            no = order(key, self.near(anchor), net=rng.choice([1, 3]), mode="net")
            self.orders[no].update(currency="USD", fx_rate=rng.choice(["0.5", "0.500001", "0.000125"]))
