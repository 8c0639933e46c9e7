"""Put a trained generator into the package with its model card: python .ci/ship.py RUN NAME FOLDER [FOLDER …]

RUN: folder of a run; NAME: andnet_x4 or andgan_x4; FOLDER: a test set, of real pairs or of HR photographs that bicubic reduces.
"""
import sys
from dataclasses import replace
from pathlib import Path

from and_nb.esrgan import load_generator, save_checkpoint
from and_nb.photos import Pairs, Photos
from and_nb.scoring import TestSet, score, standard_metrics
from and_nb.training import made_here, read_settings, to_plain

ROOT = Path(__file__).resolve().parents[1]
CARD = """# Model card: {name}

Enlarges photographs {scale} times. An RRDBNet (ESRGAN's generator) with {size.features} features, {size.blocks} blocks and growth {size.growth} ({millions:.2f} M parameters) in BasicSR's key names; spandrel opens it as ESRGAN.

**Training.** {stage}; {steps} steps of {size.batch} patches of {size.patch} pixels, profile `{size.name}`, seed {seed}. The degradation, as its settings say: `{degradation}`. This is a small result.

**Photographs.** {photographs}

**Scores** (beside bicubic enlargement):

{table}

**Limits.** Trained briefly and small: it sharpens, and {invents}. It does not clean: noise, grain and JPEG blocks are sharpened along with the rest, and heavy blur stays. Not for use where a picture is evidence.

Licence of the weights: Apache-2.0, subject to the terms of the training photographs.
"""
PHOTOGRAPHS = """400 photographs of BSDS500, its training and test parts (Berkeley; research and education use). None of the photographs below was trained on. Strength and pool width were chosen on 40 other RealSR pairs; the 20 pairs of RealSR-20 had been looked at in earlier rounds of the study."""

def open_set(folder, scale):
    "Real pairs, or photographs to reduce."
    name = folder.parent.name if folder.name == "HR" else folder.name
    try: return TestSet.from_pairs(name, Pairs.open(folder, scale))
    except ValueError: return TestSet.reduced(name, Photos(folder), scale)

def scores(weights, tests, scale):
    "A table in Markdown: mean scores of the network and of bicubic enlargement."
    metrics = standard_metrics(scale, lpips=("alex",), missing_ok=True)
    means = [score(who, tests, metrics).groupby(["set", "metric"]).value.mean() for who in (weights, "bicubic")]
    lines = ["| set (images) |" + "".join(f" {metric} | bicubic |" for metric in metrics), "|---|" + "---|" * 2 * len(metrics)]
    for test in tests:
        digits = {metric: 2 if metric.startswith("PSNR") else 4 for metric in metrics}
        values = [f"{mean[test.name, metric]:.{digits[metric]}f}" for metric in metrics for mean in means]
        lines.append(f"| {test.name} ({len(test)}) | " + " | ".join(values) + " |")
    return "\n".join(lines)

def main(run, name, *folders):
    weights = Path(run) / "generator.safetensors"
    settings = read_settings(Path(run))
    gan = settings.stage == "gan"
    net = load_generator(weights)
    remembered = to_plain(replace(settings, photos="", val="", start_from=""), {})
    file = ROOT / "and_nb" / f"{name}.safetensors"
    save_checkpoint(net, file, dict(settings=remembered, photographs="BSDS500", made=made_here()))
    card = CARD.format(
        name=name, scale=net.scale, size=settings.profile, steps=settings.steps, seed=settings.seed, degradation=settings.degradation,
        millions=sum(p.numel() for p in net.parameters()) / 1e6,
        stage=f"ANDGAN: L1 + perceptual ({settings.profile.perceptual}) + GAN, from ANDNet" if gan else "ANDNet: L1 alone",
        invents="invents only the finest texture, not always the right one" if gan else "invents nothing",
        photographs=PHOTOGRAPHS, table=scores(weights, [open_set(Path(f), net.scale) for f in folders], net.scale))
    file.with_suffix(".md").write_text(card)
    print(file)

if __name__ == "__main__":
    if len(sys.argv) < 4: sys.exit(__doc__)
    main(*sys.argv[1:])
