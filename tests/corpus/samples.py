"""The base every case starts from, and a small good file of each kind over it."""

from dataclasses import dataclass

from corpus import KEYS, kept, table

USERS = ["rep@example.com"]

# K1 has something in every column, K2 nothing but a name. KNOWN has a net alone, GIVEN all amounts.
# A visit costs 30 from January and 0.125 from February, so that a half cent can be met.
PREPARE = [
    ("customers", table(
        ["customer_key", "name", "kind", "phone", "region", "city", "source", "estimated_annual_spend", "first_contact_on", "tags"],
        [["K1", "Kay One", "company", "+49 30 1", "North", "Leeds", "Fair", "1000.00", "2025-12-01", "old|regular"],
         ["K2", "Kay Two", "person", "", "", "", "", "", "", ""]])),
    ("orders", table(
        ["order_no", "customer_key", "ordered_on", "gross", "discount", "net", "cost_of_goods"],
        [["KNOWN", "K1", "2026-01-02", "", "", "20.50", ""], ["GIVEN", "K2", "2026-01-03", "100.00", "10.00", "90.00", "40.00"]])),
    ("activities", table(
        ["activity", "valid_from", "unit", "rate"],
        [["visit", "2026-01-01", "visit", "30"], ["visit", "2026-02-01", "visit", "0.125"], ["rebate", "", "amount", ""]])),
]


@dataclass(frozen=True)
class Sample:
    """A good file: its rows as cells, and as they must be stored."""
    kind: str
    columns: tuple
    rows: tuple
    values: tuple
    key: str  # the column that tells its rows apart
    text: str  # a column of one-line text, or the key where there is none
    missing: tuple  # sets of columns without which the file is refused

    def cells(self, number=0, **changes):
        return [changes.get(c, v) for c, v in zip(self.columns, self.rows[number], strict=True)]

    def stored_row(self, number=0, **changes):
        return self.values[number] | changes

    def stored(self):
        return kept(self.kind, *self.values)

    def csv(self, *rows, columns=None, separator=",", end="\n"):
        return table(columns or self.columns, rows or self.rows, separator, end)


def _sample(kind, header, lines, stored, text, missing):
    columns = tuple(header.split(","))
    rows = tuple(tuple(line.split(",")) for line in lines)
    values = tuple(
        {c: v or None for c, v in zip(columns, row, strict=True)} | changes for row, changes in zip(rows, stored, strict=True))
    key = "line_no" if kind == "order-lines" else KEYS[kind][0]
    return Sample(kind, columns, rows, values, key, text, missing)


SAMPLES = {
    "customers": _sample(
        "customers", "customer_key,name,kind,city,estimated_annual_spend,first_contact_on",
        ["B1,Ann,person,Leeds,1200.50,2026-01-05", "B2,Bob Ltd,company,,,"], [{}, {}],
        "city", (("customer_key",), ("name",))),
    "orders": _sample(
        "orders", "order_no,customer_key,ordered_on,kind,gross,discount,net,cost_of_goods,due_on,paid_on",
        ["O1,K1,2026-01-05,sale,110.00,10.00,100.00,60.00,2026-02-05,", "O2,K2,2026-01-06,return,,,50,,,"],
        [{"currency": "EUR", "base_net": "100.00", "base_cost_of_goods": "60.00"},
         {"net": "50.00", "currency": "EUR", "base_net": "50.00", "base_cost_of_goods": None}],
        "order_no", (("order_no",), ("customer_key",), ("ordered_on",), ("net", "gross"))),
    "order-lines": _sample(
        "order-lines", "order_no,line_no,product_name,quantity,unit_price,category",
        ["KNOWN,1,Cup,2,5.25,Cups", "KNOWN,2,Mug,1,10.5,"], [{"net": None}, {"net": None}],
        "product_name", (("order_no",), ("line_no",), ("quantity",), ("unit_price",))),
    "costs": _sample(
        "costs", "cost_no,customer_key,activity,incurred_on,quantity,note",
        ["X1,K1,visit,2026-01-15,2,by car", "X2,K2,visit,2026-02-02,1,"], [{"amount": "60.00"}, {"amount": "0.12"}],
        "cost_no", (("cost_no",), ("customer_key",), ("activity",), ("incurred_on",))),
    "activities": _sample(
        "activities", "activity,valid_from,unit,rate",
        ["phone,2026-01-01,minute,0.75", "allowance,,amount,"], [{}, {}],
        "unit", (("activity",), ("unit",))),
    "surveys": _sample(
        "surveys", "survey_no,customer_key,answered_on,satisfaction,recommend",
        ["S1,K1,2026-03-01,80,9", "S2,K2,2026-03-02,70.5,"], [{}, {}],
        "survey_no", (("survey_no",), ("customer_key",), ("answered_on",), ("satisfaction", "recommend"))),
}
