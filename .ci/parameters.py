"""Wrong parameters of chapter 5: each ends in one line that names what is wrong, before anything is trained.

The chapter's own cells are run up to the training, with the parameters put where papermill puts them.
"""
import json, os, sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TRAINS = "study.work("                                                  # in the first cell that trains
WRONG = dict(
    profile=["smok", 5, None, "", ["smoke"]],
    seed=["foo", "", None, 1.5, -1, [0], "0,x", True],
    photos=[3, None, "", "absent"],
    more=[3, None, "absent"],
    pairs=[3, "absent"],
    fit=[3, "absent"],
    sets=[3, "absent"],
    pool_width=["abc", "nan", -1, 0, 100, "1,2", None],
    device=[3, "tpu", None, "cuda:99"],
    rows=["", "foo", 3, None, "and,", "and,foo"],
    stage=["x", 3, None],
    lengths=["1,x", -5, 0, 1.5, 100, None],
    minutes=["abc", -5, 0, "nan", "1,2", None, True],
    attack=["no", True, 1],
    out=[3, None],
    runs=[3, None],
    photo=["one"],
)

def sources():
    "The code cells up to the training; the one with the parameters comes first."
    cells = json.loads((ROOT / "nbs/05_ablation.ipynb").read_text())["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    first = next(i for i, cell in enumerate(code) if cell.startswith("profile = "))
    last = next(i for i, cell in enumerate(code) if TRAINS in cell)
    return code[first:last]

def run(given):
    "What the cells raise with these parameters; None if they would begin to train."
    first, *others = sources()
    space = {}
    exec(first, space)
    space |= given
    try:
        with redirect_stdout(StringIO()):
            for cell in others: exec(cell, space)
    except Exception as error: return error

def problem(name, value):
    "What is wrong with how a wrong value is refused; empty if nothing is."
    error = run({name: value})
    said = f"{name}={value!r}: {type(error).__name__} {error}"
    if error is None: return f"{said}: the value was taken"
    if not isinstance(error, (ValueError, FileNotFoundError)): return f"{said}: no line of ours"
    line = str(error)
    named = name in line or str(value).split(",")[-1] in line
    right = "\n" not in line and named
    return "" if right else f"{said}: not one line that names it"

def main():
    os.chdir(ROOT)
    problems = [problem(name, value) for name, values in WRONG.items() for value in values]
    wrong = list(filter(None, problems))
    if error := run({}): wrong.append(f"the defaults are refused: {error}")
    print("\n".join(wrong) or f"{len(problems)} wrong parameters are refused in one line")
    return bool(wrong)

if __name__ == "__main__": sys.exit(main())
