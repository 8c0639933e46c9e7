"""AND: Adversarial Neural Degradation for blind super-resolution, as literate notebooks and a library."""
__version__ = "0.2.0"


def __getattr__(name):
    "`and_nb.upscale(image)` without an import; torch is loaded then and not before."
    if name != "upscale": raise AttributeError(f"module 'and_nb' has no attribute {name!r}")
    from .tools.upscale import upscale
    return upscale
