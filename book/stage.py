"""Put the book's sources together in book/_build/source: chapters from nbs/ (05 as executed, where a report exists), pages from book/, MathJax from npm.

What nbdev marks with `#| hide` is left out, other `#|` lines are stripped, and links between notebooks become links between pages.
"""
import json, re, shutil, subprocess, sys, tarfile, tempfile
from pathlib import Path

import api, frames

ROOT = Path(__file__).resolve().parents[1]
HERE, OUT = ROOT / "book", ROOT / "book" / "_build" / "source"

def alternative(cell, after):
    "Alt text of a cell's pictures: what `show` noted beside them, else the caption's first sentence."
    noted = [m["alt"] for o in cell["outputs"] for kind, m in o.get("metadata", {}).items() if kind.startswith("image/") and "alt" in m]
    if noted: return noted[0]
    caption = re.match(r"\*(?!\*)(.+?)(?:\. |\.?\*$)", after, flags=re.M)
    return re.sub(r"[*`$\\]", "", caption[1]) if caption and any(k.startswith("image/") for o in cell["outputs"] for k in o.get("data", {})) else None

def about(notebook):
    "Title, one line and module of a notebook."
    text = ["".join(c["source"]) for c in json.loads(notebook.read_text())["cells"]]
    module = next((m[1] for t in text if (m := re.match(r"#\| default_exp (\w+)", t))), None)
    return text[0].split("\n")[0].lstrip("# "), " ".join(l.lstrip("> ") for l in text[0].split("\n") if l.startswith(">")), module

def chapter(notebook, modules):
    "A notebook as a page; modules: those that have an API page."
    book = json.loads(notebook.read_text())
    cells = [c for c in book["cells"] if not "".join(c["source"]).startswith(("#| hide\n", "#| default_exp"))]
    for cell, after in zip(cells, cells[1:] + [{"source": ""}]):
        text = "".join(cell["source"])
        cell.setdefault("metadata", {})
        if cell["cell_type"] == "code":
            if "#| hide_input" in text: cell["metadata"]["tags"] = ["remove-input"]
            elif "#| export" in text: cell["metadata"]["tags"] = ["and-nb-module"]
            text = re.sub(r"^#\|.*\n?", "", text, flags=re.M).strip("\n")
            text = re.sub(r"^(?=.{87})(.*\S) {3,}(?=# )", lambda m: f"{m[1]}  " if len(m[0]) > 60 else m[0], text, flags=re.M) # a comment at the far right, which would wrap, moves to its code
            if alt := alternative(cell, "".join(after["source"])): cell["metadata"]["mystnb"] = {"image": {"alt": alt}}
        else:
            text = re.sub(r"\]\((?:nbs/|reports/[\w/]+/)?(\w+)\.ipynb\)", r"](\1.ipynb)", text)
            text = text.replace("](../book/_static/", "](_static/")
            text = re.sub(r"\[([^\]]+)\]\((?:\.\./|and_nb/|data/)[^)]*\)", r"\1", text)                     # files outside the book
            text = re.sub(r"\[([^\]]+)\]\((\w+)\.ipynb\)", lambda m: m[0] if (notebook.parent / f"{m[2]}.ipynb").exists() or (ROOT / "nbs" / f"{m[2]}.ipynb").exists() else m[1], text)
            text = re.sub(r"\]\((CONTRIBUTING\.md)\)", r"](contributing.md)", text)
            text = re.sub(r"(?<!\[)`and_nb\.(\w+)(\.\w+)?`", lambda m: f"[{m[0]}](api_{m[1]}.md)" if m[1] in modules else m[0], text)
        cell["source"] = text.splitlines(keepends=True)
    book["cells"] = [c for c in cells if "".join(c["source"]).strip()]
    module = about(notebook)[2]
    if module: book["cells"].insert(1, dict(cell_type="markdown", id="module", metadata={}, source=f"This chapter is the module [`and_nb.{module}`](api_{module}.md)."))
    return json.dumps(book)

PARTS = {"Photographs and metrics": ("00",), "The method": ("01", "02", "03"), "Training": ("04",), "The experiments": ("05", "06", "11", "12"),
         "Rivals": ("08", "09", "10"), "Tools": ("07", "13", "14")}

def contents(pages):
    "The table of contents that tells the story, as hidden toctrees of the first page."
    trees = {title: [p for p in pages if p.startswith(numbers)] for title, numbers in PARTS.items()}
    trees["Appendix"] = ["sliders", "notation", "api", "genindex", "references", "contributing"]
    return "\n".join(f"```{{toctree}}\n:caption: {title}\n:hidden:\n\n" + "\n".join(found) + "\n```\n" for title, found in trees.items() if found)

def mathjax(to):
    "MathJax for reading without a network."
    if (to / "tex-svg-full.js").exists(): return
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as tmp:
        try: subprocess.run(["npm", "pack", "-s", "mathjax@3.2.2"], cwd=tmp, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError): print("npm could not fetch mathjax: equations will stay as TeX", file=sys.stderr); return
        with tarfile.open(next(Path(tmp).glob("*.tgz"))) as t: (to / "tex-svg-full.js").write_bytes(t.extractfile("package/es5/tex-svg-full.js").read())

def main():
    keep = OUT / "_static" / "mathjax"
    for f in OUT.glob("*"):
        if f.name != "_static": f.unlink() if f.is_file() else shutil.rmtree(f)
    OUT.mkdir(parents=True, exist_ok=True)
    notebooks = sorted((ROOT / "nbs").glob("*.ipynb"))
    exports = {module: (n.stem, title, line) for n in notebooks for title, line, module in [about(n)] if module}
    for notebook in notebooks:
        executed = [ROOT / "reports" / notebook.stem / p / notebook.name for p in ("gpu", "cpu", "full", "smoke")]
        (OUT / notebook.name).write_text(chapter(next((e for e in executed if e.exists()), notebook), exports))
    pages = [n.stem for n in notebooks if n.stem[0].isdigit()]
    index = json.loads((OUT / "index.ipynb").read_text())
    index["cells"].append(dict(cell_type="markdown", id="contents", metadata={}, source=contents(pages)))
    (OUT / "index.ipynb").write_text(json.dumps(index))
    for page in HERE.glob("*.md"): shutil.copy(page, OUT)
    shutil.copy(HERE / "conf.py", OUT); shutil.copytree(HERE / "_static", OUT / "_static", dirs_exist_ok=True)
    (OUT / "contributing.md").write_text((ROOT / "CONTRIBUTING.md").read_text())
    mathjax(keep)
    frames.main(OUT)
    api.main(OUT, exports)

if __name__ == "__main__": main()
