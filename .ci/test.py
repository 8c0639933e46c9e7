"""Run every notebook as a test: `make test`. Two at a time, each in a process of its own; 05 goes through papermill.

python .ci/test.py [NAME …]   only the notebooks whose names begin so
"""
import csv, json, subprocess, sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT, BIN = Path(__file__).resolve().parents[1], Path(sys.executable).parent

def call(*command):
    run = subprocess.run([str(c) for c in command], cwd=ROOT, capture_output=True, text=True)
    return run.returncode, run.stdout + run.stderr

def notebook(path):
    "One notebook through nbdev-test."
    code, text = call(BIN / "nbdev-test", path, "--n-workers", 0)
    return None if code == 0 else text

def study(path):
    "The main job in its smoke profile, into a temporary folder; a wrong profile is answered with the list."
    with tempfile.TemporaryDirectory() as tmp:
        line = [BIN / "papermill", path, f"{tmp}/05.ipynb", "-k", "python3", "-p", "out", f"{tmp}/out", "-p", "runs", f"{tmp}/runs", "-p"]
        code, text = call(*line, "profile", "smok")
        if code == 0 or "choose from smoke, cpu, gpu, paper" not in text: return f"profile smok was not refused with the list of profiles:\n{text}"
        code, text = call(*line, "profile", "smoke")
        if code: return text
        rows = list(csv.DictReader(open(f"{tmp}/out/table.csv")))
        names, cells = [r["row"] for r in rows], json.load(open(f"{tmp}/out/run.json"))["cells"]
        if len(names) != 6 or len(cells) != 10: return f"table.csv has rows {names} and run.json {len(cells)} cells; wanted five rows, bicubic, and ten cells"
    return None

def main(wanted):
    books = [b for b in sorted((ROOT / "nbs").glob("*.ipynb")) if not wanted or b.name.startswith(tuple(wanted))]
    order = sorted(books, key=lambda b: not b.name.startswith("05"))             # the longest first
    def run(book):
        began = time.time()
        problem = (study if book.name.startswith("05") else notebook)(book)
        print(f"{'ok    ' if problem is None else 'FAILED'} {book.name} ({time.time() - began:.0f} s)", flush=True)
        return problem
    with ThreadPoolExecutor(2) as pool: problems = [p for p in pool.map(run, order) if p is not None]
    for p in problems: print("\n" + "=" * 80 + "\n" + p[-6000:])
    print(f"\n{len(order) - len(problems)} passed, {len(problems)} failed")
    return bool(problems)

if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
