"""Write README.md from nbs/index.ipynb: its text and its outputs, pictures as files under reports/index/."""
import base64, re, sys
from pathlib import Path
import nbformat
from nbconvert import MarkdownExporter
from traitlets.config import Config

root = Path(__file__).resolve().parents[1]
notebook = nbformat.read(root / "nbs" / "index.ipynb", 4)
notebook.cells = [c for c in notebook.cells if not c.source.startswith("#| hide\n")]
exporter = MarkdownExporter(config=Config({"TemplateExporter": {"exclude_input": True}}))
text, resources = exporter.from_notebook_node(notebook)
text = re.sub(r"\.\./(reports|data|nbs|and_nb|CONTRIBUTING)", r"\1", text)
text = re.sub(r"<style.*?</style>", "", text, flags=re.S)
text = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
for name, data in resources["outputs"].items():
    (root / "reports" / "index").mkdir(parents=True, exist_ok=True)
    (root / "reports" / "index" / name).write_bytes(data)
    text = text.replace(f"({name})", f"(reports/index/{name})")
(root / "README.md").write_text(text)
