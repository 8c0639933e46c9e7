"""Facts about the tree that must hold: sizes, orphans, leftovers, the direction of imports, the drawing in CONTRIBUTING.md.

python .ci/tree.py           look
python .ci/tree.py --draw    write the drawing of the imports into CONTRIBUTING.md
"""
import ast, json, re, subprocess, sys, textwrap
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "and_nb"
NOT_MADE = ("__init__.py", "_modidx.py")                # every other module is made by nbdev-export
ROOMS = {"and_nb": "the core", "and_nb.rivals": "what AND is measured against", "and_nb.tools": "what people use"}
HEAVY = ("torch", "numpy", "pandas", "PIL")             # what `import and_nb` must not bring
MACHINE = re.compile(r"(?<![\w.~:/])/(?:home|root|work|tmp|Users)/[\w./-]+")
BEGIN, END = "<!-- imports: begin -->\n", "<!-- imports: end -->"

def short(path): return str(path.relative_to(ROOT))

def notebooks():
    "Committed notebooks are small, none of their cells failed, and none stands there twice, as after a bad merge."
    for book in sorted((ROOT / "nbs").glob("*.ipynb")):
        cells = json.loads(book.read_text())["cells"]
        outputs = [output for cell in cells for output in cell.get("outputs", [])]
        size = len(json.dumps(outputs))
        if book.stat().st_size > 200_000: yield f"{book.name}: {book.stat().st_size // 1000} kB, more than 200"
        if size > 150_000: yield f"{book.name}: {size // 1000} kB of outputs, more than 150"
        if any(output["output_type"] == "error" for output in outputs): yield f"{book.name}: a saved cell ended in an error"
        texts = ["".join(cell["source"]) for cell in cells]
        twice = {text for text in texts if len(text) > 60 and texts.count(text) > 1}
        for text in sorted(twice): yield f"{book.name}: twice there: {text[:50]!r}"

def sources():
    "Module → (file, chapter), for the modules that notebooks export."
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        if file.name in NOT_MADE: continue
        made = re.search(r"File to edit: (\S+?\.ipynb)", file.read_text())
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        found[module] = (file, file.parent / made[1] if made else None)
    return found

def orphans(modules):
    "Every module has its notebook, and every folder of modules is a package of the wheel."
    for file, book in modules.values():
        if not book: yield f"{short(file)}: not made by nbdev-export"
        elif not book.exists(): yield f"{short(file)}: its notebook {book.name} is gone"
        else:
            wanted = re.search(r'"#\| default_exp ([\w.]+)', book.read_text())
            name = ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
            if not wanted or wanted[1] != name: yield f"{short(file)}: {book.name} exports another module"
    packages = re.search(r"^packages = (\[.*\])", (ROOT / "pyproject.toml").read_text(), flags=re.M)[1]
    folders = {".".join(file.parent.relative_to(ROOT).parts) for file, _ in modules.values()}
    if folders != set(json.loads(packages)): yield f"pyproject.toml: packages are {packages}, and the folders {sorted(folders)}"
    for folder in folders:
        if not (ROOT / folder.replace(".", "/") / "__init__.py").exists(): yield f"{folder}: no __init__.py"

def imported(name, file):
    "Modules of and_nb that a module imports, anywhere in it."
    package = name.split(".")[:-1]
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import): yield from (alias.name for alias in node.names)
        if not isinstance(node, ast.ImportFrom): continue
        base = package[:len(package) + 1 - node.level] if node.level else []
        base = ".".join([*base, *filter(None, [node.module])])
        yield base
        yield from (f"{base}.{alias.name}" for alias in node.names)

def arrows(modules):
    "Module → the modules it imports."
    return {name: sorted(set(imported(name, file)) & set(modules) - {name}) for name, (file, _) in modules.items()}

def room(module): return module.rpartition(".")[0]

def chapter(module, modules):
    "As a key to sort by: (5, '') of 05, (3, 'b') of 03b."
    number, letter = re.match(r"(\d+)([a-z]?)_", modules[module][1].name).groups()
    return int(number), letter

def directions(modules, graph):
    "Imports go to smaller chapters; nothing imports tools, and the core imports no rivals."
    for name, others in graph.items():
        for other in others:
            if room(other) == "and_nb.tools" and room(name) != "and_nb.tools": yield f"{name} imports {other}: nothing imports tools"
            elif room(other) == "and_nb.rivals" and room(name) == "and_nb": yield f"{name} imports {other}: the core imports no rivals"
            elif room(name) == "and_nb.tools": continue
            elif chapter(other, modules) >= chapter(name, modules): yield f"{name} imports {other}, which is a later chapter"

def cycles(graph):
    "Modules that import themselves by way of others."
    try: TopologicalSorter(graph).prepare()
    except CycleError as error: yield f"a cycle of imports: {' ← '.join(error.args[1])}"

def drawing(modules, graph):
    "The imports as text: chapter, module, what it imports; room by room."
    lines = []
    for name, said in ROOMS.items():
        lines.append(f"{name}: {said}")
        for module in sorted((m for m in modules if room(m) == name), key=lambda m: chapter(m, modules)):
            number, letter = chapter(module, modules)
            others = sorted(graph[module], key=lambda m: (room(m), chapter(m, modules)))
            shown = ", ".join(other.removeprefix("and_nb.") for other in others) or "nothing of ours"
            head = f"  {number:02}{letter:2}{module.rpartition('.')[2]:13} ← "
            lines += textwrap.wrap(shown, 100, initial_indent=head, subsequent_indent=" " * len(head))
        lines.append("")
    return "```text\n" + "\n".join(lines[:-1]) + "\n```\n"

def drawn(text):
    "Whether CONTRIBUTING.md shows the imports as they are."
    shown = (ROOT / "CONTRIBUTING.md").read_text().partition(BEGIN)[2].partition(END)[0]
    if shown != text: yield "CONTRIBUTING.md draws other imports: run python .ci/tree.py --draw"

def named():
    "Every `module.name` in the last column of CONTRIBUTING.md's tables is there."
    for line in (ROOT / "CONTRIBUTING.md").read_text().splitlines():
        if not line.startswith("| "): continue
        for name in re.findall(r"`([a-z_]+(?:\.\w+)+)`", line.split("|")[-2]):
            if name.endswith((".py", ".ipynb", ".toml")): continue
            module, *parts = name.split(".")
            if module in ("rivals", "tools"): module = f"{module}.{parts.pop(0)}"
            try: here = import_module(f"and_nb.{module}")
            except ImportError: here = None
            for part in parts:
                fields = getattr(here, "__dataclass_fields__", {})
                here = getattr(here, part, fields.get(part))
            if here is None: yield f"CONTRIBUTING.md names {name}, which is not there"

def indexed():
    "The first page leads to every chapter."
    page = (ROOT / "README.md").read_text()
    for book in sorted((ROOT / "nbs").glob("[0-9]*.ipynb")):
        if f"](nbs/{book.name})" not in page: yield f"README.md does not lead to nbs/{book.name}"

def light():
    "`import and_nb` brings none of the large libraries."
    ask = f"import sys, and_nb; print(*[name for name in {HEAVY} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True)
    if run.returncode: yield f"import and_nb fails: {run.stderr[-300:]}"
    elif run.stdout.split(): yield f"import and_nb imports {run.stdout.strip()}"

WRITERS = {"write_text", "write_bytes", "to_csv", "savefig", "save_file", "imwrite", "copyfile", "copy2", "copytree", "copyfileobj"}
FREE = {  # functions that write files of their own, which nobody else has or misses
    "training": {"_take_over"},                # a folder, which gets its name when it is whole
    "tools.datasets": {"_unpack"},             # likewise
    "tools.explorer": {"_write_app", "_uploaded"},  # folders that end with the explorer
}
READERS = {"filters": "what was encoded one line before", "photos": "the reader"}

def writes(call):
    "Whether a call writes a file."
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name == "copy": return getattr(getattr(call.func, "value", None), "id", "") == "shutil"
    if name == "save": return getattr(getattr(call.func, "value", None), "id", "") == "torch"
    modes = [arg.value for arg in call.args[1:2] if isinstance(arg, ast.Constant)]
    return name in WRITERS or name == "open" and any(set(str(mode)) & set("wxa+") for mode in modes)

def guarded(node):
    "Whether what stands inside is written by `files.writing`: in its block, or to a `part` that the function was given."
    if isinstance(node, ast.With):
        calls = [item.context_expr for item in node.items if isinstance(item.context_expr, ast.Call)]
        return any(getattr(call.func, "id", "") == "writing" for call in calls)
    return isinstance(node, ast.FunctionDef) and "part" in [arg.arg for arg in node.args.args]

def loose(node, function=""):
    "Calls that write files outside, each with the function that they stand in."
    if guarded(node): return
    if isinstance(node, ast.FunctionDef): function = node.name
    if isinstance(node, ast.Call) and writes(node): yield function, node.lineno
    for child in ast.iter_child_nodes(node): yield from loose(child, function)

def one_way(modules):
    "Files are written by files.writing and files.append, and images are opened by photos."
    for name, (file, _) in modules.items():
        module = name.removeprefix("and_nb.")
        if module == "files": continue
        for function, line in loose(ast.parse(file.read_text())):
            if function in FREE.get(module, ()): continue
            yield f"{short(file)}, line {line}: {function or 'the module'} writes a file without files.writing"
        if "Image.open(" not in file.read_text() or module in READERS: continue
        yield f"{short(file)} opens images itself: photos.open_photo does"

def versions():
    "The version stands in settings.ini, and the package says the same."
    wanted = re.search(r"^version = (.+)$", (ROOT / "settings.ini").read_text(), flags=re.M)[1]
    if f'__version__ = "{wanted}"' not in (PACKAGE / "__init__.py").read_text(): yield f"and_nb/__init__.py: not version {wanted}"

def leftovers():
    "No large file and no path of somebody's machine is committed."
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.splitlines()
    for file in filter(Path.is_file, (ROOT / name for name in listed)):
        if file.stat().st_size > 1_000_000 and file.suffix != ".safetensors": yield f"{short(file)}: more than 1 MB"
        if file.suffix not in (".py", ".ipynb", ".md", ".toml", ".ini", ".json", ".csv") or file == Path(__file__).resolve(): continue
        if found := MACHINE.search(file.read_text(errors="replace")): yield f"{short(file)}: machine path {found[0]}"

def main(draw):
    modules = sources()
    made = {name: found for name, found in modules.items() if found[1]}
    graph = arrows(made)
    text = drawing(made, graph)
    if draw:
        page = ROOT / "CONTRIBUTING.md"
        before, _, rest = page.read_text().partition(BEGIN)
        page.write_text(before + BEGIN + text + END + rest.partition(END)[2])
    checks = notebooks(), orphans(modules), directions(made, graph), cycles(graph), drawn(text), named(), indexed(), light(), one_way(made), versions(), leftovers()
    wrong = list(chain(*checks))
    print("\n".join(wrong) or "sizes, modules, imports, names and paths are in order")
    return bool(wrong)

if __name__ == "__main__": sys.exit(main("--draw" in sys.argv))
