"""What a case is: one file, how it is imported, and how that must end."""

import json
from pathlib import Path

KEYS = {
    "customers": ("customer_key",),
    "orders": ("order_no",),
    "order-lines": ("order_no", "line_no"),
    "costs": ("cost_no",),
    "activities": ("activity", "valid_from"),
    "surveys": ("survey_no",),
}
KINDS = tuple(KEYS)


def cell(text):
    """A cell as RFC 4180 writes it: quoted where it must be."""
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',;\t|"\r\n') else text


def table(columns, rows, separator=",", end="\n"):
    """A file of these cells, which stand in it as they are given."""
    return end.join(separator.join(cells) for cells in [columns, *rows]) + end


def kept(kind, *rows):
    """Rows as they must stand in the database: by kind, then key, then column; a row is a dict of file columns."""
    keys = KEYS[kind]
    by_key = {
        "/".join(row[key] or "" for key in keys): {c: v for c, v in row.items() if c not in keys} for row in rows
    }
    return {kind: by_key}


class Corpus:
    """Writes the files into a folder and remembers their labels."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.cases = []
        self.ids = set()

    def accepted(self, name, kind, content, why, stored, read=None, added=None, changed=0, **more):
        """Applied whole: so many rows read, added, changed, and these values stand there afterwards."""
        read = len(stored.get(kind, {})) if read is None else read
        added = read - changed if added is None else added
        self._add(name, kind, content, why, outcome="accepted", stored=stored, read=read, added=added, changed=changed, **more)

    def in_error(self, name, kind, content, why, *errors, **more):
        """Nothing stored; the rows in error are these: (line, column), where a tuple of either or the column "*" leaves the choice."""
        self._add(name, kind, content, why, outcome="rows_in_error", errors=places(errors), **more)

    def skipped(self, name, kind, content, why, errors, stored, read=None, added=None, changed=0, **more):
        """With --skip-errors: these rows come back, the others are stored."""
        lines = {line for line, _ in errors}
        good = len([v for v in stored.get(kind, {}).values() if v is not None])
        added = good - changed if added is None else added
        read = good + len(lines) if read is None else read
        self._add(
            name, kind, content, why, outcome="skipped", errors=places(errors), stored=stored, read=read, added=added,
            changed=changed, skip_errors=True, **more)

    def refused(self, name, kind, content, why, **more):
        """Nothing stored: the file as a whole cannot be read."""
        self._add(name, kind, content, why, outcome="refused", **more)

    def not_stored(self, name, kind, content, why, **more):
        """Refused or a row in error: the contract asks that nothing of it is stored, not at which door it is stopped."""
        self._add(name, kind, content, why, outcome="not_stored", **more)

    def _add(
        self, name, kind, content, why, outcome, ending=".csv", errors=(), stored=None, read=0, added=0, changed=0,
        warned=(), before=(), create_customers=False, skip_errors=False, encoding=None, either=(), is_open=False,
    ):
        assert kind in KEYS and name not in self.ids, name
        self.ids.add(name)
        file_name = name + ending
        self._write(file_name, content)
        prepared = []
        for number, (earlier_kind, earlier) in enumerate(before, 1):
            prepared.append({"kind": earlier_kind, "file": f"{name}.before-{number}.csv"})
            self._write(prepared[-1]["file"], earlier)
        self.cases.append({
            "id": name,
            "kind": kind,
            "file": file_name,
            "options": {"create_customers": create_customers, "skip_errors": skip_errors, "encoding": encoding},
            "before": prepared,
            "why": why,
            "open": is_open or bool(either),
            "outcome": outcome,
            "or": list(either),
            "errors": list(errors),
            "read": read,
            "added": added,
            "changed": changed,
            "stored": stored or {},
            "warned": list(warned),
        })

    def _write(self, file_name, content):
        path = self.folder / file_name
        if callable(content):
            content(path)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    def save(self, prepare, users):
        """Writes what stands there before each case, and the labels of all."""
        files = []
        for number, (kind, content) in enumerate(prepare, 1):
            files.append({"kind": kind, "file": f"prepare-{number}.csv"})
            self._write(files[-1]["file"], content)
        labels = {"users": users, "prepare": files, "cases": self.cases}
        text = json.dumps(labels, ensure_ascii=False, indent=1, sort_keys=True)
        (self.folder / "labels.json").write_text(text + "\n", encoding="utf-8")


def places(errors):
    """Errors as the labels write them: lines and columns, at any of which the error may be told."""
    return [[[line] if isinstance(line, int) else list(line), [column] if isinstance(column, str) else list(column)] for line, column in errors]
