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
FREE = replace(PLAIN, lr_psnr=None)
WIDE = replace(FREE, epsilon=FREE.epsilon * 60)         # a random direction needs far more length for the same harm

HEAD = """# Sliders

These work without a kernel: the frames were computed when the book was built, on one 128-pixel detail of the embedded cat, with
16 channels. The live version is [the explorer](07_explorer.ipynb).
"""
RADIUS = """## The radius ε

*The degraded LR image over multiples of the calibrated ε: the adversary's direction leaves stripes and spots, a random one
mostly grain.*
"""
SCALES = """## The scale factors

*At the calibrated ε, over multiples of one group's scale factor. Suppressed (left), a group leaves the ball to the two others;
released (right), it does the damage in its own way.*
"""

def jpeg(x):
    "An LR image as the address of a picture."
    image = Image.fromarray(to_photo(x.clamp(0, 1))).resize((256, 256), Image.NEAREST)
    data = io.BytesIO()
    image.save(data, "jpeg", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(data.getvalue()).decode()

def slider(name, what, frames):
    "HTML: a range input and its frames, switched by book/_static/frames.js."
    pictures = [f'<img src="{src}" alt="{what}: {label}" title="{label}" hidden>' for label, src in frames]
    pictures[0] = pictures[0].replace(" hidden>", ">")
    return (f'<div class="frames"><label for="{name}">{what}</label> '
            f'<input type="range" id="{name}" min="0" max="{len(frames) - 1}" value="0"> '
            f"<output>{frames[0][0]}</output><div>{''.join(pictures)}</div></div>")

def page(*sliders): return "```{raw} html\n" + "".join(sliders) + "\n```\n"

def main(out: Path):
    torch.manual_seed(0)
    torch.set_num_threads(1)
    hr = to_tensor(embedded("test")["chelsea"])[None, :, 40:168, 100:228]
    F = Degradation(channels=16, pool_width=1.6, keep_mean=False)      # the explorer's
    theta_id = identity(F, 1, 128, seed=4)
    clean = F.reduce(hr).clamp(0, 1)

    def harm(lr): return (bicubic_up(lr, 4) - hr).abs().mean((1, 2, 3))
    def worst(attack): return perturb(F, hr, theta_id, harm, attack)
    def drawn(attack): return random_theta(F, hr, theta_id, attack, seed=1)

    def frame(search, attack, label):
        lr = F(hr, search(attack))
        return f"{label}, LR PSNR {float(lr_psnr(lr, clean)):.1f} dB", jpeg(lr[0])

    def over_epsilon(search, attack):
        frames = [("the identity", jpeg(F(hr, theta_id)[0]))]
        for k in STRENGTHS[1:]:
            stronger = replace(attack, epsilon=attack.epsilon * k, step=attack.step * k)
            frames.append(frame(search, stronger, f"ε × {k:g}"))
        return frames

    def over_factor(group):
        frames = []
        for k in FACTORS:
            scales = tuple(s * k if name == group else s for name, s in zip(GROUPS, FREE.scales))
            frames.append(frame(worst, replace(FREE, scales=scales), f"× {k:g}"))
        return frames

    epsilon = [slider("adversarial", "adversarial θ", over_epsilon(worst, FREE)),
               slider("random", "random θ (60 times the radius)", over_epsilon(drawn, WIDE))]
    factors = [slider(f"factor-{name}", f"scale factor of {name}", over_factor(name)) for name in GROUPS]
    (out / "sliders.md").write_text("\n".join([HEAD, RADIUS, page(*epsilon), SCALES, page(*factors)]))
