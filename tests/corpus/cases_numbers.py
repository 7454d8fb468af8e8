"""Numbers: as the plain format writes them, and in every way in which others write them."""

from corpus import cell, table

PLAIN = "formats.md: decimal point, no thousands separator; reading 12"
CENTS = "formats.md: amounts have at most 2 decimals (more is a row in error)"
SIX = "formats.md: quantity and unit_price have up to 6 decimals; rates have up to 6 decimals"
MONEY = "architecture.md: money is numeric(14,2), so 12 digits before the point; security.md: never a server error"
HEAD = ["order_no", "customer_key", "ordered_on", "net"]


def add(corpus):
    not_numbers(corpus)
    numbers(corpus)
    limits(corpus)
    overflows(corpus)
    signs(corpus)


def order(net, **more):
    return table([*HEAD, *more], [["O1", "K1", "2026-01-05", cell(net), *map(cell, more.values())]])


def not_numbers(corpus):
    for name, text in (
        ("decimal-comma", "100,50"), ("thousands-comma", "1,000.00"), ("thousands-point", "1.000,00"), ("two-points", "1.000.000"),
        ("thousands-space", "1 000.00"), ("thousands-nbsp", "1\u00a0000.00"), ("thousands-apostrophe", "1'000.00"), ("underscore", "1_000"),
        ("euro-before", "€100"), ("euro-after", "100 €"), ("dollar", "$100.00"), ("yuan", "¥100"), ("yuan-word", "100元"), ("code", "EUR 100"),
        ("huge-exponent", "1e400"), ("tiny-exponent", "1e-400"), ("nan", "NaN"), ("infinity", "Infinity"), ("minus-infinity", "-Infinity"),
        ("infinity-sign", "∞"), ("full-width", "１００"), ("arabic", "١٠٠"), ("devanagari", "१००"), ("chinese", "一百"), ("roman", "Ⅻ"),
        ("superscript", "10²"), ("fraction", "½"), ("hex", "0x10"), ("percent", "50%"), ("parentheses", "(100)"), ("word", "hundred"),
        ("formula", "=50+50"), ("two-signs", "--5"), ("minus-after", "5-"), ("sign-alone", "-"), ("point-alone", "."), ("apostrophe", "'100"),
        ("two-numbers", "100 200"), ("zero-width-inside", "1\u200b00"), ("null-word", "NULL"), ("true-word", "true"), ("date", "2026-01-05"),
    ):
        corpus.in_error(f"net-{name}", "orders", order(text), PLAIN, (2, "net"))
    for name, text in (("decimal-comma", "2,5"), ("nan", "NaN"), ("exponent", "1e400"), ("full-width", "２"), ("unit", "2 pcs")):
        line = table(["order_no", "line_no", "quantity", "unit_price"], [["KNOWN", "1", cell(text), "5"]])
        corpus.in_error(f"quantity-{name}", "order-lines", line, PLAIN, (2, "quantity"))
        cost = table(["cost_no", "customer_key", "activity", "incurred_on", "quantity"], [["X1", "K1", "visit", "2026-01-05", cell(text)]])
        corpus.in_error(f"cost-quantity-{name}", "costs", cost, PLAIN, (2, "quantity"))
        rate = table(["activity", "valid_from", "unit", "rate"], [["phone", "2026-01-01", "minute", cell(text)]])
        corpus.in_error(f"rate-{name}", "activities", rate, PLAIN, (2, "rate"))
        answer = table(["survey_no", "customer_key", "answered_on", "satisfaction"], [["S1", "K1", "2026-03-01", cell(text)]])
        corpus.in_error(f"satisfaction-{name}", "surveys", answer, PLAIN, (2, "satisfaction"))
        spend = table(["customer_key", "name", "estimated_annual_spend"], [["B1", "Ann", cell(text)]])
        corpus.in_error(f"spend-{name}", "customers", spend, PLAIN, (2, "estimated_annual_spend"))


def numbers(corpus):
    def good(name, text, net, why=PLAIN, **more):
        corpus.accepted(f"net-{name}", "orders", order(text), why, {"orders": {"O1": {"net": net, "base_net": net}}}, **more)

    good("whole", "100", "100.00")
    good("one-decimal", "100.5", "100.50")
    good("leading-zeros", "007.50", "7.50")
    good("many-leading-zeros", "0" * 40 + "7.5", "7.50", either=["rows_in_error"])
    good("blanks-round-it", "  100.00 ", "100.00")
    good("nbsp-round-it", "\u00a0100.00\u00a0", "100.00", either=["rows_in_error"])
    good("quoted", "100.00", "100.00")
    good("minus-zero", "-0", "0.00", "value-model.md: never a minus zero; sale of net 0", either=["rows_in_error"])
    good("minus-zero-decimals", "-0.00", "0.00", "value-model.md: never a minus zero; sale of net 0", either=["rows_in_error"])
    good("zero", "0", "0.00", "value-model.md, Inputs: a sale of net 0 is no occasion, so it may be")
    good("plus", "+5", "5.00", either=["rows_in_error"])
    good("trailing-point", "5.", "5.00", either=["rows_in_error"])
    good("leading-point", ".5", "0.50", either=["rows_in_error"])
    good("exponent", "1e2", "100.00", either=["rows_in_error"])


def limits(corpus):
    corpus.in_error("net-3-decimals", "orders", order("100.005"), CENTS, (2, "net"))
    corpus.in_error("net-3-decimals-zero", "orders", order("100.500"), CENTS, (2, "net"), either=["accepted"], read=1, added=1,
                    stored={"orders": {"O1": {"net": "100.50"}}})
    corpus.in_error("net-many-decimals", "orders", order("0." + "0" * 400 + "1"), CENTS, (2, "net"))
    corpus.accepted("net-12-digits", "orders", order("123456789012.99"), MONEY, {"orders": {"O1": {"net": "123456789012.99"}}})
    corpus.in_error("net-13-digits", "orders", order("1234567890123"), MONEY, (2, "net"))
    corpus.in_error("net-13-digits-cents", "orders", order("1234567890123.45"), MONEY, (2, "net"))
    corpus.in_error("net-32-digits", "orders", order("9" * 32), MONEY, (2, "net"))
    corpus.in_error("net-5000-digits", "orders", order("1" * 5000), MONEY, (2, "net"))
    for column in ("gross", "discount", "cost_of_goods"):
        corpus.in_error(f"{column}-3-decimals", "orders", order("100", **{column: "1.234"}), CENTS, (2, column))
    corpus.in_error("gross-13-digits", "orders", order("", gross="1234567890123"), MONEY, (2, "gross"))
    corpus.in_error("cost-of-goods-13-digits", "orders", order("1", cost_of_goods="1234567890123"), MONEY, (2, "cost_of_goods"))
    spend = ["customer_key", "name", "estimated_annual_spend"]
    corpus.in_error("spend-3-decimals", "customers", table(spend, [["B1", "Ann", "1.005"]]), CENTS, (2, "estimated_annual_spend"))
    corpus.in_error("spend-13-digits", "customers", table(spend, [["B1", "Ann", "1" * 13]]), MONEY, (2, "estimated_annual_spend"))
    corpus.accepted("spend-12-digits", "customers", table(spend, [["B1", "Ann", "9" * 12 + ".99"]]), MONEY,
                    {"customers": {"B1": {"estimated_annual_spend": "9" * 12 + ".99"}}})
    line = ["order_no", "line_no", "quantity", "unit_price"]
    corpus.accepted("line-6-decimals", "order-lines", table(line, [["KNOWN", "1", "0.000001", "1.123456"]]), SIX,
                    {"order-lines": {"KNOWN/1": {"quantity": "0.000001", "unit_price": "1.123456"}}})
    corpus.in_error("quantity-7-decimals", "order-lines", table(line, [["KNOWN", "1", "0.0000001", "1"]]), SIX, (2, "quantity"))
    corpus.in_error("price-7-decimals", "order-lines", table(line, [["KNOWN", "1", "1", "0.1234567"]]), SIX, (2, "unit_price"))
    amounts = ["order_no", "line_no", "net", "discount", "cost_of_goods", "quantity", "unit_price"]
    for column, cells in (("net", ["1.005", "", ""]), ("cost_of_goods", ["1", "", "0.125"])):
        corpus.in_error(f"line-{column}-3-decimals", "order-lines", table(amounts, [["KNOWN", "1", *cells, "", ""]]), CENTS, (2, column))
    corpus.in_error("line-discount-3-decimals", "order-lines", table(amounts, [["KNOWN", "1", "", "0.125", "", "1", "5"]]), CENTS, (2, "discount"))
    cost = ["cost_no", "customer_key", "activity", "incurred_on", "quantity", "amount"]
    corpus.in_error("cost-amount-3-decimals", "costs", table(cost, [["X1", "K1", "rebate", "2026-01-05", "", "1.234"]]), CENTS, (2, "amount"))
    corpus.in_error("cost-amount-13-digits", "costs", table(cost, [["X1", "K1", "rebate", "2026-01-05", "", "1" * 13]]), MONEY, (2, "amount"))
    corpus.in_error("cost-quantity-7-decimals", "costs", table(cost, [["X1", "K1", "visit", "2026-01-05", "0.1234567", ""]]), SIX, (2, "quantity"))
    rate = ["activity", "valid_from", "unit", "rate"]
    corpus.accepted("rate-6-decimals", "activities", table(rate, [["phone", "2026-01-01", "minute", "0.123456"]]), SIX,
                    {"activities": {"phone/2026-01-01": {"unit": "minute", "rate": "0.123456"}}})
    corpus.in_error("rate-7-decimals", "activities", table(rate, [["phone", "2026-01-01", "minute", "0.1234567"]]), SIX, (2, "rate"))


def overflows(corpus):
    """Each number may be, what is made of them cannot be kept."""
    most = "9" * 12
    line = ["order_no", "line_no", "customer_key", "ordered_on", "quantity", "unit_price", "cost_of_goods"]
    corpus.not_stored("line-product-overflows", "order-lines", table(line, [["L1", "1", "K1", "2026-01-05", most, most, ""]]), MONEY)
    corpus.not_stored("line-product-overflows-known", "order-lines", table(line[:2] + line[4:6], [["KNOWN", "1", most, most]]), MONEY, either=["accepted"],
                      read=1, added=1, stored={"orders": {"KNOWN": {"net": "20.50"}}})
    corpus.not_stored("sum-of-lines-overflows", "order-lines", table(line, [["L1", str(n), "K1", "2026-01-05", "1", most, ""] for n in (1, 2)]), MONEY)
    corpus.not_stored("costs-of-lines-overflow", "order-lines", table(line, [["L1", str(n), "K1", "2026-01-05", "1", "5", most] for n in (1, 2)]), MONEY)
    corpus.not_stored("costs-of-lines-overflow-known", "order-lines",
                      table([*line[:2], *line[4:]], [["KNOWN", str(n), "1", "5", most] for n in (1, 2)]), MONEY)
    corpus.not_stored("base-net-overflows", "orders", order(most, currency="USD", fx_rate="999999"), MONEY)
    corpus.not_stored("base-cost-overflows", "orders", order("1", cost_of_goods=most, currency="USD", fx_rate="999999"), MONEY)
    corpus.not_stored("gross-less-negative-discount-overflows", "orders", order("", gross=most, discount="-" + most), MONEY)
    cost = ["cost_no", "customer_key", "activity", "incurred_on", "quantity"]
    corpus.not_stored("cost-amount-overflows", "costs", table(cost, [["X1", "K1", "visit", "2026-01-05", most]]), MONEY)
    corpus.accepted(
        "sums-of-a-customer-are-large", "orders", table(HEAD, [[f"O{n}", "K1", "2026-01-05", most] for n in range(20)]),
        "security.md, Dirty files: never a server error", {"orders": {f"O{n}": {"net": most + ".00"} for n in range(20)}})
    corpus.accepted(
        "smallest-sale-and-large-costs", "orders",
        table([*HEAD, "cost_of_goods"], [["O1", "K2", "2026-01-05", "0.01", most], ["O2", "K2", "2026-01-06", "0.01", most]]),
        "security.md, Dirty files: never a server error", {"orders": {"O1": {"net": "0.01"}, "O2": {"net": "0.01"}}})
    corpus.not_stored("recommend-large", "surveys", "survey_no,customer_key,answered_on,recommend\nS1,K1,2026-03-01," + "9" * 40 + "\n", MONEY)


def signs(corpus):
    negative = "formats.md: a negative net on a sale is refused with the advice to write a return; reading 13: as a row in error"
    positive = "formats.md: amounts of a return are written positive; reading 13"
    corpus.in_error("sale-negative", "orders", order("-5"), negative, (2, "net"))
    corpus.in_error("sale-negative-cent", "orders", order("-0.01", kind="sale"), negative, (2, "net"))
    corpus.in_error("sale-unicode-minus", "orders", order("−5"), PLAIN, (2, "net"))
    corpus.in_error("return-negative", "orders", order("-5", kind="return"), positive, (2, "net"))
    corpus.in_error("gross-negative", "orders", order("", gross="-5"), negative, (2, ("net", "gross")))
    corpus.in_error("return-gross-negative", "orders", order("", gross="-5", kind="return"), positive, (2, ("net", "gross")))
    corpus.in_error("discount-over-gross", "orders", order("", gross="5", discount="6"), negative, (2, ("net", "gross", "discount")))
    corpus.in_error("discount-over-gross-return", "orders", order("", gross="5", discount="6", kind="return"), positive, (2, ("net", "gross", "discount")))
    corpus.accepted("discount-is-gross", "orders", order("", gross="5", discount="5"), "formats.md: net = gross - discount where absent",
                    {"orders": {"O1": {"net": "0.00"}}})
    corpus.accepted("return-zero", "orders", order("0", kind="return"), "value-model.md: a return lowers revenue, by nothing here",
                    {"orders": {"O1": {"kind": "return", "net": "0.00"}}})
    corpus.in_error("cost-of-goods-negative", "orders", order("10", cost_of_goods="-4"), "reading 13: amounts are written positive", (2, "cost_of_goods"),
                    either=["accepted"], read=1, added=1, stored={"orders": {"O1": {"cost_of_goods": "-4.00"}}})
    corpus.in_error("discount-negative", "orders", order("", gross="10", discount="-4"), "reading 13: amounts are written positive", (2, "discount"),
                    either=["accepted"], read=1, added=1, stored={"orders": {"O1": {"net": "14.00"}}})
    corpus.in_error("spend-negative", "customers", "customer_key,name,estimated_annual_spend\nB1,Ann,-1\n", "reading 13: amounts are written positive",
                    (2, "estimated_annual_spend"), either=["accepted"], read=1, added=1, stored={"customers": {"B1": {"estimated_annual_spend": "-1.00"}}})
