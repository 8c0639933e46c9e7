"""Put the book's sources together in book/_build/source: chapters from nbs/, pages from book/, MathJax from npm.

What nbdev marks with `#| hide` is left out, other `#|` lines are stripped, and links between notebooks become links between
pages. Where reports/ holds the same notebook, executed in a larger profile, that one is shown.
"""
import json, re, shutil, subprocess, sys, tarfile, tempfile
from pathlib import Path

import api, frames

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "book"
OUT = HERE / "_build" / "source"
PARTS = {                                                      # the reader's order: how the names of chapters begin
    "The method": ("01", "02", "03_", "03b"),
    "Training and scoring": ("03c", "04"),
    "The experiments": ("05", "06_", "06b_suite", "06b_robustness", "11", "12"),
    "Rivals": ("08", "09", "10"),
    "Tools": ("07", "13", "14"),
    "Basics": ("00",),
    "Appendix": ("15",),
}
APPENDIX = ["sliders", "notation", "api", "genindex", "references", "contributing", "changelog"]

def source(cell): return "".join(cell["source"])

def about(notebook):
    "Title, one line and module of a notebook."
    cells = [source(cell) for cell in json.loads(notebook.read_text())["cells"]]
    modules = [m[1] for text in cells if (m := re.match(r"#\| default_exp ([\w.]+)", text))]
    title, *lines = cells[0].split("\n")
    said = " ".join(line.lstrip("> ") for line in lines if line.startswith(">"))
    return title.lstrip("# "), said, modules[0] if modules else None

def program(notebook):
    "The code of a notebook, without the parameters that papermill puts in."
    cells = json.loads(notebook.read_text())["cells"]
    own = [c for c in cells if c["cell_type"] == "code" and "injected-parameters" not in c["metadata"].get("tags", [])]
    return [source(cell) for cell in own]

def executed(notebook):
    "The same notebook as a report holds it, in the largest profile there is; else the notebook itself."
    folder = ROOT / "reports" / notebook.stem
    for profile in ("gpu", "cpu", "full", ".", "smoke"):
        report = folder / profile / notebook.name
        if not report.exists(): continue
        if program(report) == program(notebook): return report
        print(f"{report.relative_to(ROOT)} is of other code than nbs/{notebook.name}: not shown")
    return notebook

def alternative(cell, after):
    "Alt text of a cell's pictures: what `show` noted beside them, else the first sentence of the caption."
    pictures = [kind for output in cell["outputs"] for kind in output.get("data", {}) if kind.startswith("image/")]
    for output in cell["outputs"]:
        for metadata in output.get("metadata", {}).values():
            if isinstance(metadata, dict) and "alt" in metadata: return metadata["alt"]
    caption = re.match(r"\*(?!\*)(.+?)(?:\. |\.?\*$)", after, flags=re.M)
    return re.sub(r"[*`$\\]", "", caption[1]) if pictures and caption else None

def code_cell(cell, after):
    "nbdev's directives become tags; pictures get their alt text."
    text = source(cell)
    if "#| hide_input" in text: cell["metadata"]["tags"] = ["remove-input"]
    elif "#| export" in text: cell["metadata"]["tags"] = ["and-nb-module"]
    text = re.sub(r"^#\|.*\n?", "", text, flags=re.M).strip("\n")
    wide = re.compile(r"^(?=.{87})(.{58,}\S) {3,}(?=# )", flags=re.M)     # a comment at the far right would wrap
    if alt := alternative(cell, after): cell["metadata"]["mystnb"] = {"image": {"alt": alt}}
    return wide.sub(r"\1  ", text)

def link(match):
    "A link of a notebook as a link of the book; just its text where the book has no such page."
    text, target = match.groups()
    if target.startswith(("http:", "https:", "#")): return match[0]
    path, hash_, anchor = target.partition("#")
    page = Path(path).name
    if page.endswith(".ipynb") and (ROOT / "nbs" / page).exists(): return f"[{text}]({page}{hash_}{anchor})"
    if page in ("CONTRIBUTING.md", "CHANGELOG.md"): return f"[{text}]({page.lower()}{hash_}{anchor})"
    return text

def links(text, modules):
    "Links between pages, and from names of modules to their API page."
    text = text.replace("](../book/_static/", "](_static/")              # pictures
    text = re.sub(r"(?<!!)\[([^\[\]]+)\]\(([^()\s]+)\)", link, text)
    def to_api(match):
        name = match[1]
        found = [m for m in modules if name == m or name.startswith(f"{m}.")]
        return f"[{match[0]}]({api.page(found[0])}.md)" if found else match[0]
    return re.sub(r"(?<!\[)`and_nb\.([\w.]+)`", to_api, text)

def chapter(notebook, modules):
    "A notebook as a page; modules: those that have an API page."
    book = json.loads(executed(notebook).read_text())
    cells = [c for c in book["cells"] if not source(c).startswith(("#| hide\n", "#| default_exp"))]
    following = [source(c) for c in cells[1:]] + [""]
    for cell, after in zip(cells, following):
        cell.setdefault("metadata", {})
        text = code_cell(cell, after) if cell["cell_type"] == "code" else links(source(cell), modules)
        cell["source"] = text.splitlines(keepends=True)
    book["cells"] = [cell for cell in cells if source(cell).strip()]
    module = about(notebook)[2]
    if module:
        said = f"This chapter is the module [`and_nb.{module}`]({api.page(module)}.md)."
        book["cells"].insert(1, dict(cell_type="markdown", id="module", metadata={}, source=said))
    return book

def contents(pages):
    "The table of contents in the reader's order, as hidden toctrees of the first page."
    trees = {title: [page for begin in begins for page in pages if page.startswith(begin)] for title, begins in PARTS.items()}
    missing = set(pages) - {page for tree in trees.values() for page in tree}
    if missing: sys.exit(f"book/stage.py: no part of the book has {', '.join(sorted(missing))}")
    trees["Appendix"] += APPENDIX
    return "\n".join(f"```{{toctree}}\n:caption: {title}\n:hidden:\n\n" + "\n".join(tree) + "\n```\n" for title, tree in trees.items())

def mathjax(to):
    "MathJax for reading without a network."
    if (to / "tex-svg-full.js").exists(): return
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        try: subprocess.run(["npm", "pack", "-s", "mathjax@3.2.2"], cwd=folder, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            print("npm could not fetch mathjax: equations will stay as TeX", file=sys.stderr)
            return
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            (to / "tex-svg-full.js").write_bytes(archive.extractfile("package/es5/tex-svg-full.js").read())

def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*"):
        if old.name == "_static": continue                                # MathJax lies there
        if old.is_dir(): shutil.rmtree(old)
        else: old.unlink()
    notebooks = sorted((ROOT / "nbs").glob("*.ipynb"))
    exports = {}                                                          # module → (page, title, one line)
    for notebook in notebooks:
        title, line, module = about(notebook)
        if module: exports[module] = (notebook.stem, title, line)
    for notebook in notebooks:
        book = chapter(notebook, exports)
        if notebook.stem == "index":
            pages = [other.stem for other in notebooks if other.stem != "index"]
            book["cells"].append(dict(cell_type="markdown", id="contents", metadata={}, source=contents(pages)))
        (OUT / notebook.name).write_text(json.dumps(book))
    for page in HERE.glob("*.md"): shutil.copy(page, OUT)
    for page in ("CONTRIBUTING.md", "CHANGELOG.md"):
        (OUT / page.lower()).write_text(links((ROOT / page).read_text(), exports))
    shutil.copy(HERE / "conf.py", OUT)
    shutil.copytree(HERE / "_static", OUT / "_static", dirs_exist_ok=True)
    mathjax(OUT / "_static" / "mathjax")
    frames.main(OUT)
    api.main(OUT, exports)

if __name__ == "__main__": main()
