"""The API: a page for each module with every exported name, its one line and its parameters, from the modules' own docments."""
import importlib, inspect
from pathlib import Path

from fastcore.docments import docments

HUB = """# API

Every name that the notebooks export: a page for each module, which leads to the chapter that explains it. In alphabetical order
they stand in the {ref}`index <genindex>`.

| module | chapter | |
|---|---|---|
"""

def page(module): return "api_" + module.replace(".", "_")     # of "rivals.pipelines"

def parameters(thing):
    "A list of a function's or dataclass's parameters."
    try: found = docments(thing, full=True)
    except Exception: return []
    lines = []
    for name, p in found.items():
        said = " ".join((p.get("docment") or "").split())
        if name == "self" or (name == "return" and not said): continue
        default = p.get("default", inspect.Parameter.empty)
        shown = getattr(default, "__name__", None) or " ".join(repr(default).split())
        head = "returns" if name == "return" else f"`{name}`"
        if name != "return" and default is not inspect.Parameter.empty: head += f" = `{shown}`"
        lines.append(f"- {head}: {said}" if said else f"- {head}")
    return lines

def says(thing):
    "The first line of what a thing says of itself."
    return (inspect.getdoc(thing) or "").split("\n")[0]

def entry(name, thing, module):
    methods = []
    if inspect.isclass(thing):
        own = {n: m for n, m in vars(thing).items() if inspect.isfunction(m) and not n.startswith("_")}
        methods = [f"- `.{n}`: {says(m)}" for n, m in own.items() if m.__doc__]
    index = f"```{{index}} {name} (and_nb.{module})\n```"
    parts = [index, f"## `{name}`", says(thing), "\n".join(parameters(thing)), "\n".join(methods)]
    return "\n\n".join(filter(None, parts))

def main(out: Path, chapters: dict):  # module → (page, title, one line)
    lines = []
    for module, (notebook, title, line) in chapters.items():
        m = importlib.import_module(f"and_nb.{module}")
        things = {name: getattr(m, name, None) for name in getattr(m, "__all__", [])}
        entries = [entry(name, t, module) for name, t in things.items() if inspect.isfunction(t) or inspect.isclass(t)]
        head = f"# and_nb.{module}\n\n{line}\n\nExplained in the chapter [{title}]({notebook}.ipynb).\n\n"
        (out / f"{page(module)}.md").write_text(head + "\n\n".join(entries) + "\n")
        line = line.replace("|", r"\|")
        lines.append(f"| [`and_nb.{module}`]({page(module)}.md) | [{title}]({notebook}.ipynb) | {line} |\n")
    tree = "\n".join(page(module) for module in chapters)
    (out / "api.md").write_text(HUB + "".join(lines) + f"\n```{{toctree}}\n:hidden:\n\n{tree}\n```\n")
