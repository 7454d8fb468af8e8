"""Order lines: those that make an order and those of an order that is given."""

from corpus import table

NET = "formats.md: line net, where absent, = quantity x unit_price - discount"
ONCE = "formats.md: an order made from lines has the sum of their unrounded nets, rounded once, half to even"
MAKE = "formats.md: lines of an order without a row in orders.csv make the order, where customer_key, ordered_on and kind stand on the lines"
GIVEN = "formats.md: lines never change the net of an order that orders.csv gave"
COSTS = "formats.md: they give its cost of goods where it has none and all lines do"
WINS = "formats.md: a cost_of_goods in orders.csv wins over the lines', also where a line lacks it"
REQUIRED = "formats.md: required: order_no, line_no, net or quantity and unit_price"
HEAD = ["order_no", "line_no", "customer_key", "ordered_on"]


def add(corpus):
    rounding(corpus)
    made(corpus)
    given(corpus)
    cells(corpus)


def lines(columns, *rows, order="L1", customer="K1"):
    return table([*HEAD, *columns], [[order, str(n), customer, "2026-01-05", *row] for n, row in enumerate(rows, 1)])


def made_of(corpus, name, why, order, columns, *rows, **more):
    keys = {f"L1/{n}": {} for n in range(1, len(rows) + 1)}
    corpus.accepted(name, "order-lines", lines(columns, *rows), why, {"order-lines": keys, "orders": {"L1": order}}, **more)


def rounding(corpus):
    for name, net, rows in (
        ("one-eighth-down", "0.12", [["1", "0.125"]]), ("three-eighths-up", "0.38", [["1", "0.375"]]), ("five-eighths-down", "0.62", [["5", "0.125"]]),
        ("two-eighths", "0.25", [["1", "0.125"]] * 2), ("two-sixteenths-down", "0.12", [["1", "0.0625"]] * 2),
        ("three-half-cents", "0.02", [["1", "0.005"]] * 3), ("half-a-cent", "0.00", [["1", "0.005"]]), ("one-and-a-half-cents", "0.02", [["1", "0.015"]]),
        ("two-and-a-half-cents", "0.02", [["1", "0.025"]]), ("just-over-half", "0.01", [["1", "0.005001"]]),
        ("thirds", "1.00", [["0.333333", "1"]] * 3), ("seven-thirds", "2.33", [["0.333333", "1"]] * 7),
        ("twelve-decimals", "0.00", [["0.070711", "0.070710"]]), ("twelve-decimals-over", "0.01", [["0.070711", "0.070711"]]),
        ("thousand-thousandths", "1.00", [["1", "0.001"]] * 1000), ("large-and-small", "99999999.98", [["1", "99999999.98"], ["1", "0.004999"]]),
    ):
        made_of(corpus, f"lines-{name}", ONCE, {"net": net, "base_net": net}, ["quantity", "unit_price"], *rows)
    made_of(corpus, "lines-discount-unrounded", ONCE, {"net": "0.12"}, ["quantity", "unit_price", "discount"], ["1", "1.125", "1.00"])
    made_of(corpus, "lines-net-and-product", ONCE, {"net": "5.12"}, ["quantity", "unit_price", "net"], ["1", "0.125", ""], ["", "", "5"])


def made(corpus):
    made_of(corpus, "lines-make-an-order", MAKE, {"customer_key": "K1", "ordered_on": "2026-01-05", "kind": "sale", "net": "31.00", "currency": "EUR"},
            ["quantity", "unit_price"], ["2", "5.25"], ["1", "20.5"])
    made_of(corpus, "lines-make-a-return", MAKE, {"kind": "return", "net": "30.00"}, ["net", "kind"], ["10", "return"], ["20", "return"])
    made_of(corpus, "lines-kind-empty", MAKE, {"kind": "sale", "net": "10.00"}, ["net", "kind"], ["10", ""])
    made_of(corpus, "lines-all-cost", "formats.md: cost of goods from lines where all have it", {"base_cost_of_goods": "7.50"},
            ["net", "cost_of_goods"], ["10", "3.50"], ["20", "4"])
    made_of(corpus, "lines-one-lacks-cost", "formats.md: cost of goods from lines where all have it", {"cost_of_goods": None, "base_cost_of_goods": None},
            ["net", "cost_of_goods"], ["10", "3.50"], ["20", ""])
    made_of(corpus, "lines-zero-cost", "formats.md: cost of goods from lines where all have it", {"base_cost_of_goods": "3.50"},
            ["net", "cost_of_goods"], ["10", "3.50"], ["20", "0"])
    made_of(corpus, "lines-zero-net", "value-model.md: a sale of net 0 may be", {"net": "0.00"}, ["net"], ["0"])
    corpus.accepted(
        "lines-voucher", "order-lines", lines(["net"], ["10"], ["-2.5"]), "formats.md: a negative net on a sale is refused: the sale's here is 7.50",
        {"order-lines": {"L1/1": {}, "L1/2": {"net": "-2.50"}}, "orders": {"L1": {"net": "7.50"}}}, either=["rows_in_error"])
    corpus.in_error("lines-negative-sum", "order-lines", lines(["net"], ["-10"]), "formats.md: a negative net on a sale is refused", (2, "*"))
    corpus.accepted(
        "lines-of-two-orders", "order-lines", lines(["net"], ["10"]) + "L2,1,K2,2026-01-06,20\nL1,2,K1,2026-01-05,5\n", MAKE,
        {"order-lines": {"L1/1": {}, "L1/2": {}, "L2/1": {}}, "orders": {"L1": {"net": "15.00", "customer_key": "K1"}, "L2": {"net": "20.00", "customer_key": "K2"}}})
    corpus.accepted(
        "lines-added-later", "order-lines", lines(["quantity", "unit_price"], ["1", "0.125"], ["1", "0.125"]), ONCE,
        {"orders": {"L1": {"net": "0.25"}}, "order-lines": {"L1/1": {}, "L1/2": {}}}, added=1,
        before=[("order-lines", lines(["quantity", "unit_price"], ["1", "0.125"]))])
    corpus.accepted(
        "lines-corrected", "order-lines", lines(["net"], ["12"], ["20"]), MAKE, {"orders": {"L1": {"net": "32.00"}}, "order-lines": {"L1/1": {"net": "12.00"}}},
        read=2, added=0, changed=1, before=[("order-lines", lines(["net"], ["10"], ["20"]))])
    corpus.accepted(
        "lines-then-the-order", "orders", "order_no,customer_key,ordered_on,net\nL1,K1,2026-01-05,28\n", GIVEN + "; what orders.csv gives stands",
        {"orders": {"L1": {"net": "28.00"}}, "order-lines": {"L1/1": {"net": "10.00"}}}, added=0, changed=1,
        before=[("order-lines", lines(["net"], ["10"], ["20"]))])
    disagree = "security.md: never a silent loss; reading 20: lines that make one order agree, else none of them is good"
    heads = ("customer_key", "ordered_on", "kind", "order_no")
    for name, row in (("customer", "L1,2,K2,2026-01-05,5,sale"), ("date", "L1,2,K1,2026-01-06,5,sale"), ("kind", "L1,2,K1,2026-01-05,5,return")):
        text = lines(["net", "kind"], ["10", "sale"]) + row + "\n"
        corpus.in_error(f"lines-disagree-on-{name}", "order-lines", text, disagree, ((2, 3), heads))
        corpus.skipped(f"lines-disagree-on-{name}-skip", "order-lines", text + "KNOWN,1,,,5,\n", disagree, [(2, heads), (3, heads)],
                       {"order-lines": {"L1/1": None, "L1/2": None, "KNOWN/1": {"net": "5.00"}}, "orders": {"L1": None}})
    corpus.accepted(
        "lines-head-on-the-first-alone", "order-lines", lines(["net", "kind"], ["10", "return"]) + "L1,2,,,5,\n", MAKE,
        {"order-lines": {"L1/1": {}, "L1/2": {}}, "orders": {"L1": {"net": "15.00", "customer_key": "K1", "kind": "return"}}}, either=["rows_in_error"])
    corpus.in_error("lines-unknown-order", "order-lines", "order_no,line_no,net\nL1,1,5\n", MAKE, (2, ("order_no", "customer_key", "ordered_on")))
    corpus.in_error("lines-without-date", "order-lines", "order_no,line_no,customer_key,net\nL1,1,K1,5\n", MAKE, (2, ("order_no", "ordered_on")))
    corpus.in_error("lines-date-empty", "order-lines", "order_no,line_no,customer_key,ordered_on,net\nL1,1,K1,,5\n", MAKE, (2, ("order_no", "ordered_on")))
    corpus.in_error("lines-kind-unknown", "order-lines", lines(["net", "kind"], ["10", "refund"]), "formats.md: kind (sale, return)", (2, "kind"))
    corpus.skipped(
        "lines-one-skipped", "order-lines", lines(["net"], ["10"], ["x"], ["5"]), "formats.md: with --skip-errors the good rows are applied", [(3, "net")],
        {"order-lines": {"L1/1": {}, "L1/2": None, "L1/3": {}}, "orders": {"L1": {"net": "15.00"}}})
    corpus.skipped(
        "lines-without-head-skip", "order-lines", "order_no,line_no,net\nL1,1,5\nL1,2,6\nKNOWN,1,5\n", MAKE, [(2, heads), (3, heads)],
        {"order-lines": {"L1/1": None, "L1/2": None, "KNOWN/1": {}}, "orders": {"L1": None}}, read=3)
    corpus.skipped(
        "lines-negative-sum-skip", "order-lines", lines(["net"], ["-10"], ["4"]), "formats.md: a negative net on a sale is refused: that of the order, so of both",
        [(2, "*"), (3, "*")], {"order-lines": {"L1/1": None, "L1/2": None}, "orders": {"L1": None}})
    alone = "formats.md: with --skip-errors the good rows are applied and the bad ones come back"
    corpus.skipped(
        "lines-one-without-amount-skip", "order-lines", lines(["net", "quantity"], ["10", ""], ["", ""], ["5", ""]), alone, [(3, ("net", "quantity", "unit_price"))],
        {"order-lines": {"L1/1": {}, "L1/2": None, "L1/3": {}}, "orders": {"L1": {"net": "15.00"}}})
    corpus.skipped(
        "lines-key-twice-made-skip", "order-lines", lines(["net"], ["10"]) + "L1,1,K1,2026-01-05,5\n", alone, [(3, ("line_no", "order_no"))],
        {"order-lines": {"L1/1": {"net": "10.00"}}, "orders": {"L1": {"net": "10.00"}}}, read=2)
    corpus.skipped(
        "lines-one-of-unknown-customer-skip", "order-lines", lines(["net"], ["10"]) + "L2,1,K9,2026-01-05,5\n", alone, [(3, "customer_key")],
        {"order-lines": {"L1/1": {}, "L2/1": None}, "orders": {"L1": {"net": "10.00"}, "L2": None}})
    corpus.skipped(
        "lines-all-skipped-make-no-order", "order-lines", lines(["net"], ["x"], ["y"]) + "KNOWN,1,,,5\n", "formats.md: the good rows are applied",
        [(2, "net"), (3, "net")], {"order-lines": {"L1/1": None, "KNOWN/1": {"net": "5.00"}}, "orders": {"L1": None}}, read=3)


def given(corpus):
    def known(name, why, order, columns, *rows, key="KNOWN", **more):
        text = table(["order_no", "line_no", *columns], [[key, str(n), *row] for n, row in enumerate(rows, 1)])
        stored = {"order-lines": {f"{key}/{n}": {} for n in range(1, len(rows) + 1)}, "orders": {key: order}}
        corpus.accepted(name, "order-lines", text, why, stored, **more)

    known("given-net-stays", GIVEN, {"net": "20.50", "base_net": "20.50", "gross": None}, ["net"], ["99"], ["1"])
    known("given-gets-cost", COSTS, {"net": "20.50", "base_cost_of_goods": "7.00"}, ["net", "cost_of_goods"], ["10", "3"], ["10.50", "4"])
    known("given-cost-incomplete", COSTS, {"cost_of_goods": None, "base_cost_of_goods": None}, ["net", "cost_of_goods"], ["10", "3"], ["10.50", ""])
    known("given-cost-wins", WINS, {"net": "90.00", "cost_of_goods": "40.00", "base_cost_of_goods": "40.00"}, ["net", "cost_of_goods"], ["45", "1"], ["45", "2"], key="GIVEN")
    known("given-cost-wins-incomplete", WINS, {"cost_of_goods": "40.00"}, ["net", "cost_of_goods"], ["45", "1"], ["45", ""], key="GIVEN")
    corpus.accepted(
        "given-cost-completed-later", "order-lines", "order_no,line_no,net,cost_of_goods\nKNOWN,2,5,4\n", COSTS,
        {"orders": {"KNOWN": {"base_cost_of_goods": "7.00", "net": "20.50"}}, "order-lines": {"KNOWN/2": {}}},
        before=[("order-lines", "order_no,line_no,net,cost_of_goods\nKNOWN,1,5,3\nKNOWN,2,5,\n")], added=0, changed=1)
    corpus.accepted(
        "given-cost-undone-by-a-line", "order-lines", "order_no,line_no,net\nKNOWN,2,5\n", COSTS,
        {"orders": {"KNOWN": {"base_cost_of_goods": None, "net": "20.50"}}, "order-lines": {"KNOWN/2": {}}},
        before=[("order-lines", "order_no,line_no,net,cost_of_goods\nKNOWN,1,5,3\n")])
    corpus.accepted(
        "given-foreign-cost", "order-lines", "order_no,line_no,net,cost_of_goods\nF1,1,5,0.25\n",
        "formats.md: amounts are in the order's currency; value-model.md: base = amount x fx_rate, rounded once",
        {"orders": {"F1": {"base_net": "50.00", "base_cost_of_goods": "0.12"}}, "order-lines": {"F1/1": {}}},
        before=[("orders", "order_no,customer_key,ordered_on,net,currency,fx_rate\nF1,K1,2026-01-05,100,USD,0.5\n")])


def cells(corpus):
    def good(name, why, columns, row, stored):
        text = table(["order_no", "line_no", *columns], [["KNOWN", "1", *row]])
        corpus.accepted(name, "order-lines", text, why, {"order-lines": {"KNOWN/1": stored}})

    def bad(name, why, column, columns, row, **more):
        corpus.in_error(name, "order-lines", table(["order_no", "line_no", *columns], [["KNOWN", "1", *row]]), why, (2, column), **more)

    good("line-net-alone", REQUIRED, ["net"], ["5"], {"net": "5.00", "quantity": None, "unit_price": None})
    good("line-net-wins", NET, ["quantity", "unit_price", "net"], ["2", "3", "5"], {"net": "5.00", "quantity": "2", "unit_price": "3"})
    good("line-quantity-zero", NET, ["quantity", "unit_price"], ["0", "3"], {"quantity": "0", "unit_price": "3"})
    good("line-net-and-quantity", REQUIRED, ["quantity", "net"], ["2", "5"], {"net": "5.00", "quantity": "2"})
    bad("line-nothing", REQUIRED, ("net", "quantity", "unit_price"), ["quantity", "unit_price", "net"], ["", "", ""])
    bad("line-no-quantity", REQUIRED, ("net", "quantity", "unit_price"), ["quantity", "unit_price"], ["", "5"])
    bad("line-no-price", REQUIRED, ("net", "quantity", "unit_price"), ["quantity", "unit_price"], ["2", ""])
    bad("line-net-word", "formats.md: decimal point", "net", ["net"], ["five"])
    corpus.in_error("line-order-empty", "order-lines", "order_no,line_no,net\n,1,5\n", REQUIRED, (2, "order_no"))
    corpus.refused("line-header-quantity-alone", "order-lines", "order_no,line_no,quantity\nKNOWN,1,5\n", REQUIRED)
    corpus.refused("line-header-price-alone", "order-lines", "order_no,line_no,unit_price\nKNOWN,1,5\n", REQUIRED)
