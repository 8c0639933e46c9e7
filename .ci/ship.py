"""Put a trained generator into the package with its model card: python .ci/ship.py RUN ROW NAME

RUN is a folder of `and_nb train` (runs/04b_training/and_drawn), ROW its name in the table of chapter 4b's longer runs, NAME andnet_x4 or andgan_x4.
"""
import json, subprocess, sys
from pathlib import Path

import pandas as pd
from and_nb.esrgan import load_generator, save_checkpoint
from and_nb.metrics import Protocol

run, row, name = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
root = Path(__file__).resolve().parents[1]
settings, attack = (json.loads((run / f).read_text()) for f in ("settings.json", "attack.json"))
table = pd.read_csv(root / "reports" / "04b_training" / "cpu" / "table.csv").set_index(["set", "images", "training"])
if row not in table.index.levels[2]: sys.exit(f"row {row!r}: choose from {', '.join(table.index.levels[2])}")
net, p, gan = load_generator(run / "generator.safetensors"), settings["profile"], settings["stage"] == "gan"
commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True).stdout.strip()
meta = {k: settings[k] for k in ("degradation", "stage", "seed", "scale", "F", "pool_spread", "border")} | {"attack": attack, "profile": p, "photographs": "BSDS500", "commit": commit}
save_checkpoint(net, root / "and_nb" / f"{name}.safetensors", meta)

metrics = list(table.columns)
scores = "\n".join(f"| {where} ({images}) | " + " | ".join(f"{table.loc[(where, images, who), m]:.{2 if m.startswith('PSNR') else 4}f}" for m in metrics for who in (row, "bicubic")) + " |"
                   for where, images in dict.fromkeys(i[:2] for i in table.index))
width = settings["F"].get("pool_width", "default")
(root / "and_nb" / f"{name}.md").write_text(f"""# Model card: {name}

Enlarges photographs four times. An RRDBNet (ESRGAN's generator) with {p['features']} features, {p['blocks']} blocks and growth {p['growth']} ({sum(q.numel() for q in net.parameters()) / 1e6:.2f} M parameters) in BasicSR's key names; spandrel opens it as ESRGAN.

**Training.** {f"ANDGAN: L1 + perceptual ({p['perceptual']}) + GAN, from ANDNet" if gan else 'ANDNet: L1 alone'}; {p['gan_steps'] if gan else p['net_steps']} steps of {p['batch']} patches of {p['patch']} pixels, profile `{p['name']}`, seed {settings['seed']}; degradation network with {p['channels']} channels, pool width {width} ± {settings['pool_spread']:g}; attack: {attack['steps']} step to the boundary, LR PSNR {attack['lr_psnr']:g} dB, norm {attack['norm']}, moments {attack['moments']}. This is minutes of training on one CPU core: a small result.

**Photographs.** 400 photographs of BSDS500, its training and test parts (Berkeley; research and education use). None of the photographs below was trained on. Strength and pool width were chosen on 40 other RealSR pairs; the 20 pairs of RealSR-20 had been looked at in earlier rounds of the study.

**Scores** ({Protocol(crop=4)}; beside bicubic enlargement; Kodak24 and the DIV2K crops were there to choose on):

| set (images) | {' | '.join(f'{m} | bicubic' for m in metrics)} |
|{'---|' * (1 + 2 * len(metrics))}
{scores}

**Limits.** Trained briefly and small: it sharpens, and {'invents only the finest texture, not always the right one' if gan else 'invents nothing'}. It does not clean: noise, grain and JPEG blocks are sharpened along with the rest, and heavy blur stays. Not for use where a picture is evidence.

Licence of the weights: Apache-2.0, subject to the terms of the training photographs.
""")
print(root / "and_nb" / f"{name}.safetensors")
