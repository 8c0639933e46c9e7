"""Sliders without a kernel: frames over ε and over each scale factor, computed once while the book is built."""
import base64, io
from dataclasses import replace
from pathlib import Path

import torch
from PIL import Image

from and_nb.degradation import GROUPS, Degradation
from and_nb.identity import identity
from and_nb.perturbation import PLAIN, lr_psnr, perturb, random_theta
from and_nb.photos import bicubic_up, embedded, to_photo, to_tensor

STRENGTHS = [0, .25, .5, .75, 1, 1.5, 2, 3, 4, 6, 8]   # multiples of the calibrated ε, or of a group's share of it

def jpeg(x):
    image = Image.fromarray(to_photo(x.clamp(0, 1))).resize((256, 256), Image.NEAREST)
    image.save(out := io.BytesIO(), "jpeg", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()

def slider(name, what, frames):
    "HTML: a range input and its frames, switched by book/_static/frames.js."
    pictures = "".join(f'<img src="{src}" alt="{what}: {label}" title="{label}" {"" if i == 0 else "hidden"}>' for i, (label, src) in enumerate(frames))
    return f'<div class="frames"><label for="{name}">{what}</label> <input type="range" id="{name}" min="0" max="{len(frames) - 1}" value="0"> <output>{frames[0][0]}</output><div>{pictures}</div></div>'

def main(out: Path):
    torch.manual_seed(0); torch.set_num_threads(1)
    hr = to_tensor(embedded("test")["chelsea"])[None, :, 40:168, 100:228]
    F, harm = Degradation(channels=16), lambda lr: (bicubic_up(lr, 4) - hr).abs().mean((1, 2, 3))
    theta_id = identity(F, 1, 128, seed=4); clean = F.reduce(hr).clamp(0, 1)
    free = replace(PLAIN, lr_psnr=None)

    def frames(search, attack, groups=GROUPS):
        found = []
        for k in STRENGTHS:
            theta = search(F, hr, theta_id, harm, replace(attack, groups=groups, epsilon=attack.epsilon * k, step=attack.step * max(k, 1e-9)), 1)
            lr = F(hr, theta)
            found.append((f"ε × {k:g}, LR PSNR {float(lr_psnr(lr, clean)):.1f} dB" if k else "the identity", jpeg(lr[0])))
        return found

    wide = replace(free, epsilon=free.epsilon * 60)             # a random direction needs far more length for the same harm
    parts = ["# Sliders\n\nThese work without a kernel: the frames were computed when the book was built, on one 128-pixel detail of the embedded cat, with 16 channels. "
             "The notebook {doc}`07_explorer` has the live version where it is installed.\n" if (out / "07_explorer.ipynb").exists() else
             "# Sliders\n\nThese work without a kernel: the frames were computed when the book was built, on one 128-pixel detail of the embedded cat, with 16 channels.\n",
             "## The radius ε\n", "```{raw} html\n" + slider("adversarial", "adversarial θ", frames(perturb, free)) + slider("random", "random θ (60 times the radius)", frames(random_theta, wide)) + "\n```\n",
             "## One group at a time\n\nWith the scale factors of the other groups at infinity only one group may move.\n", "```{raw} html\n" +
             "".join(slider(f"only-{g}", f"{g} alone", frames(perturb, free, (g,))) for g in GROUPS) + "\n```\n"]
    (out / "sliders.md").write_text("\n".join(parts))
