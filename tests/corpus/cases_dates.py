"""Dates: ISO or nothing, and days that never were."""

from corpus import table

ISO = "formats.md: ISO dates (2026-11-21)"
WORDS = "security.md: PostgreSQL's date words never reach a cast"
NEVER = "security.md, Dirty files: impossible dates"
FAR = "security.md, Dirty files: far away dates; reading 14"

COLUMNS = {
    ("customers", "first_contact_on"): (["customer_key", "name", "first_contact_on"], ["B1", "Ann"]),
    ("orders", "ordered_on"): (["order_no", "customer_key", "net", "ordered_on"], ["O1", "K1", "5"]),
    ("orders", "due_on"): (["order_no", "customer_key", "net", "ordered_on", "due_on"], ["O1", "K1", "5", "2026-01-05"]),
    ("orders", "paid_on"): (["order_no", "customer_key", "net", "ordered_on", "paid_on"], ["O1", "K1", "5", "2026-01-05"]),
    ("order-lines", "ordered_on"): (["order_no", "line_no", "customer_key", "net", "ordered_on"], ["L1", "1", "K1", "5"]),
    ("costs", "incurred_on"): (["cost_no", "customer_key", "activity", "amount", "incurred_on"], ["X1", "K1", "rebate", "5"]),
    ("activities", "valid_from"): (["activity", "unit", "rate", "valid_from"], ["phone", "minute", "0.5"]),
    ("surveys", "answered_on"): (["survey_no", "customer_key", "recommend", "answered_on"], ["S1", "K1", "9"]),
}


def add(corpus):
    formats(corpus)
    for (kind, column), (columns, cells) in COLUMNS.items():
        def dated(text, columns=columns, cells=cells):
            return table(columns, [[*cells, text]])

        for name, text, why in (
            ("slashes", "05/01/2026", ISO), ("impossible", "2026-02-30", NEVER), ("infinity", "infinity", WORDS), ("now", "now", WORDS),
            ("serial", "46027", "security.md, Dirty files: Excel serials"), ("year-9999", "9999-12-31", FAR), ("year-1", "0001-01-01", FAR),
        ):
            corpus.in_error(f"{name}-{kind}-{column}", kind, dated(text), why, (2, column))
        key = {"activities": "phone/2024-02-29", "order-lines": "L1/1"}.get(kind, cells[0])
        stored = {} if kind == "activities" else {column: "2024-02-29"}
        if kind == "order-lines":
            values = {kind: {key: {}}, "orders": {"L1": stored}}
        else:
            values = {kind: {key: stored}}
        corpus.accepted(f"leap-day-{kind}-{column}", kind, dated("2024-02-29"), ISO, values)


def formats(corpus):
    columns, cells = COLUMNS["orders", "ordered_on"]

    def order(text):
        return table(columns, [[*cells, text]])

    for name, text in (
        ("german", "5.1.2026"), ("german-padded", "05.01.2026"), ("us-dashes", "01-05-2026"), ("slashes-iso", "2026/01/05"),
        ("points-iso", "2026.01.05"), ("compact", "20260105"), ("unpadded", "2026-1-5"), ("two-digit-year", "26-01-05"),
        ("time", "2026-01-05T00:00:00"), ("time-zone", "2026-01-05T00:00:00Z"), ("time-blank", "2026-01-05 00:00"), ("chinese", "2026年1月5日"),
        ("chinese-era", "民國115年1月5日"), ("english", "5 Jan 2026"), ("english-long", "January 5, 2026"), ("week", "2026-W02-1"), ("ordinal", "2026-005"),
        ("full-width", "２０２６-０１-０５"), ("arabic-digits", "٢٠٢٦-٠١-٠٥"), ("en-dashes", "2026–01–05"), ("five-digit-year", "12026-01-05"),
        ("signed-year", "+2026-01-05"), ("negative-year", "-0001-01-05"), ("month-only", "2026-01"), ("year-only", "2026"), ("bc", "2026-01-05 BC"),
        ("unix-time", "1767571200"), ("serial-time", "46027.5"), ("formula", "=TODAY()"), ("trailing-text", "2026-01-05x"), ("zero", "0"),
    ):
        text = f'"{text}"' if "," in text else text
        corpus.in_error(f"date-{name}", "orders", order(text), ISO, (2, "ordered_on"))
    for text in ("epoch", "today", "tomorrow", "yesterday", "-infinity", "allballs", "J2451187"):
        corpus.in_error(f"date-word-{text}", "orders", order(text), WORDS, (2, "ordered_on"))
    for text in ("2026-00-05", "2026-13-01", "2026-01-00", "2026-01-32", "2026-04-31", "2025-02-29", "1900-02-29", "2100-02-29", "0000-00-00", "0000-01-01"):
        corpus.in_error(f"date-never-{text}", "orders", order(text), NEVER, (2, "ordered_on"))
    for text in ("1899-12-31", "2200-01-01"):
        corpus.in_error(f"date-far-{text}", "orders", order(text), FAR, (2, "ordered_on"))
    for text in ("1900-01-01", "2199-12-31", "2000-02-29", "2026-12-31"):
        corpus.accepted(f"date-{text}", "orders", order(text), ISO, {"orders": {"O1": {"ordered_on": text}}})
    corpus.accepted("date-blanks-round-it", "orders", order(" 2026-01-05  "), "reading 12: blanks round a cell do not count",
                    {"orders": {"O1": {"ordered_on": "2026-01-05"}}})
    corpus.in_error("date-empty", "orders", order(""), "formats.md: required: order_no, customer_key, ordered_on", (2, "ordered_on"))
    corpus.accepted("paid-before-ordered", "orders", "order_no,customer_key,ordered_on,net,due_on,paid_on\nO1,K1,2026-01-05,5,2026-01-01,2025-12-01\n",
                    "value-model.md: days late at least 0, whatever the order's own date",
                    {"orders": {"O1": {"due_on": "2026-01-01", "paid_on": "2025-12-01"}}})
