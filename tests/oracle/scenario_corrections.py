"""Corrections of rows already written: some columns absent, some cells emptied."""

from datetime import date, timedelta

from scenario_facts import DIRECT, RATES, TIMED, cents, day_text, to_cents

AMOUNTS = {"net": ["net"], "gross": ["gross", "discount"], "full": ["gross", "discount", "net"]}


class Corrections:
    def __init__(self, scenario):
        self.scenario, self.world, self.rng = scenario, scenario.world, scenario.rng

    def some(self):
        kinds = [self.orders, self.orders, self.lines, self.adopt, self.customers, self.surveys, self.costs, self.rates]
        for correct in self.rng.sample(kinds, self.rng.randint(1, 4)):
            correct()

    def pick(self, items, most=5):
        items = list(items)
        return self.rng.sample(items, min(len(items), self.rng.randint(1, most)))

    def orders(self):
        rng, world = self.rng, self.world
        mode = rng.choice(list(AMOUNTS))
        chosen = self.pick(o for o in world.orders.values() if o["mode"] == mode)
        columns = ["order_no", "customer_key", "ordered_on"] + AMOUNTS[mode]
        what = rng.choice(["amount", "amount", "kept discount", "due", "paid", "paid", "cost", "kind", "date", "customer",
                           "currency"])
        extra = {"due": ["due_on"], "paid": ["paid_on"], "cost": ["cost_of_goods"], "kind": ["kind"],
                 "currency": ["currency", "fx_rate"]}.get(what, [])
        for order in chosen:
            if what in ("amount", "kept discount"):
                self._amount(order, mode, keep_discount=what == "kept discount")
            elif what == "due":
                order["due_on"] = "" if rng.random() < 0.4 else max(order["ordered_on"], day_text(world.near()))
            elif what == "paid":
                day = max(order["ordered_on"], day_text(world.near()))
                order["paid_on"] = "" if rng.random() < 0.4 else day
            elif what == "cost":
                order["cost_of_goods"] = "" if rng.random() < 0.5 else world.cost_of(5000)
            elif what == "kind":
                order["kind"] = rng.choice(["sale", "return", ""] if self.scenario.disputed else ["sale", "return"])
            elif what == "date":
                day = world.near()
                due = [date.fromisoformat(order[c]) for c in ("due_on", "paid_on") if order[c]]
                order["ordered_on"] = day_text(min([day, *due]))
            elif what == "customer":
                order["customer_key"] = rng.choice(list(world.customers))
            elif order["currency"] in ("", "EUR"):
                order.update(currency="USD", fx_rate=rng.choice(RATES))
            else:  # base again; a rate left behind means nothing
                order.update(currency="", fx_rate="1.5" if self.scenario.disputed and rng.random() < 0.5 else "")
        if what == "kept discount" and mode == "gross":
            columns.remove("discount")
        self.scenario.load("orders", columns + extra, chosen)

    def _amount(self, order, mode, keep_discount):
        net, discount = self.rng.choice([0, 1, 9999, 123450]), to_cents(order["discount"] or "0")
        if not keep_discount:
            discount = self.rng.choice([0, 1, 500])
        if mode != "gross":
            order["net"] = cents(net)
        if mode != "net":
            order.update(gross=cents(net + discount), discount=cents(discount))

    def lines(self):
        """Quantities, nets and costs of existing lines; costs emptied; a further line."""
        rng, world = self.rng, self.world
        priced = [line for line in world.lines.values() if line["quantity"]]
        what = rng.choice(["quantity", "cost", "net"])
        if what == "quantity":
            chosen = self.pick(line for line in priced if not line["discount"] or line["discount"] == "0.00")
            for line in chosen:
                line["quantity"] = rng.choice(["0.5", "0.05", "1.000005", "2"])
            self.scenario.load("order-lines", ["order_no", "line_no", "quantity", "unit_price"], chosen)
        elif what == "net":
            chosen = self.pick(line for line in world.lines.values() if line["net"])
            for line in chosen:
                line["net"] = rng.choice(["0.00", "0.01", "77.70"])
            self.scenario.load("order-lines", ["order_no", "line_no", "net"], chosen)
        else:
            chosen = self.pick(world.lines.values())
            for line in chosen:
                line["cost_of_goods"] = rng.choice(["", "", "5.55"])
            self.scenario.load("order-lines",
                               ["order_no", "line_no", "quantity", "unit_price", "discount", "net", "cost_of_goods"], chosen)

    def adopt(self):
        """Orders made from lines get their row in orders.csv: from then on its net stands."""
        world, rng = self.world, self.rng
        chosen = self.pick((o for o in world.orders.values() if o["mode"] == "lines"), most=2)
        for order in chosen:
            order.update(mode="net", gross="", discount="", net=cents(rng.randint(0, 50000)), currency="", fx_rate="",
                         cost_of_goods=rng.choice(["", "", "10.00"]))
            order["due_on"], order["paid_on"] = world.terms(date.fromisoformat(order["ordered_on"]))
        self.scenario.load("orders", ["order_no", "customer_key", "ordered_on", "kind", "net", "cost_of_goods", "due_on",
                                      "paid_on"], chosen)

    def customers(self):
        rng, world = self.rng, self.world
        column = rng.choice(["estimated_annual_spend", "referred_by_key", "first_contact_on"])
        chosen = self.pick(world.customers.values())
        order = list(world.customers)
        for customer in chosen:
            if rng.random() < 0.4:
                customer[column] = ""
            elif column == "estimated_annual_spend":
                customer[column] = rng.choice(["500", "0.01", "33333.33"])
            elif column == "first_contact_on":
                customer[column] = day_text(rng.choice([world.near(), *self.scenario.anchors]))
            else:  # an older customer: chains, never a circle
                older = order[:order.index(customer["customer_key"])]
                customer[column] = rng.choice(older) if older else ""
        self.scenario.load("customers", ["customer_key", "name", column], chosen)

    def surveys(self):
        rng, world = self.rng, self.world
        chosen = self.pick(world.surveys.values())
        for survey in chosen:
            survey["satisfaction"] = rng.choice(["", "0", "40", "80", "100", "63"])
            if not survey["satisfaction"]:
                survey["recommend"] = "7"
            if rng.random() < 0.3:
                survey["answered_on"] = day_text(world.near())
        self.scenario.load("surveys", ["survey_no", "customer_key", "answered_on", "satisfaction", "recommend"], chosen)

    def costs(self):
        rng, world = self.rng, self.world
        chosen = self.pick(c for c in world.costs.values() if c["activity"] != DIRECT)
        columns = ["cost_no", "customer_key", "activity", "incurred_on", "quantity"]
        if rng.random() < 0.5:
            columns.append("amount")
            for cost in chosen:
                cost.update(quantity=rng.choice(["0.5", "7", "2.25"]), amount=rng.choice(["", "", "50.00"]))
        else:  # quantity alone, of costs whose amount was never given
            chosen = [c for c in chosen if not c["amount"] or self.scenario.disputed]
            for cost in chosen:
                cost["quantity"] = rng.choice(["0.5", "7", "2.25", "0"])
        self.scenario.load("costs", columns, chosen)

    def rates(self):
        """A further rate, from a date no earlier cost of the activity has reached, and a cost at it."""
        rng, world = self.rng, self.world
        activity = rng.choice(list(world.rates))
        used = [c["incurred_on"] for c in world.costs.values() if c["activity"] == activity]
        day = world.near()
        if (used and day_text(day) <= max(used) and not self.scenario.disputed) or day in world.rates[activity]:
            day = max([date.fromisoformat(d) for d in used], default=day) + timedelta(1)
        if day > world.last_day or day in world.rates[activity]:
            return
        world.rates[activity] = sorted(world.rates[activity] + [day])
        self.scenario.load("activities", ["activity", "valid_from", "unit", "rate"], [
            {"activity": activity, "valid_from": day_text(day), "unit": TIMED[activity], "rate": "0.75"}])
        numbers = [world.new_cost(key, day) for key in self.pick(world.customers, 3)]
        self.scenario.load("costs", ["cost_no", "customer_key", "activity", "incurred_on", "quantity", "amount"],
                           [world.costs[no] for no in numbers])
