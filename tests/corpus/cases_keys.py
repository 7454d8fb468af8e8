"""Keys, and what points to them: customers, activities, owners, referrers; regions, sources and tags that are new."""

from corpus import KINDS, cell, table
from samples import SAMPLES

TRIMMED = "formats.md: keys are trimmed"
CASE = "formats.md: keys are case-sensitive"
LONG = "formats.md: keys are at most 64 characters; reading 15: code points"
TWICE = "formats.md: a key twice in one file is a row in error; reading 4: the later one"
POINT = "architecture.md: customer_key is unique, compared by code point"
REFERRER = "formats.md: an unknown referred_by_key (looked up in the file too) is a row in error"
NEW = "formats.md: a new region, source or tag is added and named in a warning"
UNKNOWN = "formats.md: an unknown customer_key is a row in error unless --create-customers"


def add(corpus):
    for kind in KINDS:
        lengths(corpus, kind, SAMPLES[kind])
    keys(corpus)
    customers_unknown(corpus)
    referrers(corpus)
    lists(corpus)


def lengths(corpus, kind, sample):
    for name, key in (("64", "k" * 64), ("emoji-64", "🙂" * 64), ("blanks-round-64", "  " + "k" * 64 + " ")):
        trimmed = key.strip()
        columns = kept_with_key(kind, sample, trimmed)
        corpus.accepted(f"key-{name}-{kind}", kind, sample.csv(sample.cells(0, **{sample.key: key})), LONG, columns, read=1)
    for name, key in (("65", "k" * 65), ("emoji-65", "🙂" * 65), ("1000", "k" * 1000)):
        corpus.in_error(f"key-{name}-{kind}", kind, sample.csv(sample.cells(0, **{sample.key: key})), LONG, (2, sample.key))
    corpus.accepted(f"key-trimmed-{kind}", kind, sample.csv(sample.cells(0, **{sample.key: "  a key  "})), TRIMMED,
                    kept_with_key(kind, sample, "a key"), read=1)


def kept_with_key(kind, sample, key):
    values = {c: v for c, v in sample.values[0].items() if c in ("name", "net", "quantity", "amount", "unit", "satisfaction")}
    full = {"order-lines": f"KNOWN/{key}", "activities": f"{key}/2026-01-01"}.get(kind, key)
    return {kind: {full: values}}


def customers(*keys):
    return table(["customer_key", "name"], [[cell(key), f"N{n}"] for n, key in enumerate(keys)])


def keys(corpus):
    def different(name, why, *written, stored=None):
        names = {key: {"name": f"N{n}"} for n, key in enumerate(stored or written)}
        assert len(names) == len(written)
        corpus.accepted(name, "customers", customers(*written), why, {"customers": names})

    different("keys-case", CASE, "abc", "ABC", "Abc", "aBC")
    different("keys-leading-zeros", POINT, "7", "07", "007", "7.0", "+7", "7e0")
    different("keys-composed", POINT, "caf\u00e9", "cafe\u0301")
    different("keys-full-width", POINT, "A1", "Ａ１")
    different("keys-look-alike", POINT, "A1", "\u0410\u0031", "\u0391\u0031")
    different("keys-eszett", POINT, "STRASSE", "STRA\u00dfE", "STRA\u1e9eE")
    different("keys-turkish", POINT, "i1", "I1", "\u01301", "\u01311")
    different("keys-inner-blanks", POINT, "a b", "a  b", "ab")
    different("keys-zero-width", POINT, "ab", "a\u200bb", "a\u200db")
    different("keys-emoji", POINT, "😀", "😁", "👩‍👩‍👧", "👩")
    different("keys-astral", POINT, "𠮷", "吉", "\uff5e", "\U00010000")
    different("keys-of-signs", POINT, "%", "_", "*", "?", "\\", "'", "''x", ";", "null", "#N/A")
    different("keys-trimmed-ideographic", TRIMMED, "\u3000B1\u3000", stored=["B1"])
    different("keys-trimmed-nbsp", TRIMMED, "\u00a0B1\u00a0", stored=["B1"])
    different("keys-chinese", POINT, "客户一", "客戶一", "客户1")
    corpus.in_error("key-twice-after-trim", "customers", customers("B1", " B1 "), TWICE, (3, "customer_key"))
    corpus.in_error("key-three-times", "customers", customers("B1", "B1", "B1"), TWICE, (3, "customer_key"), (4, "customer_key"))
    corpus.in_error("key-twice-known", "customers", customers("K1", "K1"), TWICE, (3, "customer_key"))
    corpus.in_error("key-control-character", "customers", customers("B\u00011"), "reading 10", (2, "customer_key"))
    corpus.in_error("key-line-end", "customers", customers("B\n1"), "reading 10", (2, "customer_key"))
    corpus.accepted(
        "line-no-in-two-orders", "order-lines", "order_no,line_no,net\nKNOWN,1,1\nGIVEN,1,2\n", "formats.md: order_no and line_no are the key",
        {"order-lines": {"KNOWN/1": {"net": "1.00"}, "GIVEN/1": {"net": "2.00"}}})
    corpus.accepted(
        "line-no-leading-zeros", "order-lines", "order_no,line_no,net\nKNOWN,1,1\nKNOWN,01,2\n", POINT,
        {"order-lines": {"KNOWN/1": {"net": "1.00"}, "KNOWN/01": {"net": "2.00"}}})
    corpus.accepted(
        "activity-two-dates", "activities", "activity,valid_from,unit,rate\nphone,2026-01-01,minute,1\nphone,2026-02-01,minute,2\n",
        "formats.md: activity and valid_from are the key",
        {"activities": {"phone/2026-01-01": {"rate": "1"}, "phone/2026-02-01": {"rate": "2"}}})
    corpus.accepted(
        "activity-case", "activities", "activity,valid_from,unit,rate\nVisit,2026-01-01,visit,1\n", CASE,
        {"activities": {"Visit/2026-01-01": {"rate": "1"}, "visit/2026-01-01": {"rate": "30"}}}, read=1)


def customers_unknown(corpus):
    for kind in ("orders", "order-lines", "costs", "surveys"):
        sample = SAMPLES[kind]
        columns = list(sample.columns)
        row = sample.cells()
        if kind == "order-lines":
            columns += ["customer_key", "ordered_on"]
            row = [*sample.cells(0, order_no="L1"), "K1", "2026-01-05"]
        place = columns.index("customer_key")

        def file(key, columns=columns, row=row, place=place):
            return table(columns, [[*row[:place], cell(key), *row[place + 1:]]])

        stored = {kind: {{"order-lines": "L1/1"}.get(kind, row[0]): {} if kind == "order-lines" else {"customer_key": "NEW"}}}
        created = stored | {"customers": {"NEW": {"name": "NEW", "city": None}}}
        corpus.in_error(f"customer-unknown-{kind}", kind, file("NEW"), UNKNOWN, (2, "customer_key"))
        corpus.in_error(f"customer-other-case-{kind}", kind, file("k1"), CASE, (2, "customer_key"))
        corpus.accepted(f"customer-created-{kind}", kind, file("NEW"), UNKNOWN, created, create_customers=True)
        corpus.accepted(f"customer-created-trimmed-{kind}", kind, file("  NEW "), TRIMMED, created, create_customers=True)
        corpus.in_error(f"customer-created-65-{kind}", kind, file("k" * 65), LONG, (2, "customer_key"), create_customers=True)
        corpus.in_error(f"customer-empty-{kind}", kind, file(""), "formats.md: required columns; reading 5", (2, ("customer_key", "order_no")),
                        create_customers=True)
    orders = "order_no,customer_key,ordered_on,net\n"
    corpus.accepted(
        "customer-created-once", "orders", orders + "O1,NEW,2026-01-05,1\nO2,NEW,2026-01-06,2\nO3,New,2026-01-07,3\n", UNKNOWN,
        {"orders": {"O1": {"customer_key": "NEW"}, "O2": {"customer_key": "NEW"}, "O3": {"customer_key": "New"}},
         "customers": {"NEW": {"name": "NEW"}, "New": {"name": "New"}}}, create_customers=True)
    corpus.in_error(
        "customer-not-created-on-error", "orders", orders + "O1,NEW,2026-01-05,1\nO2,NEW,2026-01-06,x\n", "formats.md: whole or not at all",
        (3, "net"), create_customers=True)
    corpus.skipped(
        "customer-of-a-skipped-row", "orders", orders + "O1,GOOD,2026-01-05,1\nO2,BAD,2026-01-06,x\n",
        "formats.md: the good rows are applied: a bad row makes no customer", [(3, "net")],
        {"orders": {"O1": {"customer_key": "GOOD"}, "O2": None}, "customers": {"GOOD": {"name": "GOOD"}, "BAD": None}}, create_customers=True)
    corpus.skipped(
        "customer-of-a-row-skipped-late", "orders", "order_no,customer_key,ordered_on,gross,net\nO1,GOOD,2026-01-05,1,1\nO2,BAD,2026-01-06,2,1\n",
        "formats.md: the good rows are applied: a bad row makes no customer, whatever is wrong with it", [(3, "net")],
        {"orders": {"O1": {"customer_key": "GOOD"}, "O2": None}, "customers": {"GOOD": {"name": "GOOD"}, "BAD": None}}, create_customers=True)
    corpus.skipped(
        "customer-of-a-key-twice", "orders", orders + "O1,GOOD,2026-01-05,1\nO1,BAD,2026-01-06,1\n", TWICE, [(3, "order_no")],
        {"orders": {"O1": {"customer_key": "GOOD"}}, "customers": {"GOOD": {"name": "GOOD"}, "BAD": None}}, create_customers=True)
    corpus.skipped(
        "customer-of-a-skipped-cost", "costs", "cost_no,customer_key,activity,incurred_on,amount\nX1,GOOD,visit,2026-01-05,1\nX2,BAD,dance,2026-01-06,1\n",
        "formats.md: the good rows are applied: a bad row makes no customer, whatever is wrong with it", [(3, "activity")],
        {"costs": {"X1": {"customer_key": "GOOD"}, "X2": None}, "customers": {"GOOD": {"name": "GOOD"}, "BAD": None}}, create_customers=True)
    cost = "cost_no,customer_key,activity,incurred_on,quantity\nX1,K1,{},2026-01-05,1\n"
    why = "formats.md: an unknown activity is a row in error"
    corpus.in_error("activity-unknown", "costs", cost.format("juggling"), why, (2, "activity"))
    corpus.in_error("activity-other-case", "costs", cost.format("Visit"), CASE, (2, "activity"))
    corpus.in_error("activity-empty", "costs", cost.format(""), "formats.md: required: the first four", (2, "activity"))
    corpus.in_error("activity-unknown-create", "costs", cost.format("juggling"), why, (2, "activity"), create_customers=True)
    corpus.accepted("activity-trimmed", "costs", cost.format(" visit "), TRIMMED, {"costs": {"X1": {"activity": "visit", "amount": "30.00"}}})


def referrers(corpus):
    def file(*rows):
        return table(["customer_key", "name", "referred_by_key"], rows)

    def good(name, content, values, why=REFERRER, **more):
        corpus.accepted(name, "customers", content, why, {"customers": values}, **more)

    good("referrer-known", file(["B1", "Ann", "K1"]), {"B1": {"referred_by_key": "K1"}})
    good("referrer-before", file(["B1", "Ann", ""], ["B2", "Bob", "B1"]), {"B1": {"referred_by_key": None}, "B2": {"referred_by_key": "B1"}})
    good("referrer-after", file(["B1", "Ann", "B2"], ["B2", "Bob", ""]), {"B1": {"referred_by_key": "B2"}, "B2": {"referred_by_key": None}})
    good("referrer-trimmed", file(["B1", "Ann", " K1 "]), {"B1": {"referred_by_key": "K1"}}, TRIMMED)
    good("referrer-cleared", file(["B1", "Ann", ""]), {"B1": {"referred_by_key": None}}, "formats.md: an empty cell clears the value",
         changed=1, before=[("customers", file(["B1", "Ann", "K1"]))])
    good("referrer-circle", file(["B1", "Ann", "B2"], ["B2", "Bob", "B1"]), {"B1": {"referred_by_key": "B2"}, "B2": {"referred_by_key": "B1"}},
         "formats.md: only an own key is a row in error; only one level counts", is_open=True)
    corpus.in_error("referrer-unknown", "customers", file(["B1", "Ann", "B9"]), REFERRER, (2, "referred_by_key"))
    corpus.in_error("referrer-other-case", "customers", file(["B1", "Ann", "k1"]), CASE, (2, "referred_by_key"))
    corpus.in_error("referrer-unknown-create", "customers", file(["B1", "Ann", "B9"]), REFERRER, (2, "referred_by_key"), create_customers=True)
    own = "formats.md: an own key in referred_by_key is a row in error"
    corpus.in_error("referrer-own", "customers", file(["B1", "Ann", "B1"]), own, (2, "referred_by_key"))
    corpus.in_error("referrer-own-known", "customers", file(["K1", "Kay One", " K1"]), own, (2, "referred_by_key"))
    corpus.skipped(
        "referrer-in-error", "customers", file(["B1", "", ""], ["B2", "Bob", "B1"], ["B3", "Cid", "B2"], ["B4", "Dan", "K1"]),
        "formats.md: an unknown referred_by_key is a row in error, and a row that is not applied makes no customer",
        [(2, "name"), (3, "referred_by_key"), (4, "referred_by_key")],
        {"customers": {"B1": None, "B2": None, "B3": None, "B4": {"referred_by_key": "K1"}}})
    corpus.skipped(
        "referrer-in-error-known-before", "customers", file(["K2", "", ""], ["B2", "Bob", "K2"]),
        "formats.md: the good rows are applied: K2 is a customer, whatever its row here", [(2, "name")],
        {"customers": {"K2": {"name": "Kay Two"}, "B2": {"referred_by_key": "K2"}}}, read=2, added=1)
    corpus.skipped(
        "referrer-circle-in-error", "customers", file(["B1", "Ann", "B2"], ["B2", "", "B1"]),
        "formats.md: an unknown referred_by_key is a row in error, and a row that is not applied makes no customer",
        [(2, "referred_by_key"), (3, "name")], {"customers": {"B1": None, "B2": None}})


def lists(corpus):
    def good(name, header, row, values, why=NEW, **more):
        corpus.accepted(name, "customers", f"customer_key,name,{header}\nB1,Ann,{row}\n", why, {"customers": {"B1": values}}, **more)

    good("region-new", "region", "Atlantis", {"region": "Atlantis"}, warned=["Atlantis"])
    good("source-new", "source", "Séance", {"source": "Séance"}, warned=["Séance"])
    good("tag-new", "tags", "brand new", {"tags": "brand new"}, warned=["brand new"])
    good("region-known", "region", "North", {"region": "North"}, "formats.md: a new region is added; this one is there")
    good("tags-empty-parts", "tags", "|x||y|", {"tags": "x|y"}, "reading 16: an empty tag is none")
    good("tags-only-bars", "tags", "||", {"tags": None}, "reading 16: an empty tag is none")
    good("tags-twice", "tags", "x|y|x", {"tags": "x|y"}, "reading 16: a customer has a tag once")
    good("tags-blanks", "tags", " x | y ", {"tags": "x|y"}, "reading 16: a tag is trimmed")
    good("tags-chinese", "tags", "大客户|老客户", {"tags": "大客户|老客户"})
    good("tags-known-and-new", "tags", "old|x", {"tags": "old|x"}, warned=["x"])
    good("owner-known", "owner_email", "rep@example.com", {"owner_email": "rep@example.com"}, "formats.md: owner_email names a user")
    good("owner-empty", "owner_email", "", {"owner_email": None}, "formats.md: an empty cell clears the value")
    good("owner-other-case", "owner_email", "Rep@Example.COM", {"owner_email": "rep@example.com"}, "addresses are the same in any case", either=["rows_in_error"])
    owner = "formats.md: an unknown owner_email is a row in error"
    corpus.in_error("owner-unknown", "customers", "customer_key,name,owner_email\nB1,Ann,nobody@example.com\n", owner, (2, "owner_email"))
    corpus.in_error("owner-no-address", "customers", "customer_key,name,owner_email\nB1,Ann,rep\n", owner, (2, "owner_email"))
    corpus.accepted("tags-replaced", "customers", "customer_key,name,tags\nK1,Kay One,x\n", "formats.md: applied by key: the cell is the value",
                    {"customers": {"K1": {"tags": "x"}}}, changed=1)
