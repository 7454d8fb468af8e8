"""Files that are something else, packed files, and files made to hurt."""

import gzip
import io
import random
import zipfile
import zlib

from corpus import table
from samples import SAMPLES

NAME = "ASVS 5.2.2: content fits name; security.md, Dirty files: an XLSX named .csv"
PACKED = "ASVS 5.1.1: types and sizes written down, unpacked size too; reading 22: .csv.gz is read"
WHOLE = "security.md: never a silent loss: what was cut off is refused"
BOMB = "security.md, Dirty files: a zip bomb; never more memory than the configured bound"
CELL = "security.md, Dirty files: a 10 MB cell; never more memory than the configured bound"
ENTITIES = "security.md: DTD prohibited; Dirty files: an XLSX with external entities"
GOOD = "customer_key,name\nB1,Ann\nB2,Bob\n"
NAMES = {"customers": {"B1": {"name": "Ann"}, "B2": {"name": "Bob"}}}
MIB = 1 << 20


def add(corpus):
    other_files(corpus)
    workbooks(corpus)
    packed(corpus)
    bombs(corpus)
    large(corpus)


def other_files(corpus):
    def refused(name, content, why=NAME, **more):
        corpus.refused(name, "customers", content, why, **more)

    noise = random.Random(20260105)
    refused("old-xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + noise.randbytes(2048))
    refused("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")
    refused("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89" + noise.randbytes(300))
    refused("jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + noise.randbytes(300))
    refused("elf", b"\x7fELF\2\1\1\0" + bytes(8) + noise.randbytes(300))
    refused("random-bytes", noise.randbytes(4096))
    refused("random-high-bytes", bytes(noise.randrange(128, 256) for _ in range(4096)))
    refused("html", "<!DOCTYPE html>\n<html><body><table><tr><td>customer_key</td><td>name</td></tr></table></body></html>\n")
    refused("json", '[{"customer_key": "B1", "name": "Ann"}]\n')
    refused("xml", '<?xml version="1.0"?>\n<customers><customer key="B1">Ann</customer></customers>\n')
    refused("rtf", "{\\rtf1\\ansi customer_key,name\\par B1,Ann}\n")
    refused("nuls", bytes(4096))
    refused("header-then-noise", b"customer_key,name\n" + noise.randbytes(4096))
    refused("gzip-named-csv", gzip.compress(GOOD.encode(), mtime=0), either=["accepted"], read=2, added=2, stored=NAMES)
    refused("zip-named-csv", zipped([("customers.csv", GOOD)]))


def zipped(parts):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 5, 0, 0, 0)), content)
    return memory.getvalue()


def workbook(cells, prologue=""):
    """The smallest XLSX of one sheet, its cells inline."""
    rows = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{"ABCDEFGH"[c]}{r}" t="inlineStr"><is><t>{text}</t></is></c>' for c, text in enumerate(row)) + "</row>"
        for r, row in enumerate(cells, 1))
    xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped([
        ("[Content_Types].xml",
         f'{xml}<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
         f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>'),
        ("_rels/.rels",
         f'{xml}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml",
         f'{xml}<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels",
         f'{xml}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
        ("xl/worksheets/sheet1.xml", f'{xml}{prologue}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'),
    ])


def workbooks(corpus):
    cells = [["customer_key", "name"], ["B1", "Ann"], ["B2", "Bob"]]
    corpus.refused("xlsx-named-csv", "customers", workbook(cells), NAME, either=["accepted"], read=2, added=2, stored=NAMES)
    named = workbook([["order_no", "customer_key", "ordered_on", "net"], ["O1", "K1", "2026-01-05", "5"]])
    corpus.refused("xlsx-orders-named-csv", "orders", named, NAME, either=["accepted"], read=1, added=1, stored={"orders": {"O1": {"net": "5.00"}}})
    outside = '<!DOCTYPE worksheet [<!ENTITY outside SYSTEM "file:///etc/hostname">]>'
    evil = [cells[0], ["B1", "&outside;"]]
    inside = '<!DOCTYPE worksheet [<!ENTITY a "lol"><!ENTITY b "' + "&a;" * 10 + '"><!ENTITY c "' + "&b;" * 10 + '">]>'
    for ending in (".csv", ".xlsx"):
        corpus.refused(f"xlsx-external-entity{ending.replace('.', '-')}", "customers", workbook(evil, outside), ENTITIES, ending=ending)
        corpus.refused(f"xlsx-entities-grow{ending.replace('.', '-')}", "customers", workbook([cells[0], ["B1", "&c;"]], inside), ENTITIES, ending=ending)
    corpus.refused("xlsx-cut", "customers", workbook(cells)[:-40], WHOLE)


def packed(corpus):
    good = gzip.compress(GOOD.encode(), mtime=0)

    def refused(name, content, why=WHOLE, **more):
        corpus.refused(name, "customers", content, why, ending=".csv.gz", **more)

    for kind, sample in SAMPLES.items():
        corpus.accepted(f"gz-{kind}", kind, gzip.compress(sample.csv().encode(), mtime=0), PACKED, sample.stored(), ending=".csv.gz")
        corpus.refused(f"gz-cut-{kind}", kind, gzip.compress(sample.csv().encode(), mtime=0)[:-9], WHOLE, ending=".csv.gz")
    corpus.accepted("gz-utf16", "customers", gzip.compress(b"\xff\xfe" + GOOD.encode("utf-16-le"), mtime=0), PACKED, NAMES, ending=".csv.gz")
    corpus.in_error("gz-row-in-error", "customers", gzip.compress(b"customer_key,name\nB1,\n", mtime=0), PACKED, (2, "name"), ending=".csv.gz")
    halves = gzip.compress(GOOD[:25].encode(), mtime=0) + gzip.compress(GOOD[25:].encode(), mtime=0)
    corpus.accepted("gz-two-members", "customers", halves, "RFC 1952: a file is a series of members", NAMES, ending=".csv.gz", either=["refused"])
    refused("gz-plain", GOOD, NAME)
    refused("gz-empty-file", b"", WHOLE)
    refused("gz-of-nothing", gzip.compress(b"", mtime=0), "formats.md: a missing required column refuses the file")
    refused("gz-cut-by-one", good[:-1])
    refused("gz-cut-trailer", good[:-8])
    refused("gz-cut-half", good[:len(good) // 2])
    refused("gz-cut-header", good[:5])
    refused("gz-wrong-checksum", good[:-8] + bytes(b ^ 255 for b in good[-8:-4]) + good[-4:])
    refused("gz-wrong-length", good[:-4] + b"\0\0\1\0")
    refused("gz-flipped-bit", good[:15] + bytes([good[15] ^ 4]) + good[16:])
    refused("gz-garbage-after", good + b"B3,Cid\n", either=["accepted"], read=2, added=2, stored=NAMES)
    refused("gz-second-member-cut", halves[:-9])
    refused("gz-of-gz", gzip.compress(good, mtime=0), NAME)
    refused("gz-xlsx", gzip.compress(workbook([["customer_key", "name"], ["B1", "Ann"]]), mtime=0), NAME)
    refused("gz-skip-cut", good[:-9], skip_errors=True)


def repeated(head, block, times):
    """A gzip file of one member: a head, then a block so many times, packed once and written often."""
    def write(path):
        start = zlib.compressobj(9, zlib.DEFLATED, -15)
        first = start.compress(head) + start.flush(zlib.Z_FULL_FLUSH)
        again = zlib.compressobj(9, zlib.DEFLATED, -15)
        one = again.compress(block) + again.flush(zlib.Z_FULL_FLUSH)
        check = zlib.crc32(head)
        with path.open("wb") as file:
            file.write(b"\x1f\x8b\x08\0\0\0\0\0\2\xff" + first)
            for _ in range(times):
                file.write(one)
                check = zlib.crc32(block, check)
            length = (len(head) + len(block) * times) & 0xFFFFFFFF
            file.write(b"\3\0" + check.to_bytes(4, "little") + length.to_bytes(4, "little"))
    return write


def bombs(corpus):
    def refused(name, write):
        corpus.refused(name, "customers", write, BOMB, ending=".csv.gz")

    refused("bomb-of-nuls", repeated(b"", bytes(MIB), 3 * 1024))
    refused("bomb-of-blank-lines", repeated(b"customer_key,name\n", b"\n" * MIB, 3 * 1024))
    refused("bomb-of-one-cell", repeated(b"customer_key,name\nB1,", b"x" * MIB, 3 * 1024))
    refused("bomb-in-the-header", repeated(b"customer_key,name,", b"x" * MIB, 3 * 1024))


def large(corpus):
    million = 1_000_000
    corpus.not_stored("cell-of-10-mb", "customers", "customer_key,name\nB1," + "x" * (10 * million) + "\n", CELL)
    corpus.not_stored("cell-of-10-mb-quoted", "customers", 'customer_key,name\nB1,"' + "x\n" * (5 * million) + '"\n', CELL)
    corpus.not_stored("cell-of-10-mb-never-closed", "customers", 'customer_key,name\nB1,"' + "x\n" * (5 * million), CELL)
    corpus.not_stored("cell-of-10-mb-key", "customers", "customer_key,name\n" + "x" * (10 * million) + ",Ann\n", CELL)
    corpus.not_stored("cell-of-10-mb-header", "customers", "customer_key,name," + "x" * (10 * million) + "\nB1,Ann,\n", CELL, either=["accepted"],
                      read=1, added=1, stored={"customers": {"B1": {"name": "Ann"}}})
    corpus.not_stored("cell-of-10-mb-unknown", "customers", "customer_key,name,more\nB1,Ann," + "x" * (10 * million) + "\n", CELL, either=["accepted"],
                      read=1, added=1, stored={"customers": {"B1": {"name": "Ann"}}})
    corpus.not_stored("line-of-10-mb-blanks", "customers", "customer_key,name\n" + " " * (10 * million) + "\n", CELL, either=["accepted"])
    corpus.not_stored("separators-2-million", "customers", "customer_key,name\nB1,Ann" + "," * (2 * million) + "\n", CELL)
    corpus.not_stored("header-separators-2-million", "customers", "customer_key,name" + "," * (2 * million) + "\nB1,Ann\n", CELL)
    many = [f"extra {n}" for n in range(5000)]
    corpus.accepted("unknown-columns-5000", "customers", table(["customer_key", "name", *many], [["B1", "Ann", *["x"] * 5000], ["B2", "Bob", *[""] * 5000]]),
                    "formats.md: unknown columns are named in a warning and skipped", NAMES, warned=["extra 0"])
    corpus.accepted("rows-20000", "customers", "customer_key,name\n" + "".join(f"R{n},Name {n}\n" for n in range(20000)),
                    "security.md, Dirty files: never a silent loss", {"customers": {f"R{n}": {"name": f"Name {n}"} for n in (0, 9999, 19999)}}, read=20000)
