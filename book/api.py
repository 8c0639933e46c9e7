"""The API page: every exported name with its one line and its parameters, from the modules' own docments."""
import importlib, inspect
from pathlib import Path

from fastcore.docments import docments

def rows(thing):
    "Markdown rows of a function's or dataclass's parameters."
    try: found = docments(thing, full=True)
    except Exception: return []
    clean = lambda x: " ".join(str(x).split()).replace("|", "\\|")
    return [f"| `{n}` | {'' if p.get('default', inspect.Parameter.empty) is inspect.Parameter.empty else '`' + clean(p['default']) + '`'} | {clean(p.get('docment') or '')} |"
            for n, p in found.items() if n != "self" and not (n == "return" and not p.get("docment"))]

def entry(name, thing):
    first = (inspect.getdoc(thing) or "").split("\n")[0]
    table = rows(thing)
    return f"### `{name}`\n\n{first}\n\n" + ("| parameter | default | |\n|---|---|---|\n" + "\n".join(table) + "\n" if table else "")

def main(out: Path, chapters: dict):  # module name → page name
    parts = ["# API\n\nEvery name that the notebooks export, in reading order.\n"]
    for module, page in chapters.items():
        m = importlib.import_module(f"and_nb.{module}")
        parts.append(f"## and_nb.{module}\n\nFrom the chapter [{page}]({page}.ipynb).\n")
        for name in getattr(m, "__all__", []):
            thing = getattr(m, name, None)
            if inspect.isfunction(thing) or inspect.isclass(thing): parts.append(entry(name, thing))
    (out / "api.md").write_text("\n".join(parts))
