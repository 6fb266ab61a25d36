"""./dev mutants N: one line of the program changed at a time; which test notices?

mutants.py COPY N [--seed S] [--only PREFIX ...] [--check COMMAND]: COPY is a folder with a copy of
the sources, in which everything happens. COMMAND builds and tests there: 0, nothing was noticed.
"""
import argparse
import pathlib
import random
import re
import subprocess
import sys

# What a tired programmer gets wrong: a comparison, a sign, a constant, a call that is forgotten.
EXCHANGES = [
    (r"(?<![<>=!-])<=(?!>)", "<"),
    (r"(?<![<>=!-])>=", ">"),
    (r"(?<=[\w)\]]) < (?=[\w(])", " <= "),
    (r"(?<=[\w)\]]) > (?=[\w(])", " >= "),
    (r" == ", " != "),
    (r" != ", " == "),
    (r" && ", " || "),
    (r" \|\| ", " && "),
    (r"(?<=[\w)\]]) \+ (?=[\w(])", " - "),
    (r"(?<=[\w)\]]) - (?=[\w(])", " + "),
    (r"\btrue\b", "false"),
    (r"\bfalse\b", "true"),
    (r"\bif \(!", "if ("),
    (r"\bstd::min\b", "std::max"),
    (r"\bstd::max\b", "std::min"),
]
NUMBER = re.compile(r"(?<![\w.'\"])(\d+)(?=(?:s|ms|min|h)?\b)(?!['.])")
CALL = re.compile(r"^\s+[a-z_][\w.>\-\[\]]*\([^{}]*\);\s*(//.*)?$")
SKIPPED = re.compile(r"^\s*(//|#|ENSURE|static_assert|using |namespace |template|return;)|\"")


def changes_of(line):
    """All other lines that one mistake makes of this one."""
    if SKIPPED.search(line):
        return []
    code = line.split("//")[0]
    found = []
    for pattern, other in EXCHANGES:
        for match in re.finditer(pattern, code):
            found.append(line[: match.start()] + other + line[match.end() :])
    for match in NUMBER.finditer(code):
        found.append(line[: match.start()] + str(int(match[1]) + 1) + line[match.end() :])
    if CALL.match(line) and not line.lstrip().startswith(("return", "const", "auto")):
        found.append(line[: len(line) - len(line.lstrip())] + ";")
    return [other for other in found if other != line]


def candidates(folder, prefixes):
    for top in ("sim", "models", "app"):
        for path in sorted((folder / top).rglob("*.[ch]pp")):
            name = str(path.relative_to(folder))
            if prefixes and not name.startswith(tuple(prefixes)):
                continue
            for number, line in enumerate(path.read_text().split("\n")):
                for other in changes_of(line):
                    yield path, number, line, other


def first_failure(output):
    """The name of the test case that failed first, as Catch2 or ctest print it."""
    lines = output.split("\n")
    for i, line in enumerate(lines):
        if "error:" in line:
            return None  # it does not compile
        if line.startswith("-----") and i + 2 < len(lines) and lines[i + 2].startswith("-----"):
            return lines[i + 1].strip()
        if "***Failed" in line:
            return line.split(":", 1)[-1].split("...")[0].strip()
    return lines[-2] if len(lines) > 1 else "?"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("copy", type=pathlib.Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--timeout", type=int, default=1800)
    parser.add_argument("--check", required=True)
    arguments = parser.parse_args()
    every = list(candidates(arguments.copy, arguments.only))
    random.Random(arguments.seed).shuffle(every)
    tried = noticed = 0
    for path, number, line, other in every:
        if tried == arguments.count:
            break
        before = path.read_text()
        lines = before.split("\n")
        lines[number] = other
        path.write_text("\n".join(lines))
        try:
            run = subprocess.run(arguments.check, shell=True, cwd=arguments.copy, text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                 timeout=arguments.timeout, errors="replace")
            by = "" if run.returncode == 0 else first_failure(run.stdout)
        except subprocess.TimeoutExpired:
            by = "it never ends"
        finally:
            path.write_text(before)
        if by is None:
            continue  # not a mutant: the compiler has noticed
        tried += 1
        noticed += by != ""
        place = f"{path.relative_to(arguments.copy)}:{number + 1}"
        print(f"{'noticed' if by else 'MISSED '}  {place}\n  - {line.strip()}\n  + {other.strip()}")
        if by:
            print(f"  by: {by}")
        sys.stdout.flush()
    print(f"{noticed} of {tried} noticed, seed {arguments.seed}")
    return 0 if noticed == tried else 1


if __name__ == "__main__":
    sys.exit(main())
