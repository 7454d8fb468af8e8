"""Quotes (RFC 4180, which formats.md names) and the header row."""

from corpus import KINDS, table
from samples import SAMPLES

RFC = "formats.md: RFC 4180 quoting"
STRICT = "formats.md: RFC 4180 quoting; security.md: unbalanced quotes end as a refused file; reading 7"
UNKNOWN = "formats.md: unknown columns are named in a warning and skipped"
MISSING = "formats.md: a missing required column refuses the file"


def add(corpus):
    for kind in KINDS:
        sample = SAMPLES[kind]
        quotes_of_kind(corpus, kind, sample)
        header_of_kind(corpus, kind, sample)
    quotes(corpus)
    header(corpus)


def quotes_of_kind(corpus, kind, sample):
    quoted = [[f'"{c}"' for c in row] for row in (sample.columns, *sample.rows)]
    corpus.accepted(f"all-quoted-{kind}", kind, table(quoted[0], quoted[1:]), RFC, sample.stored())
    first, second = sample.csv().splitlines()[1:]
    head = ",".join(sample.columns)
    corpus.refused(f"unbalanced-{kind}", kind, f'{head}\n"{first}\n{second}\n', STRICT)
    corpus.refused(f"unbalanced-at-end-{kind}", kind, f'{head}\n{first}\n{second}"\n', STRICT)
    corpus.refused(f"text-after-quote-{kind}", kind, f'{head}\n"{first.split(",")[0]}"x,{first.split(",", 1)[1]}\n', STRICT)
    corpus.refused(f"quote-inside-cell-{kind}", kind, f'{head}\n{first.split(",")[0]}"y,{first.split(",", 1)[1]}\n', STRICT)


def header_of_kind(corpus, kind, sample):
    def good(name, content, why, **more):
        corpus.accepted(f"{name}-{kind}", kind, content, why, sample.stored(), **more)

    head = ",".join(sample.columns)
    rest = sample.csv().split("\n", 1)[1]
    turned = [row[::-1] for row in (sample.columns, *sample.rows)]
    good("re-ordered", table(turned[0], turned[1:]), "formats.md: column order is free")
    good("upper-case-header", head.upper() + "\n" + rest, "reading 8: column names in any case", either=["refused"])
    good("spaces-in-header", " " + head.replace(",", " , ") + " \n" + rest, "reading 8: blanks round a name do not count", either=["refused"])
    unknown = [[row[0], extra, *row[1:]] for row, extra in zip((sample.columns, *sample.rows), ("colour", "red", ""), strict=True)]
    good("unknown-column", table(unknown[0], unknown[1:]), UNKNOWN, warned=["colour"])
    corpus.refused(
        f"known-column-twice-{kind}", kind, table([*sample.columns, sample.columns[0]], [[*r, r[0]] for r in sample.rows]),
        "security.md, Dirty files: doubled headers; reading 9")
    for number, columns in enumerate(sample.missing, 1):
        places = [i for i, c in enumerate(sample.columns) if c not in columns]
        cut = [[row[i] for i in places] for row in (sample.columns, *sample.rows)]
        corpus.refused(f"missing-column-{number}-{kind}", kind, table(cut[0], cut[1:]), f"{MISSING}: {' and '.join(columns)}")
    corpus.refused(f"no-header-{kind}", kind, rest, MISSING)


def quotes(corpus):
    def good(name, content, values, why=RFC, kind="customers"):
        corpus.accepted(name, kind, content, why, {kind: values})

    good("doubled-quotes", 'customer_key,name\nB1,"He said ""hi"""\n', {"B1": {"name": 'He said "hi"'}})
    good("only-doubled-quotes", 'customer_key,name\nB1,""""\n', {"B1": {"name": '"'}})
    good("quoted-empty", 'customer_key,name,city\nB1,"Ann",""\n', {"B1": {"name": "Ann", "city": None}})
    good("quoted-key", '"customer_key","name"\n" B1 ","Ann"\n', {"B1": {"name": "Ann"}}, "formats.md: keys are trimmed")
    good("apostrophes-are-no-quotes", "customer_key,name\nB1,O'Neill\nB2,'tis\n", {"B1": {"name": "O'Neill"}, "B2": {"name": "'tis"}})
    good("typographic-quotes-are-text", "customer_key,name\nB1,“Ann”\nB2,«Bob»\n", {"B1": {"name": "“Ann”"}, "B2": {"name": "«Bob»"}})
    columns = ["cost_no", "customer_key", "activity", "incurred_on", "amount", "note"]
    for name, note in (("embedded-lf", "one\ntwo"), ("embedded-crlf", "one\r\ntwo"), ("embedded-blank-line", "one\n\ntwo"), ("embedded-separator", "a,b;c\td|e")):
        good(name, table(columns, [["X1", "K1", "rebate", "2026-01-05", "5.00", f'"{note}"'], ["X2", "K1", "rebate", "2026-01-05", "6.00", "after"]]),
             {"X1": {"amount": "5.00", "note": note}, "X2": {"amount": "6.00", "note": "after"}}, kind="costs",
             why="security.md, Dirty files: embedded line ends; a note has lines")
    corpus.in_error(
        "embedded-lf-in-name", "customers", 'customer_key,name\nB1,"Ann\nLtd"\n',
        "reading 10: a control character in one-line text is a row in error", (2, "name"))
    corpus.in_error(
        "quoted-empty-name", "customers", 'customer_key,name\nB1,""\n', "formats.md: required: customer_key, name", (2, "name"))
    corpus.refused("blank-before-quote", "customers", 'customer_key,name\nB1, "Ann"\n', STRICT)
    corpus.refused("blank-after-quote", "customers", 'customer_key,name\nB1,"Ann" \n', STRICT, either=["accepted"])
    corpus.refused("quote-alone", "customers", 'customer_key,name\nB1,"\n', STRICT)
    corpus.refused("inch-sign", "order-lines", 'order_no,line_no,product_name,net\nKNOWN,1,Pipe 2",5\n', STRICT)
    corpus.refused("unbalanced-skip", "customers", 'customer_key,name\nB1,Ann\nB2,"Bob\nB3,Cid\n', STRICT, skip_errors=True)
    swallowed = "security.md: unbalanced quotes; never a silent loss: the rows behind the quote are not told"
    corpus.refused("unbalanced-in-unknown-column", "customers", 'customer_key,name,extra\nB1,Ann,"x\nB2,Bob,y\nB3,Cid,z\n', swallowed)
    corpus.refused("unbalanced-in-unknown-column-skip", "customers", 'customer_key,name,extra\nB1,Ann,"x\nB2,Bob,y\n', swallowed, skip_errors=True)
    corpus.refused("unbalanced-between-columns", "customers", 'customer_key,extra,name\nB1,"x,Ann\nB2,y,Bob\n', swallowed)
    corpus.refused("unbalanced-short-skip", "customers", 'customer_key,name\nB1,Ann\n"B2,Bob\nB3,Cid\nB4,Dan\n', swallowed, skip_errors=True)
    corpus.refused("unbalanced-bad-row-skip", "orders", 'order_no,customer_key,ordered_on,net\nO1,K1,2026-02-30,"5\nO2,K1,2026-01-05,5\n', swallowed, skip_errors=True)
    for name, cell in (("text-after-quote-in-unknown-column", '"x"y'), ("quote-inside-unknown-column", 'x"y')):
        corpus.accepted(name, "customers", f"customer_key,name,extra\nB1,Ann,{cell}\n", UNKNOWN,
                        {"customers": {"B1": {"name": "Ann"}}}, either=["refused"])
    corpus.refused("unbalanced-surplus-cell", "customers", 'customer_key,name\nB1,Ann,"x\nB2,Bob\n', swallowed)
    corpus.refused("three-quotes", "customers", 'customer_key,name\nB1,"""\n', STRICT)
    corpus.refused("unbalanced-header", "customers", 'customer_key,"name\nB1,Ann\n', STRICT)
    corpus.refused("backslash-is-no-escape", "customers", 'customer_key,name\nB1,"Ann \\" Ltd"\n', STRICT)


def header(corpus):
    def good(name, content, values, why, **more):
        corpus.accepted(name, "customers", content, why, {"customers": values}, **more)

    good("unknown-twice", "customer_key,x,x,name\nB1,1,2,Ann\n", {"B1": {"name": "Ann"}}, UNKNOWN, warned=["x"])
    good("unknown-chinese", "customer_key,颜色,name\nB1,红,Ann\n", {"B1": {"name": "Ann"}}, UNKNOWN, warned=["颜色"])
    good("unknown-script", "customer_key,<script>alert(1)</script>,name\nB1,1,Ann\n", {"B1": {"name": "Ann"}}, UNKNOWN)
    good("unknown-key-of-other-kind", "customer_key,name,order_no\nB1,Ann,O9\n", {"B1": {"name": "Ann"}}, UNKNOWN, warned=["order_no"])
    good("empty-header-cell", "customer_key,name,\nB1,Ann,\n", {"B1": {"name": "Ann"}}, "reading 11: a nameless column is unknown")
    good("empty-header-cell-with-data", "customer_key,name,\nB1,Ann,lost?\n", {"B1": {"name": "Ann"}}, "reading 11: a nameless column is unknown",
         either=["refused", "rows_in_error"])
    good("blank-lines-before-header", "\n\r\n\ncustomer_key,name\nB1,Ann\n", {"B1": {"name": "Ann"}}, "reading 2: an empty line is no row",
         either=["refused"])
    good("quoted-header-with-separator", 'customer_key,"first, second",name\nB1,1,Ann\n', {"B1": {"name": "Ann"}}, UNKNOWN, warned=["first, second"])
    good("absent-column-leaves", "customer_key,name\nK1,New name\n",
         {"K1": {"name": "New name", "city": "Leeds", "region": "North", "tags": "old|regular", "estimated_annual_spend": "1000.00"}},
         "formats.md: an absent column leaves it", changed=1)
    good("empty-cell-clears", "customer_key,name,phone,city,region,source,estimated_annual_spend,first_contact_on,tags\nK1,Kay One,,,,,,,\n",
         {"K1": {"name": "Kay One", "phone": None, "city": None, "region": None, "source": None, "estimated_annual_spend": None,
                 "first_contact_on": None, "tags": None}},
         "formats.md: an empty cell clears the value", changed=1)
    good("unknown-column-leaves", "customer_key,name,town\nK1,Kay One,York\n", {"K1": {"name": "Kay One", "city": "Leeds"}},
         UNKNOWN, changed=0, added=0, warned=["town"])
    corpus.refused("header-chinese", "customers", "客户编号,名称\nB1,Ann\n", MISSING)
    corpus.refused("header-with-spaces-inside", "customers", "customer key,name\nB1,Ann\n", MISSING)
    corpus.refused("title-before-header", "customers", "Our customers\ncustomer_key,name\nB1,Ann\n", MISSING)
    corpus.refused("only-blank-lines", "customers", "\n\r\n\n  \n", MISSING)
    corpus.refused("only-bom", "customers", b"\xef\xbb\xbf", MISSING)
    corpus.refused("only-bom-utf16", "customers", b"\xff\xfe", MISSING)
    corpus.refused("one-space", "customers", " ", MISSING)
    corpus.refused("sep-line-alone", "customers", "sep=;\n", MISSING)
    corpus.refused("wrong-kind", "orders", "customer_key,name\nB1,Ann\n", MISSING)
    corpus.refused("zero-width-in-header", "customers", "customer\u200b_key,name\nB1,Ann\n", MISSING)
