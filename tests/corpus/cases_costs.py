"""Costs to serve, activities with their rates, survey answers."""

from corpus import table

AMOUNT = "formats.md: amount, where absent, is quantity x the activity's rate with the latest valid_from <= that date, rounded to cents (half to even)"
NO_RATE = "formats.md: no such rate is a row in error"
DIRECT = "formats.md: activities of direct amounts need no rate"
NEITHER = "formats.md: amount, where absent, is quantity x rate: without both there is none"
PAIR = "formats.md: an activity of direct amounts has neither rate nor valid_from"
BOUNDS = "formats.md: satisfaction (0..100), recommend (0..10)"
ANSWER = "formats.md: required: the first three and one answer"


def add(corpus):
    costs(corpus)
    activities(corpus)
    surveys(corpus)


def costs(corpus):
    def file(**cells):
        row = {"cost_no": "X1", "customer_key": "K1", "activity": "visit", "incurred_on": "2026-01-15"} | cells
        return table(list(row), [list(row.values())])

    def good(name, why, stored, **cells):
        corpus.accepted(name, "costs", file(**cells), why, {"costs": {"X1": stored}})

    def bad(name, why, column, **cells):
        corpus.in_error(name, "costs", file(**cells), why, (2, column))

    good("cost-by-rate", AMOUNT, {"quantity": "2.5", "amount": "75.00"}, quantity="2.5")
    good("cost-first-day", AMOUNT, {"amount": "30.00"}, quantity="1", incurred_on="2026-01-01")
    good("cost-last-day-of-rate", AMOUNT, {"amount": "30.00"}, quantity="1", incurred_on="2026-01-31")
    good("cost-new-rate-day", AMOUNT, {"amount": "12.50"}, quantity="100", incurred_on="2026-02-01")
    good("cost-long-after", AMOUNT, {"amount": "12.50"}, quantity="100", incurred_on="2030-01-01")
    for name, quantity, amount in (
        ("one", "1", "0.12"), ("three", "3", "0.38"), ("fifth", "0.2", "0.02"), ("three-fifths", "0.6", "0.08"), ("over", "1.000001", "0.13"),
        ("nothing", "0.04", "0.00"), ("cent-and-half", "0.12", "0.02"),
    ):
        good(f"cost-half-even-{name}", AMOUNT, {"amount": amount}, quantity=quantity, incurred_on="2026-02-10")
    good("cost-sixth", AMOUNT, {"amount": "10.00"}, quantity="0.333333")
    good("cost-zero-quantity", AMOUNT, {"amount": "0.00"}, quantity="0")
    good("cost-amount-given", AMOUNT, {"quantity": "2", "amount": "7.77"}, quantity="2", amount="7.77")
    good("cost-amount-alone", AMOUNT, {"quantity": None, "amount": "7.77"}, amount="7.77")
    good("cost-amount-before-first-rate", NO_RATE + "; the amount is not absent", {"amount": "7.77"}, amount="7.77", incurred_on="2025-12-31")
    good("cost-direct", DIRECT, {"activity": "rebate", "amount": "7.77"}, activity="rebate", amount="7.77")
    good("cost-direct-with-quantity", DIRECT, {"quantity": "3", "amount": "7.77"}, activity="rebate", amount="7.77", quantity="3")
    good("cost-note-empty", "formats.md: an empty cell clears the value", {"note": None}, quantity="1", note="")
    bad("cost-before-first-rate", NO_RATE, ("activity", "incurred_on", "amount", "quantity"), quantity="1", incurred_on="2025-12-31")
    bad("cost-direct-without-amount", NO_RATE, ("activity", "incurred_on", "amount", "quantity"), activity="rebate", quantity="1")
    bad("cost-neither", NEITHER, ("amount", "quantity"), quantity="", amount="")
    bad("cost-neither-column", NEITHER, ("amount", "quantity"))
    bad("cost-direct-neither", NEITHER, ("amount", "quantity"), activity="rebate", quantity="", amount="")
    corpus.in_error("cost-amount-negative", "costs", file(amount="-5"), "reading 13: amounts are written positive", (2, "amount"), either=["accepted"],
                    read=1, added=1, stored={"costs": {"X1": {"amount": "-5.00"}}})
    corpus.in_error("cost-quantity-negative", "costs", file(quantity="-1"), "reading 13: amounts are written positive", (2, "quantity"),
                    either=["accepted"], read=1, added=1, stored={"costs": {"X1": {"amount": "-30.00"}}})
    corpus.accepted("cost-emptied-amount", "costs", file(quantity="2", amount=""), "formats.md: an empty cell clears the value; the amount is by rate then",
                    {"costs": {"X1": {"amount": "60.00"}}}, changed=1, before=[("costs", file(quantity="2", amount="7.77"))])
    corpus.accepted("cost-amount-kept", "costs", file(quantity="3"), "formats.md: an absent column leaves it",
                    {"costs": {"X1": {"quantity": "3", "amount": "7.77"}}}, changed=1, before=[("costs", file(quantity="2", amount="7.77"))], is_open=True)
    corpus.accepted("cost-moved-to-a-new-rate", "costs", file(incurred_on="2026-02-15"), AMOUNT + "; an absent column leaves it",
                    {"costs": {"X1": {"quantity": "100", "amount": "12.50"}}}, changed=1, before=[("costs", file(quantity="100"))])
    corpus.skipped(
        "costs-some-skipped", "costs",
        "cost_no,customer_key,activity,incurred_on,quantity\nX1,K1,visit,2025-12-31,1\nX2,K9,visit,2026-01-05,1\nX3,K1,visit,2026-01-05,1\nX4,K1,dance,2026-01-05,1\n",
        NO_RATE, [(2, ("activity", "incurred_on", "amount", "quantity")), (3, "customer_key"), (5, "activity")],
        {"costs": {"X1": None, "X2": None, "X3": {"amount": "30.00"}, "X4": None}})


def activities(corpus):
    head = "activity,valid_from,unit,rate\n"

    def good(name, why, row, key, stored, **more):
        corpus.accepted(name, "activities", head + row + "\n", why, {"activities": {key: stored}}, **more)

    good("activity-rated", PAIR, "phone,2026-01-01,minute,0.75", "phone/2026-01-01", {"unit": "minute", "rate": "0.75"})
    good("activity-direct", PAIR, "bonus,,amount,", "bonus/", {"unit": "amount", "rate": None})
    good("activity-rate-zero", "formats.md gives a rate no lower bound but sense", "phone,2026-01-01,minute,0", "phone/2026-01-01", {"rate": "0"},
         either=["rows_in_error"])
    good("activity-rate-corrected", "formats.md: rows are matched by the keys", "visit,2026-01-01,visit,31", "visit/2026-01-01", {"rate": "31"}, changed=1)
    good("activity-rate-added", "formats.md: activity and valid_from are the key", "visit,2026-03-01,visit,0.5", "visit/2026-03-01", {"rate": "0.5"})
    good("activity-rate-same", "formats.md: applying the same again changes nothing", "visit,2026-01-01,visit,30.000000", "visit/2026-01-01", {"rate": "30"}, added=0)
    good("activity-large-rate", "architecture.md: numeric", "phone,2026-01-01,minute,999999999999", "phone/2026-01-01", {"rate": "999999999999"})
    corpus.accepted("activity-columns-absent", "activities", "activity,unit\nbonus,amount\n", PAIR, {"activities": {"bonus/": {"unit": "amount", "rate": None}}})
    corpus.in_error("activity-rate-without-date", "activities", head + "phone,,minute,0.75\n", PAIR, (2, ("valid_from", "rate")))
    corpus.in_error("activity-date-without-rate", "activities", head + "phone,2026-01-01,minute,\n", PAIR, (2, ("valid_from", "rate")))
    corpus.in_error("activity-rate-column-absent", "activities", "activity,unit,valid_from\nphone,minute,2026-01-01\n", PAIR, (2, ("valid_from", "rate")))
    corpus.in_error("activity-date-column-absent", "activities", "activity,unit,rate\nphone,minute,1\n", PAIR, (2, ("valid_from", "rate")))
    corpus.in_error("activity-rate-negative", "activities", head + "phone,2026-01-01,minute,-1\n", "reading 13: amounts are written positive", (2, "rate"),
                    either=["accepted"], read=1, added=1, stored={"activities": {"phone/2026-01-01": {"rate": "-1"}}})
    corpus.in_error("activity-direct-twice", "activities", head + "bonus,,amount,\nbonus,,amount,\n", "formats.md: a key twice in one file is a row in error",
                    (3, ("activity", "valid_from")))
    corpus.skipped("activities-some-skipped", "activities", head + "phone,2026-01-01,minute,1\nfax,2026-01-01,page,\nbonus,,amount,\n", PAIR,
                   [(3, ("valid_from", "rate"))], {"activities": {"phone/2026-01-01": {"rate": "1"}, "fax/2026-01-01": None, "bonus/": {"rate": None}}})


def surveys(corpus):
    def file(satisfaction, recommend):
        return f"survey_no,customer_key,answered_on,satisfaction,recommend\nS1,K1,2026-03-01,{satisfaction},{recommend}\n"

    for name, satisfaction, recommend in (
        ("lowest", "0", "0"), ("highest", "100", "10"), ("decimals", "70.25", ""), ("satisfaction-alone", "80", ""), ("recommend-alone", "", "9"),
        ("just-inside", "99.999999", ""),
    ):
        stored = {"satisfaction": satisfaction or None, "recommend": recommend or None}
        corpus.accepted(f"survey-{name}", "surveys", file(satisfaction, recommend), BOUNDS, {"surveys": {"S1": stored}})
    corpus.accepted("survey-half-recommend", "surveys", file("", "9.5"), BOUNDS, {"surveys": {"S1": {"recommend": "9.5"}}}, either=["rows_in_error"])
    corpus.accepted("survey-100-point-0", "surveys", file("100.0", "10.0"), BOUNDS, {"surveys": {"S1": {"satisfaction": "100", "recommend": "10"}}})
    for name, satisfaction, recommend, column in (
        ("below", "-0.01", "", "satisfaction"), ("above", "100.01", "", "satisfaction"), ("far-above", "1000", "", "satisfaction"),
        ("recommend-below", "", "-1", "recommend"), ("recommend-above", "", "10.5", "recommend"), ("recommend-11", "", "11", "recommend"),
        ("good-and-bad", "80", "11", "recommend"), ("word", "good", "", "satisfaction"), ("stars", "★★★★", "", "satisfaction"), ("of-ten", "8/10", "", "satisfaction"),
    ):
        corpus.in_error(f"survey-{name}", "surveys", file(satisfaction, recommend), BOUNDS, (2, column))
    corpus.in_error("survey-no-answer", "surveys", file("", ""), ANSWER, (2, ("satisfaction", "recommend")))
    corpus.in_error("survey-no-answer-column", "surveys", "survey_no,customer_key,answered_on,satisfaction\nS1,K1,2026-03-01,\n", ANSWER,
                    (2, ("satisfaction", "recommend")))
    corpus.in_error("survey-date-empty", "surveys", "survey_no,customer_key,answered_on,satisfaction\nS1,K1,,80\n", ANSWER, (2, "answered_on"))
    corpus.skipped(
        "surveys-some-skipped", "surveys",
        "survey_no,customer_key,answered_on,satisfaction,recommend\nS1,K1,2026-03-01,101,\nS2,K1,2026-03-01,80,\nS3,K1,2026-03-01,,\nS4,K9,2026-03-01,80,\n",
        BOUNDS, [(2, "satisfaction"), (4, ("satisfaction", "recommend")), (5, "customer_key")],
        {"surveys": {"S1": None, "S2": {"satisfaction": "80"}, "S3": None, "S4": None}})
