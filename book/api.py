"""The API: a page for each module with every exported name, its one line and its parameters, from the modules' own docments."""
import importlib, inspect
from pathlib import Path

from fastcore.docments import docments

def parameters(thing):
    "A list of a function's or dataclass's parameters."
    try: found = docments(thing, full=True)
    except Exception: return []
    def line(name, p):
        default, said = p.get("default", inspect.Parameter.empty), " ".join((p.get("docment") or "").split())
        shown = "" if default is inspect.Parameter.empty else f" = `{getattr(default, '__name__', None) or ' '.join(repr(default).split())}`"
        return f"- {'returns' if name == 'return' else f'`{name}`{shown}'}" + (f": {said}" if said else "")
    return [line(n, p) for n, p in found.items() if n != "self" and not (n == "return" and not p.get("docment"))]

def says(thing): return (inspect.getdoc(thing) or "").split("\n")[0]

def entry(name, thing, module):
    methods = [f"- `.{n}`: {says(m)}" for n, m in vars(thing).items() if inspect.isfunction(m) and not n.startswith("_") and m.__doc__] if inspect.isclass(thing) else []
    return "\n\n".join(filter(None, (f"```{{index}} {name} (and_nb.{module})\n```", f"## `{name}`", says(thing), "\n".join(parameters(thing)), "\n".join(methods))))

def main(out: Path, chapters: dict): # module → (page, title, one line)
    hub = ["# API\n\nEvery name that the notebooks export, in reading order: a page for each module, which leads to the chapter that explains it. In alphabetical order they stand in the {ref}`index <genindex>`.\n", "| module | chapter | |\n|---|---|---|"]
    for module, (page, title, line) in chapters.items():
        m = importlib.import_module(f"and_nb.{module}")
        found = {n: t for n in getattr(m, "__all__", []) if inspect.isfunction(t := getattr(m, n, None)) or inspect.isclass(t)}
        (out / f"api_{module}.md").write_text(f"# and_nb.{module}\n\n{line}\n\nExplained in the chapter [{title}]({page}.ipynb).\n\n" + "\n\n".join(entry(n, t, module) for n, t in found.items()) + "\n")
        hub.append(f"| [`and_nb.{module}`](api_{module}.md) | [{title}]({page}.ipynb) | " + line.replace("|", r"\|") + " |")
    tree = "\n".join(f"api_{module}" for module in chapters)
    (out / "api.md").write_text("\n".join(hub) + f"\n\n```{{toctree}}\n:hidden:\n\n{tree}\n```\n")
