"""Orders: net from gross and discount, sales and returns, currencies and rates."""

from corpus import table

NET = "formats.md: net = gross - discount where absent"
OTHER = "formats.md: net other than gross - discount is a row in error"
NEITHER = "formats.md: required: order_no, customer_key, ordered_on, and net or gross"
KIND = "formats.md: kind (sale, return; default sale)"
FOREIGN = "formats.md: a foreign currency without fx_rate is a row in error"
BASE = "formats.md: an empty currency, or the firm's own, is base"
RATES = "formats.md: rates have up to 6 decimals"
ROUNDED = "value-model.md: base = amount x fx_rate, rounded once to cents; every rounding is half to even"
CODE = "reading 19: a currency is three capital letters"


def add(corpus):
    amounts(corpus)
    kinds(corpus)
    currencies(corpus)
    updates(corpus)


def order(**cells):
    row = {"order_no": "O1", "customer_key": "K1", "ordered_on": "2026-01-05"} | cells
    return table(list(row), [list(row.values())])


def good(corpus, name, why, stored, **cells):
    corpus.accepted(name, "orders", order(**cells), why, {"orders": {"O1": stored}})


def bad(corpus, name, why, column, **cells):
    corpus.in_error(name, "orders", order(**cells), why, (2, column))


def amounts(corpus):
    good(corpus, "net-alone", NEITHER, {"gross": None, "discount": None, "net": "100.00", "base_net": "100.00", "cost_of_goods": None}, net="100")
    good(corpus, "gross-alone", NET, {"gross": "100.00", "net": "100.00"}, gross="100")
    good(corpus, "gross-and-discount", NET, {"gross": "100.00", "discount": "10.50", "net": "89.50"}, gross="100", discount="10.50")
    good(corpus, "gross-and-empty-net", NET, {"net": "89.50"}, gross="100", discount="10.50", net="")
    good(corpus, "all-agree", NET, {"gross": "100.00", "discount": "10.00", "net": "90.00"}, gross="100", discount="10", net="90.00")
    good(corpus, "gross-is-net", NET, {"net": "100.00"}, gross="100", net="100")
    good(corpus, "gross-is-net-discount-zero", NET, {"discount": "0.00", "net": "100.00"}, gross="100", discount="0", net="100")
    good(corpus, "net-and-discount", NEITHER, {"discount": "10.00", "net": "90.00"}, discount="10", net="90")
    good(corpus, "cost-over-net", "value-model.md: losses included", {"net": "5.00", "cost_of_goods": "9.00"}, net="5", cost_of_goods="9")
    bad(corpus, "net-disagrees", OTHER, "net", gross="100", discount="10", net="91")
    bad(corpus, "net-disagrees-by-a-cent", OTHER, "net", gross="100", discount="10", net="90.01")
    bad(corpus, "net-is-gross-despite-discount", OTHER, "net", gross="100", discount="10", net="100")
    bad(corpus, "net-below-gross-without-discount", OTHER, "net", gross="100", net="90")
    bad(corpus, "net-disagrees-on-return", OTHER, "net", gross="100", discount="10", net="91", kind="return")
    bad(corpus, "net-and-gross-empty", NEITHER, ("net", "gross"), net="", gross="")
    bad(corpus, "net-empty", NEITHER, ("net", "gross"), net="")
    bad(corpus, "gross-empty", NEITHER, ("net", "gross"), gross="")
    bad(corpus, "discount-without-gross", NEITHER, ("net", "gross"), net="", gross="", discount="5")
    corpus.skipped(
        "net-disagrees-skipped", "orders",
        "order_no,customer_key,ordered_on,gross,discount,net\nO1,K1,2026-01-05,100,10,91\nO2,K1,2026-01-05,100,10,90\nO3,K1,2026-01-05,,,\n",
        OTHER, [(2, "net"), (4, ("net", "gross"))], {"orders": {"O1": None, "O2": {"net": "90.00"}, "O3": None}})


def kinds(corpus):
    good(corpus, "kind-absent", KIND, {"kind": "sale"}, net="5")
    good(corpus, "kind-empty", KIND, {"kind": "sale"}, net="5", kind="")
    good(corpus, "kind-sale", KIND, {"kind": "sale"}, net="5", kind="sale")
    good(corpus, "kind-return", "formats.md: amounts of a return are written positive", {"kind": "return", "net": "5.00", "cost_of_goods": "3.00"},
         net="5", cost_of_goods="3", kind="return")
    good(corpus, "kind-return-of-gross", NET, {"kind": "return", "net": "4.00"}, gross="5", discount="1", kind="return")
    good(corpus, "kind-with-blanks", "reading 12: blanks round a cell do not count", {"kind": "return"}, net="5", kind=" return ")
    for text in ("refund", "Verkauf", "退货", "0", "sale|return", "-"):
        bad(corpus, f"kind-{text.replace('|', '-or-')}", KIND, "kind", net="5", kind=text)
    for text in ("Sale", "RETURN"):
        corpus.in_error(f"kind-{text}", "orders", order(net="5", kind=text), KIND, (2, "kind"), either=["accepted"], read=1, added=1,
                        stored={"orders": {"O1": {"kind": text.lower()}}})


def currencies(corpus):
    good(corpus, "foreign", ROUNDED, {"currency": "USD", "fx_rate": "0.9", "net": "100.00", "base_net": "90.00", "base_cost_of_goods": "45.00"},
         net="100", cost_of_goods="50", currency="USD", fx_rate="0.9")
    good(corpus, "foreign-gross", ROUNDED, {"net": "90.00", "base_net": "180.00"}, gross="100", discount="10", currency="USD", fx_rate="2")
    for name, net, rate, base in (
        ("down", "0.25", "0.5", "0.12"), ("up", "0.75", "0.5", "0.38"), ("tenth-down", "1.25", "0.1", "0.12"), ("tenth-up", "1.35", "0.1", "0.14"),
        ("above-half", "0.25", "0.500001", "0.13"), ("to-zero", "0.01", "0.5", "0.00"), ("six-decimals", "1000000.00", "1.123456", "1123456.00"),
        ("large", "99999999.99", "1.000001", "100000099.99"), ("tiny-rate", "10000.00", "0.000001", "0.01"),
    ):
        good(corpus, f"foreign-half-even-{name}", ROUNDED, {"net": net, "base_net": base, "base_cost_of_goods": base},
             net=net, cost_of_goods=net, currency="USD", fx_rate=rate)
    good(corpus, "foreign-return", ROUNDED, {"kind": "return", "base_net": "0.12"}, net="0.25", kind="return", currency="USD", fx_rate="0.5")
    good(corpus, "currency-empty", BASE, {"currency": "EUR", "base_net": "100.00"}, net="100", currency="")
    good(corpus, "currency-own", BASE, {"currency": "EUR", "base_net": "100.00"}, net="100", currency="EUR")
    good(corpus, "currency-own-empty-rate", BASE, {"currency": "EUR", "base_net": "100.00"}, net="100", currency="EUR", fx_rate="")
    good(corpus, "currency-own-rate-one", BASE, {"currency": "EUR", "base_net": "100.00"}, net="100", currency="EUR", fx_rate="1")
    for name, currency in (("currency-own-other-rate", "EUR"), ("currency-empty-other-rate", "")):
        corpus.accepted(name, "orders", order(net="100", currency=currency, fx_rate="2"), BASE + ", so a rate beside it means nothing",
                        {"orders": {"O1": {"currency": "EUR", "base_net": "100.00"}}}, either=["rows_in_error"])
    corpus.accepted("rate-without-currency", "orders", order(net="100", fx_rate="2"), BASE + ", so a rate beside it means nothing",
                    {"orders": {"O1": {"currency": "EUR", "base_net": "100.00"}}}, either=["rows_in_error"])
    bad(corpus, "foreign-without-rate", FOREIGN, ("fx_rate", "currency"), net="100", currency="USD")
    bad(corpus, "foreign-empty-rate", FOREIGN, ("fx_rate", "currency"), net="100", currency="USD", fx_rate="")
    bad(corpus, "rate-7-decimals-order", RATES, "fx_rate", net="100", currency="USD", fx_rate="1.1234567")
    bad(corpus, "rate-comma", "formats.md: decimal point", "fx_rate", net="100", currency="USD", fx_rate='"1,1"')
    bad(corpus, "rate-13-digits", "security.md: never a server error", "fx_rate", net="1", currency="USD", fx_rate="1" * 13)
    bad(corpus, "rate-zero", "reading 19: a rate is positive", "fx_rate", net="100", currency="USD", fx_rate="0")
    bad(corpus, "rate-negative", "reading 19: a rate is positive", "fx_rate", net="100", currency="USD", fx_rate="-1")
    for text in ("US", "DOLLAR", "U$D", "€", "美元", "840", "ＵＳＤ", "U D"):
        bad(corpus, f"currency-{text.replace(' ', '_')}", CODE, "currency", net="100", currency=text, fx_rate="2")
    corpus.in_error("currency-lower-case", "orders", order(net="100", currency="usd", fx_rate="2"), CODE, (2, "currency"), either=["accepted"],
                    read=1, added=1, stored={"orders": {"O1": {"currency": "USD", "base_net": "200.00"}}})
    corpus.in_error("currency-own-lower-case", "orders", order(net="100", currency="eur"), CODE, (2, ("currency", "fx_rate")), either=["accepted"],
                    read=1, added=1, stored={"orders": {"O1": {"currency": "EUR", "base_net": "100.00"}}})


def updates(corpus):
    def changed(name, why, key, stored, either=(), **cells):
        row = {"order_no": key} | cells
        corpus.accepted(name, "orders", table(list(row), [list(row.values())]), why, {"orders": {key: stored}}, changed=1, either=either)

    changed("order-moves-to-another", "formats.md: rows are matched by the keys", "KNOWN", {"customer_key": "K2", "net": "20.50"},
            customer_key="K2", ordered_on="2026-01-02", net="20.50")
    changed("order-corrected", "formats.md: rows are matched by the keys", "KNOWN", {"ordered_on": "2026-01-09", "net": "21.00", "base_net": "21.00"},
            customer_key="K1", ordered_on="2026-01-09", net="21")
    changed("cost-of-goods-cleared", "formats.md: an empty cell clears the value", "GIVEN",
            {"gross": "100.00", "discount": "10.00", "net": "90.00", "cost_of_goods": None, "base_cost_of_goods": None},
            customer_key="K2", ordered_on="2026-01-03", net="90", cost_of_goods="")
    changed("gross-and-discount-cleared", "formats.md: an empty cell clears the value", "GIVEN",
            {"gross": None, "discount": None, "net": "80.00", "cost_of_goods": "40.00"},
            customer_key="K2", ordered_on="2026-01-03", gross="", discount="", net="80")
    changed("gross-anew-keeps-discount", "formats.md: an absent column leaves it; net = gross - discount where absent", "GIVEN",
            {"gross": "120.00", "discount": "10.00", "net": "110.00"}, customer_key="K2", ordered_on="2026-01-03", gross="120")
    changed("becomes-a-return", KIND, "KNOWN", {"kind": "return", "net": "20.50"}, customer_key="K1", ordered_on="2026-01-02", net="20.50", kind="return")
    corpus.in_error(
        "net-against-kept-gross", "orders", "order_no,customer_key,ordered_on,net\nGIVEN,K2,2026-01-03,91\n",
        "formats.md: an absent column leaves it; net other than gross - discount is a row in error", (2, "net"))
    corpus.accepted(
        "order-unchanged", "orders", "order_no,customer_key,ordered_on,net\nKNOWN,K1,2026-01-02,20.5\n",
        "formats.md: applying the same again changes nothing", {"orders": {"KNOWN": {"net": "20.50"}}}, added=0)
    corpus.accepted(
        "known-and-new-orders", "orders", "order_no,customer_key,ordered_on,net\nKNOWN,K1,2026-01-02,22\nO1,K1,2026-01-05,5\nGIVEN,K2,2026-01-03,90\n",
        "formats.md: rows are matched by the keys", {"orders": {"KNOWN": {"net": "22.00"}, "O1": {"net": "5.00"}, "GIVEN": {"net": "90.00"}}},
        added=1, changed=1)
