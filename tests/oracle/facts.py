"""The facts of a firm, built up from the plain CSV files by upsert.

An empty cell clears a value, an absent column leaves it. What can be derived (base amounts, the net of an order made
from lines, cost of goods given by lines, cost amounts from rates) is derived when it is asked for, from what was given.
"""

import csv
import io
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from numbers_exact import CENTS, decimals, half_even, parse


class FileError(Exception):
    """A file is refused, or one of its rows is in error."""


KEYS = {
    "customers": ("customer_key",),
    "orders": ("order_no",),
    "order-lines": ("order_no", "line_no"),
    "costs": ("cost_no",),
    "activities": ("activity", "valid_from"),
    "surveys": ("survey_no",),
}
REQUIRED = {
    "customers": ("customer_key", "name"),
    "orders": ("order_no", "customer_key", "ordered_on"),
    "order-lines": ("order_no", "line_no"),
    "costs": ("cost_no", "customer_key", "activity", "incurred_on"),
    "activities": ("activity", "unit"),
    "surveys": ("survey_no", "customer_key", "answered_on"),
}


@dataclass
class Customer:
    key: str
    estimate: Fraction | None = None
    referred_by: str | None = None
    first_contact: date | None = None


@dataclass
class Line:
    quantity: Fraction | None = None
    price: Fraction | None = None
    discount: Fraction | None = None
    net: Fraction | None = None
    cost: Fraction | None = None

    def unrounded_net(self):
        if self.net is not None:
            return self.net
        return self.quantity * self.price - (self.discount or 0)


@dataclass
class Order:
    no: str
    given: bool = False  # orders.csv has a row for it
    customer: str | None = None
    on: date | None = None
    is_return: bool = False
    gross: Fraction | None = None
    discount: Fraction | None = None
    net: Fraction | None = None
    cost: Fraction | None = None
    currency: str | None = None
    rate: Fraction | None = None
    due: date | None = None
    paid: date | None = None
    lines: dict = field(default_factory=dict)


@dataclass(frozen=True)
class BaseOrder:
    """An order as the model sees it: base currency, cents."""
    on: date
    is_return: bool
    net: Fraction
    cost: Fraction | None
    due: date | None
    paid: date | None

    @property
    def is_purchase(self):
        return not self.is_return and self.net > 0


@dataclass
class Cost:
    customer: str
    activity: str
    on: date
    quantity: Fraction | None = None
    amount: Fraction | None = None


@dataclass
class Survey:
    customer: str
    on: date
    satisfaction: Fraction | None = None
    recommend: Fraction | None = None


class Row:
    """One line of a file: which columns it has, and their trimmed cells."""

    def __init__(self, kind, line, cells):
        self.kind, self.line, self.cells = kind, line, cells

    def fail(self, column, reason):
        raise FileError(f"{self.kind}, line {self.line}, {column}: {self.cells.get(column)!r} {reason}")

    def has(self, column):
        return column in self.cells

    def text(self, column):
        return self.cells.get(column) or None

    def number(self, column, places=None):
        raw = self.text(column)
        if raw is None:
            return None
        try:
            value = parse(raw)
        except ValueError:
            self.fail(column, "is not a number")
        if places is not None and decimals(raw) > places:
            self.fail(column, f"has more than {places} decimals")
        return value

    def day(self, column):
        raw = self.text(column)
        try:
            return None if raw is None else date.fromisoformat(raw)
        except ValueError:
            self.fail(column, "is not a date")


def read_rows(kind, content):
    if content.startswith("\ufeff"):
        content = content[1:]
    reader = csv.reader(io.StringIO(content, newline=""))
    header = next(reader, None)
    if header is None:
        raise FileError(f"{kind}: no header row")
    missing = [c for c in REQUIRED[kind] if c not in header]
    if missing:
        raise FileError(f"{kind}: required columns missing: {', '.join(missing)}")
    rows, seen = [], set()
    for cells in reader:
        if not cells:
            continue
        row = Row(kind, reader.line_num, dict(zip(header, (c.strip() for c in cells))))
        for column in REQUIRED[kind]:
            if not row.text(column):
                row.fail(column, "is required")
        key = tuple(row.text(c) for c in KEYS[kind])
        if key in seen:
            row.fail(KEYS[kind][0], "stands twice in the file")
        seen.add(key)
        rows.append(row)
    return rows


class Book:
    def __init__(self, currency):
        self.currency = currency
        self.customers, self.orders, self.costs, self.surveys = {}, {}, {}, {}
        self.activities = {}  # name -> {valid_from or None: rate or None}

    # ---- files in -------------------------------------------------------------------------------------------------

    def load(self, kind, content):
        rows = read_rows(kind, content)
        apply = {
            "customers": self._customer, "orders": self._order, "order-lines": self._line, "costs": self._cost,
            "activities": self._activity, "surveys": self._survey,
        }[kind]
        if kind == "customers":
            for row in rows:  # a referrer may stand further down in the same file
                key = row.text("customer_key")
                self.customers.setdefault(key, Customer(key))
        for row in rows:
            apply(row)
        if kind == "order-lines":
            self._check_orders_made(rows)

    def _known_customer(self, row):
        key = row.text("customer_key")
        if key not in self.customers:
            row.fail("customer_key", "is unknown")
        return key

    def _customer(self, row):
        customer = self.customers[row.text("customer_key")]
        if row.has("estimated_annual_spend"):
            customer.estimate = row.number("estimated_annual_spend")
        if row.has("first_contact_on"):
            customer.first_contact = row.day("first_contact_on")
        if row.has("referred_by_key"):
            referrer = row.text("referred_by_key")
            if referrer == customer.key:
                row.fail("referred_by_key", "is the customer's own key")
            if referrer is not None and referrer not in self.customers:
                row.fail("referred_by_key", "is unknown")
            customer.referred_by = referrer

    def _order(self, row):
        no = row.text("order_no")
        order = self.orders.setdefault(no, Order(no))
        order.given = True
        order.customer = self._known_customer(row)
        order.on = row.day("ordered_on")
        if row.has("kind"):
            order.is_return = self._is_return(row)
        for column, name in (("gross", "gross"), ("discount", "discount"), ("cost_of_goods", "cost")):
            if row.has(column):
                setattr(order, name, row.number(column, 2))
        net, gross = row.number("net", 2), row.number("gross", 2)
        if net is None and gross is None:
            row.fail("net", "and gross are both missing")
        order.net = net if net is not None else gross - (order.discount or 0)
        if order.gross is not None and order.net != order.gross - (order.discount or 0):
            row.fail("net", "is not gross - discount")
        if order.net < 0:
            row.fail("net", "is negative: write a return")
        if row.has("currency"):
            order.currency = row.text("currency")
        if row.has("fx_rate"):
            order.rate = row.number("fx_rate", 6)
        if self._is_foreign(order) and order.rate is None:
            row.fail("fx_rate", "is missing for a foreign currency")
        if row.has("due_on"):
            order.due = row.day("due_on")
        if row.has("paid_on"):
            order.paid = row.day("paid_on")

    @staticmethod
    def _is_return(row):
        kind = row.text("kind") or "sale"
        if kind not in ("sale", "return"):
            row.fail("kind", "is neither sale nor return")
        return kind == "return"

    def _line(self, row):
        no = row.text("order_no")
        order = self.orders.setdefault(no, Order(no))
        if not order.given:  # lines alone make the order
            if row.text("customer_key"):
                order.customer = self._known_customer(row)
            if row.text("ordered_on"):
                order.on = row.day("ordered_on")
            if row.has("kind"):
                order.is_return = self._is_return(row)
        if row.number("net") is None and None in (row.number("quantity"), row.number("unit_price")):
            row.fail("net", "or quantity and unit_price are required")
        line = order.lines.setdefault(row.text("line_no"), Line())
        for column, name, places in (("quantity", "quantity", 6), ("unit_price", "price", 6),
                                     ("discount", "discount", None), ("net", "net", None),
                                     ("cost_of_goods", "cost", None)):
            if row.has(column):
                setattr(line, name, row.number(column, places))

    def _check_orders_made(self, rows):
        for row in rows:
            order = self.orders[row.text("order_no")]
            if not order.given:
                if order.customer is None or order.on is None:
                    row.fail("order_no", "has no order, and the lines do not say whose and when")
                if sum(line.unrounded_net() for line in order.lines.values()) < 0:
                    row.fail("net", "makes the order negative")

    def _cost(self, row):
        customer = self._known_customer(row)
        activity = row.text("activity")
        if activity not in self.activities:
            row.fail("activity", "is unknown")
        no = row.text("cost_no")
        cost = self.costs.setdefault(no, Cost(customer, activity, row.day("incurred_on")))
        cost.customer, cost.activity, cost.on = customer, activity, row.day("incurred_on")
        if row.has("quantity"):
            cost.quantity = row.number("quantity")
        if row.has("amount"):
            cost.amount = row.number("amount", 2)
        try:
            self.cost_amount(cost)
        except FileError as error:
            row.fail("amount", str(error))

    def _activity(self, row):
        rates = self.activities.setdefault(row.text("activity"), {})
        valid_from = row.day("valid_from")
        if (valid_from is None) != (row.text("rate") is None):
            row.fail("rate", "and valid_from go together")
        if valid_from is not None:
            rates[valid_from] = row.number("rate", 6)

    def _survey(self, row):
        customer = self._known_customer(row)
        survey = self.surveys.setdefault(row.text("survey_no"), Survey(customer, row.day("answered_on")))
        survey.customer, survey.on = customer, row.day("answered_on")
        for column, top in (("satisfaction", 100), ("recommend", 10)):
            if row.has(column):
                value = row.number(column)
                if value is not None and not 0 <= value <= top:
                    row.fail(column, f"is not within 0..{top}")
                setattr(survey, column, value)
        if survey.satisfaction is None and survey.recommend is None:
            row.fail("satisfaction", "and recommend are both missing")

    # ---- what the model sees --------------------------------------------------------------------------------------

    def _is_foreign(self, order):
        return order.currency is not None and order.currency != self.currency

    def base_order(self, order):
        rate = order.rate if order.given and self._is_foreign(order) else Fraction(1)
        net = order.net if order.given else sum(line.unrounded_net() for line in order.lines.values())
        cost = order.cost
        if cost is None and order.lines and all(line.cost is not None for line in order.lines.values()):
            cost = sum(line.cost for line in order.lines.values())
        return BaseOrder(order.on, order.is_return, half_even(net * rate, CENTS),
                         None if cost is None else half_even(cost * rate, CENTS), order.due, order.paid)

    def cost_amount(self, cost):
        if cost.amount is not None:
            return cost.amount
        valid = [day for day in self.activities[cost.activity] if day <= cost.on]
        if cost.quantity is None or not valid:
            raise FileError(f"no amount, and no quantity with a rate of {cost.activity} on {cost.on}")
        return half_even(cost.quantity * self.activities[cost.activity][max(valid)], CENTS)

    def by_customer(self):
        """Every customer's facts, whatever their date: key -> (orders, [(date, amount)], surveys)."""
        facts = {key: ([], [], []) for key in self.customers}
        for order in self.orders.values():
            facts[order.customer][0].append(self.base_order(order))
        for cost in self.costs.values():
            facts[cost.customer][1].append((cost.on, self.cost_amount(cost)))
        for survey in self.surveys.values():
            facts[survey.customer][2].append(survey)
        return facts
