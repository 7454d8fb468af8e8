"""Writes the dirty files and labels.json: python3 make.py OUT_FOLDER. The same bytes each time."""

import sys
from collections import Counter

import cases_containers
import cases_costs
import cases_dates
import cases_encodings
import cases_keys
import cases_layout
import cases_lines
import cases_numbers
import cases_orders
import cases_quoting
import cases_text
from corpus import Corpus
from samples import PREPARE, USERS

TOPICS = (
    cases_layout, cases_quoting, cases_encodings, cases_numbers, cases_dates, cases_keys, cases_text, cases_orders, cases_lines, cases_costs,
    cases_containers,
)


def main(folder):
    corpus = Corpus(folder)
    for topic in TOPICS:
        topic.add(corpus)
    corpus.save(PREPARE, USERS)
    for field in ("kind", "outcome"):
        print(", ".join(f"{name} {count}" for name, count in Counter(c[field] for c in corpus.cases).most_common()))
    print(len(corpus.cases), "cases,", sum(c["open"] for c in corpus.cases), "of them open")


if __name__ == "__main__":
    main(sys.argv[1])
