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

STRENGTHS = [0, .25, .5, .75, 1, 1.5, 2, 3, 4, 6, 8]    # multiples of the calibrated ε
FACTORS = [64, 16, 8, 4, 2, 1, .7, .5, .35, .25, .18]   # multiples of a calibrated scale factor; larger suppresses more

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

    def frame(search, attack, label):
        lr = F(hr, search(F, hr, theta_id, harm, attack, 1))
        return f"{label}, LR PSNR {float(lr_psnr(lr, clean)):.1f} dB", jpeg(lr[0])

    def over_epsilon(search, attack):
        at_rest = [("the identity", jpeg(F(hr, theta_id)[0]))]
        return at_rest + [frame(search, replace(attack, epsilon=attack.epsilon * k, step=attack.step * k), f"ε × {k:g}") for k in STRENGTHS[1:]]

    def over_factor(group):
        scaled = lambda k: tuple(s * k if g == group else s for g, s in zip(GROUPS, free.scales))
        return [frame(perturb, replace(free, scales=scaled(k)), f"× {k:g}") for k in FACTORS]

    wide = replace(free, epsilon=free.epsilon * 60)             # a random direction needs far more length for the same harm
    html = lambda *sliders: "```{raw} html\n" + "".join(sliders) + "\n```\n"
    parts = ["# Sliders\n\nThese work without a kernel: the frames were computed when the book was built, on one 128-pixel detail of the embedded cat, with 16 channels. The live version is [the explorer](07_explorer.ipynb).\n",
             "## The radius ε\n\n*The degraded LR over multiples of the calibrated ε: the adversary's direction leaves stripes and spots, a random one mostly grain.*\n",
             html(slider("adversarial", "adversarial θ", over_epsilon(perturb, free)), slider("random", "random θ (60 times the radius)", over_epsilon(random_theta, wide))),
             "## The scale factors\n\n*At the calibrated ε, over multiples of one group's scale factor. Suppressed (left), a group leaves the ball to the two others; released (right), it does the damage in its own way.*\n",
             html(*(slider(f"factor-{g}", f"scale factor of {g}", over_factor(g)) for g in GROUPS))]
    (out / "sliders.md").write_text("\n".join(parts))
