"""Look at an installed and_nb from outside of the repository: python .ci/wheel.py, run by the environment that it is installed in."""
import sys, time

began = time.perf_counter()
import and_nb
took = time.perf_counter() - began
assert took < .1 and "torch" not in sys.modules, f"import and_nb takes {took:.3f} s, or imports torch"

from importlib import import_module, resources
from pkgutil import walk_packages

import torch
from and_nb.degradation import Degradation
from and_nb.identity import identity

modules = [module.name for module in walk_packages(and_nb.__path__, "and_nb.")]
for name in modules: import_module(name)
for room in ("and_nb.rivals.pipelines", "and_nb.tools.cli"): assert room in modules, f"{room} is not in the wheel"
for file in ("sources.toml", "suite.toml", "andnet_x4.safetensors", "andnet_x4.md", "wild_x4.safetensors"):
    assert (resources.files("and_nb") / file).is_file(), f"{file} is not in the wheel"

F = Degradation(channels=8)
hr = torch.rand(1, 3, 32, 32)
apart = (F(hr, identity(F, patch=32)) - F.reduce(hr).clamp(0, 1)).abs().max()
assert apart < 1e-5, f"at the identity F is {apart} away from its pool"
assert and_nb.__file__.startswith(sys.prefix), f"{and_nb.__file__} is not the installed one"
print(f"wheel: import and_nb in {took:.4f} s, {len(modules)} modules, F is the identity")
