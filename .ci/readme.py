"""Write README.md from nbs/index.ipynb: text, code that is not hidden, and outputs; pictures become files of reports/index/."""
import re
from pathlib import Path

import nbformat
from nbconvert import MarkdownExporter

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "reports" / "index"

notebook = nbformat.read(ROOT / "nbs" / "index.ipynb", 4)
notebook.cells = [cell for cell in notebook.cells if not cell.source.startswith("#| hide\n")]
notebook.metadata["language_info"] = {"name": "python"}                     # which nbdev-clean takes out
alternatives = []                                                           # of the pictures, in order
for cell in notebook.cells:
    if cell.source.startswith("#| hide_input"): cell.metadata["transient"] = {"remove_source": True}
    for output in cell.get("outputs", []):
        for kind, metadata in output.get("metadata", {}).items():
            if kind.startswith("image/"): alternatives.append(metadata["alt"])
text, resources = MarkdownExporter().from_notebook_node(notebook)

for old in PICTURES.glob("output_*"): old.unlink()
PICTURES.mkdir(parents=True, exist_ok=True)
for (name, data), alternative in zip(resources["outputs"].items(), alternatives, strict=True):
    (PICTURES / name).write_bytes(data)
    text = re.sub(rf"!\[\w+\]\({name}\)", f"![{alternative}](reports/index/{name})", text)

text = re.sub(r"\]\((\w+\.ipynb)\)", r"](nbs/\1)", text)                    # links as seen from the root
text = text.replace("](../", "](")
text = re.sub(r"^[ \t]+$", "", text, flags=re.M)
text = re.sub(r"\n{3,}", "\n\n", text)
(ROOT / "README.md").write_text(text.strip() + "\n")
