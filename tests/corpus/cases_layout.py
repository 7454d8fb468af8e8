"""Separators, line ends, blank lines, rows too short and too long: the same for every kind."""

from corpus import KINDS, cell, table
from samples import SAMPLES

ENDS = "security.md, Dirty files: an import meets CRLF, LF, CR; each ends as accepted, a row in error or a refused file"
SEPARATORS = "security.md, Dirty files: an import meets tabs, semicolons; reading 1"
TWICE = "formats.md: applying the same file twice changes nothing"
SKIP = "formats.md: with --skip-errors the good rows are applied and the bad ones come back with line number and column"


def add(corpus):
    for kind in KINDS:
        sample = SAMPLES[kind]
        line_ends(corpus, kind, sample)
        separators(corpus, kind, sample)
        shapes(corpus, kind, sample)
        errors(corpus, kind, sample)
    separators_in_cells(corpus)
    line_numbers(corpus)


def line_ends(corpus, kind, sample):
    def good(name, content, why=ENDS, **more):
        corpus.accepted(f"{name}-{kind}", kind, content, why, sample.stored(), **more)

    header, first, second = sample.csv().splitlines()
    good("plain", sample.csv(), "formats.md: UTF-8 without BOM, comma, header row, ISO dates, decimal point")
    good("crlf", sample.csv(end="\r\n"))
    good("cr", sample.csv(end="\r"))
    good("mixed-ends", f"{header}\n{first}\r\n{second}\r")
    good("no-end", sample.csv().rstrip("\n"))
    good("no-end-crlf", f"{header}\r\n{first}\r\n{second}")
    good("blank-lines", f"{header}\n\n{first}\n\n\n{second}\n\n\n", "reading 2: an empty line is no row")
    good("blank-lines-crlf", f"{header}\r\n\r\n{first}\r\n{second}\r\n\r\n", "reading 2: an empty line is no row")
    corpus.accepted(
        f"same-twice-{kind}", kind, sample.csv(), TWICE, sample.stored(), added=0, before=[(kind, sample.csv())])


def separators(corpus, kind, sample):
    for name, separator in (("semicolon", ";"), ("tab", "\t"), ("pipe", "|")):
        corpus.accepted(f"{name}-{kind}", kind, sample.csv(separator=separator), SEPARATORS, sample.stored())
    corpus.accepted(
        f"sep-line-{kind}", kind, "sep=;\r\n" + sample.csv(separator=";", end="\r\n"),
        "reading 1: a first line sep= names the separator", sample.stored())


def shapes(corpus, kind, sample):
    header, first, second = sample.csv().splitlines()
    many = "," * (len(sample.columns) - 1)
    why = "security.md, Dirty files: never a silent loss; reading 3"
    corpus.in_error(f"too-many-cells-{kind}", kind, f"{header}\n{first},more\n{second}\n", why, (2, "*"))
    corpus.accepted(
        f"too-many-empty-cells-{kind}", kind, f"{header},\n{first},,\n{second},,,\n", "reading 3: what is empty is no cell too many", sample.stored(),
        either=["rows_in_error"])
    corpus.in_error(f"too-few-cells-{kind}", kind, f"{header}\n{first}\n{second.split(',')[0]}\n", why, (3, "*"))
    corpus.in_error(
        f"short-of-an-optional-cell-{kind}", kind, f"{header}\n{first}\n{second.removesuffix(',')}\n", why, (3, "*"), either=["accepted"],
        stored=sample.stored(), read=2, added=2)
    corpus.accepted(
        f"spaces-only-line-{kind}", kind, f"{header}\n{first}\n   \n{second}\n", "reading 2: a line of blanks alone is no row",
        sample.stored(), either=["rows_in_error"])
    corpus.accepted(
        f"separators-only-line-{kind}", kind, f"{header}\n{first}\n{many}\n{second}\n{many}\n",
        "reading 2: a line of separators alone is no row", sample.stored(), either=["rows_in_error"])
    corpus.accepted(
        f"header-alone-{kind}", kind, header + "\n", "formats.md: header row; no row is a file without rows", {})
    corpus.refused(f"empty-{kind}", kind, "", "formats.md: a missing required column refuses the file; here all are missing")


def errors(corpus, kind, sample):
    header, first, second = sample.csv().splitlines()
    twice = "formats.md: a key twice in one file is a row in error; reading 4: the later one"
    key = sample.key
    corpus.in_error(f"key-twice-{kind}", kind, f"{header}\n{first}\n{second}\n{first}\n", twice, (4, key_columns(kind)))
    corpus.skipped(
        f"key-twice-skip-{kind}", kind, f"{header}\n{first}\n{second}\n{first}\n", twice, [(4, key_columns(kind))], sample.stored())
    bad = sample.csv(sample.cells(), sample.cells(1, **{key: ""}))
    corpus.in_error(f"key-empty-{kind}", kind, bad, "formats.md: required; reading 5: an empty key is none", (3, key))
    skipped = sample.csv(sample.cells(), sample.cells(0, **{key: "  "}), sample.cells(1))
    corpus.skipped(f"key-blank-skip-{kind}", kind, skipped, SKIP, [(3, key)], sample.stored())


def key_columns(kind):
    return {"order-lines": ("line_no", "order_no"), "activities": ("activity", "valid_from")}.get(kind, SAMPLES[kind].key)


def separators_in_cells(corpus):
    def good(name, content, values, why=SEPARATORS, kind="customers"):
        corpus.accepted(name, kind, content, why, {kind: values})

    good("semicolons-in-comma-file", "customer_key,name\nB1,a;b;c;d\nB2,e;f;g;h\n", {"B1": {"name": "a;b;c;d"}, "B2": {"name": "e;f;g;h"}})
    good("commas-in-semicolon-file", "customer_key;name\nB1;Smith, John, Jr\nB2;a,b,c\n", {"B1": {"name": "Smith, John, Jr"}, "B2": {"name": "a,b,c"}})
    good("tabs-with-commas", "customer_key\tname\nB1\tSmith, John\n", {"B1": {"name": "Smith, John"}})
    good("pipes-are-tags-in-comma-file", "customer_key,name,tags\nB1,Ann,x|y|z\n", {"B1": {"name": "Ann", "tags": "x|y|z"}})
    good("quoted-separator-comma", 'customer_key,name\nB1,"Smith, John"\n', {"B1": {"name": "Smith, John"}})
    good("quoted-separator-semicolon", 'customer_key;name\nB1;"Smith; John"\n', {"B1": {"name": "Smith; John"}})
    good("quoted-separator-tab", 'customer_key\tname\nB1\t"Smith; John"\n', {"B1": {"name": "Smith; John"}})
    good("quoted-tags-in-pipe-file", 'customer_key|name|tags\nB1|Ann|"x|y"\n', {"B1": {"name": "Ann", "tags": "x|y"}})
    good("sep-line-comma", "sep=,\ncustomer_key,name\nB1,a;b\n", {"B1": {"name": "a;b"}}, "reading 1: a first line sep= names the separator")
    good("sep-line-tab", "sep=\t\ncustomer_key\tname\nB1\tAnn\n", {"B1": {"name": "Ann"}}, "reading 1: a first line sep= names the separator")
    corpus.accepted(
        "unknown-header-full-of-semicolons", "customers", 'customer_key,name,"a;b;c;d;e;f"\nB1,Ann,1\n',
        "formats.md: unknown columns are named in a warning and skipped", {"customers": {"B1": {"name": "Ann"}}},
        warned=["a;b;c;d;e;f"])
    corpus.accepted(
        "decimal-comma-means-nothing-to-dates", "orders", "order_no;customer_key;ordered_on;net\nO1;K1;2026-01-05;100.50\n",
        SEPARATORS, {"orders": {"O1": {"net": "100.50"}}})
    corpus.in_error(
        "decimal-comma-semicolon-file", "orders", "order_no;customer_key;ordered_on;net\nO1;K1;2026-01-05;100,50\n",
        "formats.md: decimal point, no thousands separator", (2, "net"))
    corpus.in_error(
        "decimal-comma-splits-the-row", "orders", "order_no,customer_key,ordered_on,net\nO1,K1,2026-01-05,100,50\n",
        "formats.md: decimal point; security.md: never a silent loss", (2, "*"))
    corpus.refused(
        "sep-line-lies", "customers", "sep=;\ncustomer_key,name\nB1,Ann\n",
        "reading 1: a first line sep= names the separator, so the required columns are missing")
    corpus.refused(
        "separator-not-known", "customers", "customer_key^name\nB1^Ann\n", "formats.md: a missing required column refuses the file")


def line_numbers(corpus):
    columns = ["cost_no", "customer_key", "activity", "incurred_on", "amount", "note"]
    good = ["X1", "K1", "rebate", "2026-01-05", "5.00", cell("one\ntwo\nthree")]
    bad = ["X2", "K1", "rebate", "2026-02-30", "5.00", ""]
    why = "formats.md: the bad ones come back with line number; reading 6: lines as an editor counts them"
    corpus.in_error("line-after-embedded-ends", "costs", table(columns, [good, bad]), why, (5, "incurred_on"))
    corpus.in_error(
        "line-after-embedded-ends-crlf", "costs", table(columns, [good, bad], end="\r\n").replace("one\ntwo\n", "one\r\ntwo\r\n"),
        why, (5, "incurred_on"))
    corpus.in_error(
        "line-after-blank-lines", "customers", "customer_key,name\n\n\nB1,Ann\n\nB2,\n", why, (6, "name"))
    corpus.in_error("line-of-cr-file", "customers", "customer_key,name\rB1,Ann\rB2,\r", why, (3, "name"))
    corpus.in_error("line-after-sep-line", "customers", "sep=;\ncustomer_key;name\nB1;\n", why, (3, "name"))
    corpus.in_error(
        "several-rows-in-error", "customers", "customer_key,name,first_contact_on\nB1,,\nB2,Bob,\nB3,Cid,2026-13-01\n,Dan,\nB5,Eve,\n",
        "security.md, Dirty files: each as a row in error with its line and reason",
        (2, "name"), (4, "first_contact_on"), (5, "customer_key"))
    corpus.skipped(
        "several-rows-skipped", "customers", "customer_key,name,first_contact_on\nB1,,\nB2,Bob,\nB3,Cid,2026-13-01\n,Dan,\nB5,Eve,\n",
        SKIP, [(2, "name"), (4, "first_contact_on"), (5, "customer_key")],
        {"customers": {"B1": None, "B2": {"name": "Bob"}, "B3": None, "B5": {"name": "Eve"}}})
    corpus.in_error(
        "two-errors-in-one-row", "orders", "order_no,customer_key,ordered_on,net\nO1,K1,2026-02-30,x\n",
        "security.md, Dirty files: a row in error with its line and reason", (2, ("ordered_on", "net")))
    corpus.in_error(
        "line-broken-in-two", "customers", "customer_key,name,kind\nB1,Ann\nLtd,company\n", "security.md: never a silent loss; reading 3", (2, "*"), (3, "*"))
    corpus.skipped(
        "skipped-1500-rows", "customers", "customer_key,name\n" + "".join(f"B{n},\n" for n in range(1500)) + "B9999,Ann\n", SKIP,
        [(n + 2, "name") for n in range(1500)], {"customers": {"B0": None, "B1499": None, "B9999": {"name": "Ann"}}}, read=1501, added=1)
    corpus.skipped(
        "all-rows-skipped", "customers", "customer_key,name\nB1,\nB2,\n", SKIP, [(2, "name"), (3, "name")],
        {"customers": {"B1": None, "B2": None}})
    corpus.skipped(
        "nothing-to-skip", "customers", "customer_key,name\nB1,Ann\n", SKIP, [], {"customers": {"B1": {"name": "Ann"}}})
