"""Facts about the tree that must hold: sizes, orphans, leftovers."""
import json, re, subprocess, sys
from pathlib import Path

root, wrong = Path(__file__).resolve().parents[1], []
tracked = [root / f for f in subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True).stdout.split("\n") if f]
for book in sorted((root / "nbs").glob("*.ipynb")):
    if book.stat().st_size > 200_000: wrong.append(f"{book.name}: {book.stat().st_size // 1000} kB, more than 200")
    outputs = [o for c in json.loads(book.read_text())["cells"] for o in c.get("outputs", [])]
    if (size := len(json.dumps(outputs))) > 150_000: wrong.append(f"{book.name}: {size // 1000} kB of outputs, more than 150")
    if any(o["output_type"] == "error" for o in outputs): wrong.append(f"{book.name}: a saved cell ended in an error")
for module in sorted((root / "and_nb").glob("*.py")):
    source = re.search(r"File to edit: (\S+?\.ipynb)", module.read_text())
    if module.name not in ("__init__.py", "_modidx.py") and not source: wrong.append(f"{module.name}: not made by nbdev-export")
    if source and not (module.parent / source[1]).exists(): wrong.append(f"{module.name}: its notebook {source[1]} is gone")
for file in tracked:
    if not file.is_file(): continue
    if file.stat().st_size > 1_000_000 and file.suffix != ".safetensors": wrong.append(f"{file.relative_to(root)}: more than 1 MB")
    if file.suffix in (".py", ".ipynb", ".md", ".toml", ".ini", ".json", ".csv") and file != Path(__file__).resolve():
        for path in re.findall(r"(?<![\w.~:/])/(?:home|root|work|tmp|Users)/[\w./-]+", file.read_text(errors="replace"))[:1]:
            wrong.append(f"{file.relative_to(root)}: machine path {path}")
print("\n".join(wrong) or "sizes, modules and paths are in order")
sys.exit(bool(wrong))
