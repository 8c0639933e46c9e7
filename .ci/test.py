"""Run every notebook as a test: `make test`. Two at a time, each in a process of its own; 05 goes through papermill.

python .ci/test.py [NAME …]   only the notebooks whose names begin so
"""
import csv, json, os, shutil, subprocess, sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
LONGEST = ("05", "03b", "04b", "11", "12")       # begun first, so that none of them is left for the end

def call(*command, cwd=ROOT):
    run = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True)
    return run.returncode, run.stdout + run.stderr

def notebook(path):
    "One notebook through nbdev-test; what went wrong, or nothing."
    code, text = call(BIN / "nbdev-test", path, "--n-workers", 0)
    return text if code else ""

# Rows of 05: name, title, what its run has to have been trained on, and how far its LR images lay from clean ones, dB
ROWS = [
    ("classical", "classical training", {"class": "Bicubic"}, 120),
    ("noise", "adversarial noise", {"class": "PixelAttack", "scheme": {"class": "Bicubic"}, "lr_psnr": 36}, 36),
    ("synthetic", "synthetic augmentation", {"class": "RandomTheta", "attack": {"lr_psnr": 36}}, 36),
    ("no_identity", "no identity initialisation", {"class": "Adversarial", "start": "ordinary"}, None),
    ("and", "complete (AND)", {"class": "Adversarial", "start": "identity", "attack": {"lr_psnr": 36, "stretch": True}}, 36),
]

def differs(wanted, found, where):
    "The first field in which a recorded value is not what is wanted."
    if not isinstance(wanted, dict): return "" if found == wanted else f"{where} is {found!r}, not {wanted!r}"
    for key, value in wanted.items():
        problem = differs(value, found.get(key), f"{where}.{key}")
        if problem: return problem
    return ""

def study(path):
    "The main job as `make study` in a fresh copy: every row was trained on what its name says, and git finds nothing new."
    code, text = call(sys.executable, ROOT / ".ci/parameters.py")
    if code: return text
    if not shutil.which("make"): return print("05 skipped: there is no make") or ""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        git = copied(copy)
        code, text = call("make", "-o", ".venv/installed", "study", f"BIN={BIN}", cwd=copy)
        if code: return text
        runs = copy / "runs/05_ablation/smoke"
        out = runs / "report"
        return trained_on(out) or moved(runs) or worth(out) or unnamed(path.relative_to(ROOT), copy, out) or changed(git, copy)

def copied(copy):
    "A copy of what git has or would take, committed; whether there is a git."
    ours = shutil.which("git") and (ROOT / ".git").exists()
    if not ours:
        print("05: no git here, so that nothing tells whether the study leaves a clone clean")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", "runs", "data", "_build"))
        return False
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        if not (ROOT / name).is_file(): continue
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name)
    who = ["-c", "user.name=test", "-c", "user.email=test@localhost"]
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "as it is"]):
        subprocess.run(["git", *words], cwd=copy, check=True)
    return True

def changed(git, copy):
    "What git finds in the copy that was not there before."
    if not git: return ""
    found = subprocess.run(["git", "status", "--porcelain"], cwd=copy, capture_output=True, text=True, check=True).stdout
    return found and f"the study changed or left in a clone:\n{found}"

def unnamed(path, copy, out):
    "README's command without make, with rows of which none is in Table 2: a report in the default folder, without paper's columns."
    words = ["-k", "python3", "-p", "rows", "average", "-p", "stage", "net"]
    code, text = call(BIN / "papermill", path, "runs/05_ablation.ipynb", *words, cwd=copy)
    if code: return f"rows outside Table 2:\n{text}"
    with open(out / "table.csv") as file: table = list(csv.DictReader(file))
    rows = [row["row"] for row in table]
    if rows != ["classical, plain averages", "bicubic enlargement"]: return f"table.csv has the rows {rows}"
    printed = [column for column in table[0] if column.startswith("paper")]
    return f"columns {printed} of rows that the paper does not have" if printed else ""

def trained_on(out):
    "Whether run.json records the right degradation for every cell."
    record = json.loads((out / "run.json").read_text())
    cells = {cell["cell"]: cell for cell in record["cells"]}
    wanted = {f"{name}-{stage}-0": value for name, _, value, _ in ROWS for stage in ("net", "gan")}
    if set(cells) != set(wanted): return f"run.json has the cells {sorted(cells)}, not {sorted(wanted)}"
    for name, value in wanted.items():
        for kind, found in (("asked", cells[name]["settings"]["degradation"]), ("calibrated", cells[name]["degradation"])):
            if problem := differs(value, found, f"{name}, {kind}: degradation"): return problem
    return ""

def moved(runs):
    "Whether the LR images of every run were as strongly degraded as its row says."
    for name, _, _, wanted in ROWS:
        lines = (runs / f"{name}-net-0" / "log.jsonl").read_text().splitlines()
        strengths = [step["lr_psnr"] for step in map(json.loads, lines) if "lr_psnr" in step]
        mean = sum(strengths) / len(strengths)
        if wanted is None and mean > 25: return f"{name}: LR images at {mean:.1f} dB, though F began anywhere"
        if wanted is not None and abs(mean - wanted) > 1: return f"{name}: LR images at {mean:.1f} dB, not {wanted}"
    return ""

def worth(out):
    "Whether the table has the rows, and the row without the identity has learned nothing."
    with open(out / "table.csv") as file: table = {row["row"]: row for row in csv.DictReader(file)}
    titles = [title for _, title, _, _ in ROWS] + ["bicubic enlargement"]
    if list(table) != titles: return f"table.csv has the rows {list(table)}, not {titles}"
    psnr = {title: float(row["Net PSNR-Y, bicubic"]) for title, row in table.items()}
    lost = psnr.pop("no identity initialisation")
    if lost > min(psnr.values()) - 5: return f"no identity initialisation: {lost} dB, beside {psnr}"
    if max(psnr.values()) - min(psnr.values()) > 1: return f"rows that begin with bicubic enlargement are far apart: {psnr}"
    return ""

def run(book):
    began = time.time()
    problem = study(book) if book.name.startswith("05") else notebook(book)
    print(f"{'FAILED' if problem else 'ok    '} {book.name} ({time.time() - began:.0f} s)", flush=True)
    return problem

def main(wanted):
    books = sorted((ROOT / "nbs").glob("*.ipynb"))
    if wanted: books = [book for book in books if book.name.startswith(tuple(wanted))]
    books.sort(key=lambda book: not book.name.startswith(LONGEST))
    with tempfile.TemporaryDirectory(prefix="and_nb-test-") as folder:
        os.environ["TMPDIR"] = tempfile.tempdir = folder          # what the notebooks leave goes with it
        os.chmod(folder, 0o755)                                   # 14 looks into it as an ordinary user
        with ThreadPoolExecutor(2) as pool: problems = [p for p in pool.map(run, books) if p]
    for problem in problems: print("\n" + "=" * 80 + "\n" + problem[-6000:])
    print(f"\n{len(books) - len(problems)} passed, {len(problems)} failed")
    return bool(problems)

if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
