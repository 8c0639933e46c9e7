"""Put a trained generator into the package with its model card: python .ci/ship.py RUN NAME PHOTOGRAPHS [SET …]

RUN: folder of a run; NAME: as wild_x4; PHOTOGRAPHS: what it was trained on, free, free+bsds, or free+study for a row of
chapter 5. Where the run began with the generator of another run whose folder is there, the card names both trainings.
SET: names of the list below, all if none is given. Scores are kept in runs/scores and found again.
"""
import json, sys
from dataclasses import replace
from pathlib import Path

from and_nb.esrgan import load_generator, save_checkpoint
from and_nb.photos import Pairs, Photos, study_folder
from and_nb.rivals.peers import realesr
from and_nb.scoring import TestSet, open_restorer, score, standard_metrics
from and_nb.records import made_here, to_plain
from and_nb.training import read_settings

ROOT = Path(__file__).resolve().parents[1]
SETS = { # name → folder of the study photographs
    "RealSR-20": "pairs/RealSR_V3_x4",
    "DRealSR-47": "pairs/DRealSR_x4",
    "B100": "test/B100_bsds500val_jpg",
    "Set5": "test/Set5/HR",
    "Set14": "test/Set14/HR_mod4",
    "Kodak24": "val/kodak24",
    "DIV2K crops": "val/div2k_valid_crops256",
}
FREE = """40 large photographs from the wallpapers of elementary, Budgie and Pop!_OS: CC0, public domain or the Unsplash licence; for 11 of them elementary's rule alone says so (public domain, Unsplash licence, or a CC licence that allows commercial use)"""
PHOTOGRAPHS = {
    "free": f"{FREE}. No others.",
    "free+bsds": f"{FREE}; and 320 of BSDS500, its training and test parts less every fifth photograph, which is held out (Berkeley; research and education use).",
    "free+study": f"{FREE}; and 312 of BSDS500, its training and test parts less every fifth photograph, which is held out, and less eight to validate on (Berkeley; research and education use).",
}
DOES = {
    "net": "Trained with L1 alone: it sharpens and invents nothing, so fine texture stays smooth.",
    "gan": "Trained with L1, features of {perceptual} and a discriminator: it draws fine texture, which need not be what was there, and its PSNR is lower than without them.",
}
MET = { # what was added to the LR images of its trainings
    "white noise and JPEG": " It has met white noise and JPEG in training and removes what is light of both.",
    "white noise": " It has met light white noise in training.",
    "neither": "",
}
BADLY = {
    "white noise and JPEG": "Heavy noise, coarse JPEG blocks and heavy blur stay. Fine texture near the strength of the noise is taken for noise.",
    "white noise": "JPEG blocks and heavy noise are sharpened along with the rest, and heavy blur stays.",
    "neither": "It does not clean: noise, grain and JPEG blocks are sharpened along with the rest, and heavy blur stays.",
}
CARD = """# Model card: {name}

Enlarges photographs {scale} times. {size}, {millions:.2f} M parameters; spandrel opens it as {opened}.

**What it does.** {does}

**What it does badly.** {badly} Not for use where a picture is evidence.

**Training.** {training}

**Photographs.** {photographs} None of the photographs below was trained on; Kodak24 and the DIV2K crops were there to choose on, and so were 40 other pairs of RealSR's cameras.

**Scores**, each as this network / bicubic / realesr-general-x4v3, means over images; LR of the last five sets is made by MATLAB's bicubic; `and_nb benchmark bicubic {short} --pairs FOLDER --lpips alex` measures a line again:

{table}

Licence of the weights: Apache-2.0, subject to the terms of the training photographs.
"""

def size_of(net):
    "The architecture in words, and spandrel's name for it."
    if hasattr(net, "depth"):
        words = f"{net.features} features, {net.depth + 2} convolutions, all at LR size"
        return f"An SRVGGNet (Real-ESRGAN's compact generator): {words}", "RealESRGAN Compact"
    return f"An RRDBNet (ESRGAN's generator): {net.features} features, {net.blocks} blocks, growth {net.growth}", "ESRGAN"

def words_of(value):
    "A degradation in a few words: its class, what it holds, and its numbers that are not the default's."
    plain = to_plain(value, {})
    def told(plain):
        inner = [told(part) for part in plain.values() if isinstance(part, dict)]
        numbers = [f"{key} {plain[key]}" for key in ("pool_width", "lr_psnr", "spread", "lowest", "share") if plain.get(key)]
        return f"{plain['class']}({', '.join(numbers + inner)})"
    return f"`{told(plain)}`"

def stages(run):
    "(folder, settings) of a run, after those of the run whose generator it began with."
    settings = read_settings(run)
    before = Path(settings.start_from).parent
    earlier = stages(before) if settings.start_from and (before / "settings.json").exists() else []
    return [*earlier, (run, settings)]

def made(run): return json.loads((run / "made.jsonl").read_text().splitlines()[-1])

def told(run, settings):
    "A training in one sentence."
    p = settings.profile
    losses = f", weights {settings.perceptual_weight:g} ({p.perceptual}) and {settings.gan_weight:g} (GAN)"
    kind = "L1 and a GAN" + losses if settings.stage == "gan" else "L1"
    return (f"{settings.steps} steps of {p.batch} patches of {p.patch} HR pixels, {kind}, seed {settings.seed}, "
            f"commit {made(run)['commit'][:8]}, degradation {words_of(settings.degradation)}.")

def open_set(name, scale):
    "Real pairs, or photographs to reduce."
    folder = study_folder() / SETS[name]
    if SETS[name].startswith("pairs"): return TestSet.from_pairs(name, Pairs.open(folder, scale))
    return TestSet.reduced(name, Photos(folder), scale)

def scores(net, names, scale):
    "A table in Markdown: a line a set, a column a metric."
    metrics = standard_metrics(scale, lpips=("alex",), missing_ok=True)
    restorers = [open_restorer(net, name="ours"), open_restorer("bicubic"), realesr()]
    lines = ["| set (images) | " + " | ".join(metrics) + " |", "|---" * (len(metrics) + 1) + "|"]
    for name in names:
        tests = open_set(name, scale)
        means = [score(way, tests, metrics, ROOT / "runs/scores").groupby("metric").value.mean() for way in restorers]
        cells = []
        for metric in metrics:
            ours, *others = [f"{mean[metric]:.{2 if metric.startswith('PSNR') else 4}f}" for mean in means]
            cells.append(" / ".join([f"**{ours}**", *others]))
        lines.append(f"| {name} ({len(tests)}) | " + " | ".join(cells) + " |")
    return "\n".join(lines)

def main(run, name, photographs, *names):
    run = Path(run)
    history = stages(run)
    settings = history[-1][1]
    net = load_generator(run / "generator.safetensors")
    size, opened = size_of(net)
    schemes = " ".join(words_of(stage.degradation) for _, stage in history)
    met = "white noise and JPEG" if "Compressed" in schemes else "white noise" if "WhiteNoise" in schemes else "neither"
    does = DOES[settings.stage].format(perceptual=settings.profile.perceptual)
    file = ROOT / "and_nb" / f"{name}.safetensors"
    remembered = to_plain(replace(settings, photos="", val="", start_from=""), {})
    save_checkpoint(net, file, dict(settings=remembered, photographs=PHOTOGRAPHS[photographs], made=made(run), shipped=made_here()))
    file.with_suffix(".md").write_text(CARD.format(
        name=name, short=name.rsplit("_x", 1)[0], scale=net.scale, size=size, opened=opened, millions=sum(p.numel() for p in net.parameters()) / 1e6,
        does=does + MET[met], badly=BADLY[met], training=" Then ".join(told(*one) for one in history),
        photographs=PHOTOGRAPHS[photographs], table=scores(net, names or SETS, net.scale)))
    print(file)

if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[3] not in PHOTOGRAPHS or set(sys.argv[4:]) - set(SETS): sys.exit(__doc__)
    main(*sys.argv[1:])
