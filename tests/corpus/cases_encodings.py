"""Encodings: found out by marks and by plenty of Chinese text, named, or refused; never guessed."""

from chinese import SIMPLIFIED, SIMPLIFIED_NOTES, TRADITIONAL, TRADITIONAL_NOTES
from corpus import KINDS, table
from samples import SAMPLES

MARKED = "security.md, Dirty files: an import meets BOMs, UTF-16; each ends as accepted, a row in error or a refused file"
FOUND = "security.md: strict UTF-8, GB18030 by choice or detection; reading 21"
NAMED = "security.md: GB18030 by choice; reading 21: a named encoding is taken, or the file is refused"
STRICT = "security.md: strict UTF-8 (throw); never a silent loss"
GUESS = "reading 21: what is neither UTF-8 nor clearly Chinese is refused, never guessed"
LONE = "security.md: NUL and lone surrogates refused before PostgreSQL sees them"
HEAD = ["customer_key", "name"]
UTF8_BOM, LE_BOM, BE_BOM = b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"

LATIN = [
    "Müller", "José", "garçon", "Søren Ångström", "Société Générale", "CRÉÉE À NÎMES", "Straße 5", "Piñata", "Çelik Örnek", "Bäckerei Schäfer",
    "Crème brûlée", "São Paulo", "Zürich", "Malmö", "Besançon", "Günther",
]


def add(corpus):
    for kind in KINDS:
        marked(corpus, kind, SAMPLES[kind])
    unmarked(corpus)
    found(corpus)
    named(corpus)
    not_guessed(corpus)
    broken(corpus)


def customers(names):
    return table(HEAD, [[f"B{n}", name] for n, name in enumerate(names)])


def kept_names(names):
    return {"customers": {f"B{n}": {"name": name} for n, name in enumerate(names)}}


def marked(corpus, kind, sample):
    text = sample.csv(end="\r\n")
    for name, content in (
        ("utf8-bom", UTF8_BOM + text.encode()), ("utf16le-bom", LE_BOM + text.encode("utf-16-le")), ("utf16be-bom", BE_BOM + text.encode("utf-16-be")),
        ("utf16-tabs", LE_BOM + sample.csv(separator="\t", end="\r\n").encode("utf-16-le")),
    ):
        corpus.accepted(f"{name}-{kind}", kind, content, MARKED, sample.stored())


def unmarked(corpus):
    def good(name, content, names, why=MARKED, **more):
        corpus.accepted(name, "customers", content, why, kept_names(names), **more)

    mixed = ["Ann", "Ünal", "陳大文", "🙂", "Zo\u00eb", "𠮷"]
    good("utf8", customers(mixed), mixed)
    good("utf8-bom-quoted-header", UTF8_BOM + '"customer_key","name"\n"B0","Ann"\n'.encode(), ["Ann"])
    good("utf8-bom-sep-line", UTF8_BOM + b"sep=;\r\ncustomer_key;name\r\nB0;Ann\r\n", ["Ann"])
    good("utf16le-mixed", LE_BOM + customers(mixed).encode("utf-16-le"), mixed)
    good("utf16be-mixed", BE_BOM + customers(mixed).encode("utf-16-be"), mixed)
    good("utf16le-without-bom", customers(["Ann", "Bob"]).encode("utf-16-le"), ["Ann", "Bob"], either=["refused"])
    good("utf16be-without-bom", customers(["Ann", "Bob"]).encode("utf-16-be"), ["Ann", "Bob"], either=["refused"])
    good("utf16le-without-bom-chinese", customers(SIMPLIFIED).encode("utf-16-le"), SIMPLIFIED, either=["refused"])
    good("utf8-named-with-bom", UTF8_BOM + customers(mixed).encode(), mixed, encoding="utf-8")
    good("utf8-chinese", customers(SIMPLIFIED), SIMPLIFIED)
    good("utf8-traditional", customers(TRADITIONAL), TRADITIONAL)
    corpus.not_stored("utf32le-bom", "customers", b"\xff\xfe\0\0" + customers(["Ann"]).encode("utf-32-le"), MARKED)
    corpus.not_stored("utf32be-bom", "customers", b"\0\0\xfe\xff" + customers(["Ann"]).encode("utf-32-be"), MARKED)
    corpus.refused("two-boms", "customers", UTF8_BOM * 2 + customers(["Ann"]).encode(), "formats.md: a missing required column refuses the file",
                   either=["accepted"], read=1, added=1, stored=kept_names(["Ann"]))


def found(corpus):
    for encoding, names, notes in (("gb18030", SIMPLIFIED, SIMPLIFIED_NOTES), ("gbk", SIMPLIFIED, SIMPLIFIED_NOTES), ("big5", TRADITIONAL, TRADITIONAL_NOTES)):
        def good(name, kind, text, stored, encoding=encoding, **more):
            corpus.accepted(f"{encoding}-{name}", kind, text.encode(encoding), FOUND, {kind: stored}, **more)

        city = names[0][:2]
        good("found-customers", "customers", table([*HEAD, "city"], [[f"B{n}", name, city] for n, name in enumerate(names)]),
             {f"B{n}": {"name": name, "city": city} for n, name in enumerate(names)})
        good("found-crlf-semicolon", "customers", table(HEAD, [[f"B{n}", name] for n, name in enumerate(names)], ";", "\r\n"),
             {f"B{n}": {"name": name} for n, name in enumerate(names)})
        good("found-costs", "costs",
             table(["cost_no", "customer_key", "activity", "incurred_on", "amount", "note"], [[f"X{n}", "K1", "rebate", "2026-01-05", "5", f'"{note}"'] for n, note in enumerate(notes)]),
             {f"X{n}": {"note": note} for n, note in enumerate(notes)})
        good("found-lines", "order-lines", table(["order_no", "line_no", "net", "product_name"], [["KNOWN", str(n), "5", name] for n, name in enumerate(names)]),
             {f"KNOWN/{n}": {"product_name": name} for n, name in enumerate(names)})
        good("found-activities", "activities", table(["activity", "unit"], [[name, note] for name, note in zip(names, notes)]),
             {f"{name}/": {"unit": note} for name, note in zip(names, notes)})
        good("found-orders", "orders", table(["order_no", "customer_key", "ordered_on", "net"], [[name, "K1", "2026-01-05", "5"] for name in names]),
             {name: {"net": "5.00"} for name in names})
        good("found-surveys", "surveys", table(["survey_no", "customer_key", "answered_on", "recommend"], [[name, "K1", "2026-03-01", "9"] for name in names]),
             {name: {"recommend": "9"} for name in names})
        good("found-unknown-column", "customers", table([*HEAD, "备注" if encoding != "big5" else "備註"], [[f"B{n}", name, "x"] for n, name in enumerate(names)]),
             {f"B{n}": {"name": name} for n, name in enumerate(names)}, warned=["备注" if encoding != "big5" else "備註"])
        corpus.in_error(
            f"{encoding}-found-row-in-error", "customers", table([*HEAD, "first_contact_on"], [[f"B{n}", name, "2026年1月5日" if n == 3 else ""] for n, name in enumerate(names)]).encode(encoding),
            FOUND, (5, "first_contact_on"))
    four = ["㐀㐁公司", "𠮷野家有限公司", *SIMPLIFIED]
    corpus.accepted("gb18030-found-four-bytes", "customers", customers(four).encode("gb18030"), FOUND, kept_names(four))
    euro = ["€100欧元商店", *SIMPLIFIED]
    corpus.accepted("gb18030-found-euro", "customers", customers(euro).encode("gb18030"), FOUND, kept_names(euro))
    ascii_first = [*(f"Customer {n}" for n in range(400)), *SIMPLIFIED]
    corpus.accepted("gb18030-found-late", "customers", customers(ascii_first).encode("gb18030"), FOUND, kept_names(ascii_first), either=["refused"])
    corpus.accepted("gb18030-one-name", "customers", customers(["王小明"]).encode("gb18030"), FOUND, kept_names(["王小明"]), either=["refused"])
    corpus.accepted("big5-one-name", "customers", customers(["陳大文"]).encode("big5"), FOUND, kept_names(["陳大文"]), either=["refused"])


def named(corpus):
    def good(name, encoding, names, codec=None, bom=b"", **more):
        corpus.accepted(f"named-{name}", "customers", bom + customers(names).encode(codec or encoding), NAMED, kept_names(names), encoding=encoding, **more)

    def refused(name, encoding, content):
        corpus.refused(f"named-{name}", "customers", content, NAMED, encoding=encoding)

    good("gb18030", "gb18030", ["王小明", "北京公司"])
    good("gb18030-four-bytes", "gb18030", ["㐀", "𠮷", "王"])
    good("gb18030-ascii", "gb18030", ["Ann"])
    good("gb18030-upper-case", "GB18030", ["王小明"])
    good("gbk", "gbk", ["王小明", "镕"])
    good("big5", "big5", ["陳大文", "許功蓋"])
    good("utf16-bom", "utf-16", ["Ann", "王"], "utf-16-le", LE_BOM)
    good("utf16-without-bom", "utf-16", ["Ann", "王"], "utf-16-le", either=["refused"])
    good("utf16-big-endian", "utf-16", ["Ann", "王"], "utf-16-be", BE_BOM)
    good("windows-1252", "windows-1252", LATIN)
    good("windows-1252-euro", "windows-1252", ["€ “Ann” – ™"])
    good("windows-1252-ascii", "windows-1252", ["Ann"])
    good("utf8", "utf-8", ["Ann", "王", "Müller"])
    good("utf8-with-bom", "utf-8", ["Ann", "王"], bom=UTF8_BOM)
    refused("utf8-but-gbk", "utf-8", customers(SIMPLIFIED).encode("gbk"))
    refused("utf8-but-latin", "utf-8", customers(LATIN).encode("latin-1"))
    refused("utf8-but-utf16", "utf-8", LE_BOM + customers(["Ann"]).encode("utf-16-le"))
    refused("gb18030-but-latin", "gb18030", customers(["José"]).encode("latin-1"))
    refused("gb18030-cut", "gb18030", customers(["王小明"]).encode("gb18030").rstrip(b"\n")[:-1])
    refused("gb18030-four-bytes-cut", "gb18030", customers(["𠮷"]).encode("gb18030").rstrip(b"\n")[:-1])
    refused("big5-but-latin", "big5", customers(["José"]).encode("latin-1"))
    refused("big5-cut", "big5", customers(["陳大文"]).encode("big5").rstrip(b"\n")[:-1])
    refused("utf16-odd-length", "utf-16", LE_BOM + customers(["Ann"]).encode("utf-16-le") + b"\n")
    refused("utf16-but-utf8", "utf-16", customers(["Annabel"]).encode())
    refused("unknown", "klingon", customers(["Ann"]))
    refused("unknown-looks-known", "utf-9", customers(["Ann"]))
    refused("blank-name", " ", customers(["Ann"]))
    corpus.not_stored("named-windows-1252-undefined", "customers", b"customer_key,name\nB0,A\x81nn\n", NAMED, encoding="windows-1252")
    corpus.in_error("named-gb18030-row-in-error", "orders", "order_no,customer_key,ordered_on,net\n订单,K1,2026年1月5日,5\n".encode("gb18030"),
                    "formats.md: ISO dates", (2, "ordered_on"), encoding="gb18030")
    corpus.skipped("named-gb18030-skipped", "orders", "order_no,customer_key,ordered_on,net\n订单一,K1,2026-01-05,5\n订单二,K1,,5\n".encode("gb18030"),
                   "formats.md: required", [(3, "ordered_on")], {"orders": {"订单一": {"net": "5.00"}, "订单二": None}}, encoding="gb18030")


def not_guessed(corpus):
    def refused(name, content, why=GUESS):
        corpus.refused(name, "customers", content, why)

    for number, text in enumerate(LATIN):
        refused(f"latin-{number}-alone", customers([text]).encode("latin-1"))
    refused("latin-many", customers(LATIN).encode("latin-1"))
    refused("latin-many-times", customers(LATIN * 30).encode("latin-1"))
    refused("latin-capitals", customers(["ÄÖÜ GMBH", "ÉÈÊË", "ÀÁÂÃ", "ÑÑÑÑ", "ÇÉÀÈÙ"] * 4).encode("latin-1"))
    refused("windows-1252-quotes", customers(["“Ann” – “Bob”", "€ 5", "l’été"]).encode("cp1252"))
    refused("mac-roman", customers(["Müller", "José", "garçon"]).encode("mac_roman"))
    refused("cp850", customers(["Müller", "José", "garçon"]).encode("cp850"))
    refused("cp1251", customers(["Иванов Иван", "Петрова Анна", "ООО Ромашка", "Санкт-Петербург", "Общество"] * 4).encode("cp1251"))
    refused("koi8-r", customers(["Иванов Иван", "Петрова Анна", "ООО Ромашка", "Санкт-Петербург", "Общество"] * 4).encode("koi8-r"))
    refused("greek", customers(["Αθήνα", "Παπαδόπουλος", "Θεσσαλονίκη"] * 6).encode("iso8859-7"))
    refused("hebrew", customers(["שלום", "ירושלים", "תל אביב"] * 6).encode("cp1255"))
    refused("arabic", customers(["محمد علي", "شركة التجارة", "القاهرة"] * 6).encode("cp1256"))
    refused("thai", customers(["บริษัท", "กรุงเทพ", "สมชาย"] * 6).encode("tis-620"))
    refused("shift-jis", customers(["株式会社東京", "さくら商店", "カタカナ", "山田太郎"] * 5).encode("shift_jis"))
    refused("euc-jp", customers(["株式会社東京", "さくら商店", "カタカナ", "山田太郎"] * 5).encode("euc-jp"))
    refused("euc-kr", customers(["주식회사 서울", "김철수", "대한민국 부산", "한국전자"] * 5).encode("euc-kr"))
    refused("utf7", customers(["+AGEAYgBj-"]).encode() + b"\xfc\n")


def broken(corpus):
    good = customers(SIMPLIFIED).encode()
    middle = good.index("公司".encode()) + 1

    def refused(name, content, why=STRICT, **more):
        corpus.refused(name, "customers", content, why, **more)

    refused("utf8-cut-at-end", good.rstrip(b"\n")[:-1])
    refused("utf8-cut-two-bytes", good.rstrip(b"\n")[:-2])
    refused("utf8-cut-alone", customers(["é"]).encode().rstrip(b"\n")[:-1])
    refused("utf8-cut-emoji", customers(["🙂"]).encode().rstrip(b"\n")[:-1])
    refused("utf8-byte-missing", good[:middle] + good[middle + 1:])
    refused("utf8-byte-doubled", good[:middle] + good[middle - 1:])
    refused("utf8-one-latin-row", good + "B99,Müller\n".encode("latin-1"))
    refused("utf8-one-gbk-row", good + "B99,王小明\n".encode("gbk"))
    refused("utf8-bom-then-gbk", UTF8_BOM + customers(SIMPLIFIED).encode("gbk"))
    refused("utf8-bom-then-latin", UTF8_BOM + customers(LATIN).encode("latin-1"))
    refused("utf8-overlong", b"customer_key,name\nB0,A\xc0\xafB\n")
    refused("utf8-surrogate", b"customer_key,name\nB0,A\xed\xa0\x80B\n", LONE)
    refused("utf8-surrogate-pair", b"customer_key,name\nB0,A\xed\xa0\xbd\xed\xb9\x82B\n", LONE)
    refused("utf8-beyond-unicode", b"customer_key,name\nB0,A\xf4\x90\x80\x80B\n")
    refused("utf8-five-bytes", b"customer_key,name\nB0,A\xf8\x88\x80\x80\x80B\n")
    refused("utf8-lone-continuation", b"customer_key,name\nB0,A\x80B\n")
    refused("utf8-ff", b"customer_key,name\nB0,A\xffB\n")
    refused("utf8-broken-in-key", b"customer_key,name\nB\xc3,Ann\n")
    refused("utf8-broken-in-header", b"customer_key,name,\xc3\nB0,Ann,x\n")
    refused("utf8-broken-late", customers([f"Customer {n}" for n in range(20000)]).encode() + b"Z,A\xc3\n")
    refused("utf8-broken-skip", b"customer_key,name\nB0,Ann\nB1,A\xc3\n", skip_errors=True)
    refused("gb18030-broken-inside", customers(SIMPLIFIED).encode("gb18030") + b"B99,A\xff\xffB\n")
    refused("big5-broken-inside", customers(TRADITIONAL).encode("big5") + b"B99,A\xff\xffB\n")
    refused("gb18030-cut-at-end", customers(SIMPLIFIED).encode("gb18030").rstrip(b"\n")[:-1])
    refused("utf16-cut-at-end", LE_BOM + customers(["Ann"]).encode("utf-16-le")[:-1])
    corpus.not_stored("utf16-lone-surrogate", "customers", LE_BOM + "customer_key,name\nB0,A\ud83dB\n".encode("utf-16-le", "surrogatepass"), LONE)
    corpus.not_stored("utf16-lone-low-surrogate", "customers", LE_BOM + "customer_key,name\nB0,A\ude42B\n".encode("utf-16-le", "surrogatepass"), LONE)
    corpus.not_stored("utf16-surrogates-turned", "customers", LE_BOM + "customer_key,name\nB0,A\ude42\ud83dB\n".encode("utf-16-le", "surrogatepass"), LONE)
    corpus.not_stored("utf16-nul", "customers", LE_BOM + "customer_key,name\nB0,A\0B\n".encode("utf-16-le"), LONE)
