"""Compute some cells of a chapter again and store what they show: python .ci/cells.py NOTEBOOK ID [ID …]

They run in a fresh kernel in the notebook's order, together with all exported cells; name those that they need beside these
(imports for the chapter alone, helpers). Cells tagged #| slow, which the tests skip, are computed again so. Afterwards: nbdev-clean.
"""
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

def main(book, *ids):
    book = Path(book)
    notebook = nbformat.read(book, 4)
    unknown = set(ids) - {cell.id for cell in notebook.cells}
    if unknown: sys.exit(f"{book} has no cell {', '.join(sorted(unknown))}")
    client = NotebookClient(notebook, timeout=None, resources={"metadata": {"path": book.parent}})
    with client.setup_kernel():
        for i, cell in enumerate(notebook.cells):
            if cell.id in ids or cell.source.startswith("#| export"): client.execute_cell(cell, i)
    nbformat.write(notebook, book)

if __name__ == "__main__":
    if len(sys.argv) < 3: sys.exit(__doc__)
    main(*sys.argv[1:])
