"""Does a network draw what is not there? python .ci/artefacts.py NETWORK [NETWORK …]

NETWORK: the name of a network that ships, or a checkpoint. Two measurements, each through the network alone, which adds no frame:
cross-hatch  on flat LR crops, the largest amplitude at periods of 2 to 8 pixels, over that of bicubic enlargement: at most 2
ring         the error in the outer 8 pixels, over that of the same pixels inside a larger image: at most 1.1
Flat crops: fields with noise of 2/255, and the flattest place of each photograph in real_lr of the study photographs.
Pairs: the photographs inside scikit-image, reduced by bicubic, and RealSR's first ten.
"""
import sys, warnings

import numpy as np
import pandas as pd
import torch
from torch.nn import functional as nnf

from and_nb.photos import Pairs, Photos, bicubic, bicubic_up, embedded, study_folder, to_tensor
from and_nb.scoring import open_restorer

SIDE = 48 # of a flat crop, LR pixels
FRAME = 8 # outer pixels of SR
LIMITS = {"cross-hatch, noise": 2, "cross-hatch, photographs": 2, "ring, reduced": 1.1, "ring, RealSR": 1.1}

def flattest(photo, within=4 / 255):
    "The window of a photograph that varies least, if that is less than `within` and more than nothing."
    x = to_tensor(photo)
    luma = x.mean(0, keepdim=True)
    mean = nnf.avg_pool2d(luma, SIDE, 8)[0]
    spread = (nnf.avg_pool2d(luma**2, SIDE, 8)[0] - mean**2).clamp(min=0).sqrt()
    spread[(mean < .1) | (mean > .9) | (spread < .5 / 255)] = 1
    top, left = np.unravel_index(int(spread.argmin()), spread.shape)
    crop = x[:, 8 * top:8 * top + SIDE, 8 * left:8 * left + SIDE]
    return crop if spread.min() < within else None

def flat_crops(folder):
    "Kind → flat LR crops (B, 3, SIDE, SIDE)."
    generator = torch.Generator().manual_seed(0)
    level = torch.linspace(.2, .8, 8).view(-1, 1, 1, 1)
    noise = torch.randn(8, 3, SIDE, SIDE, generator=generator)
    crops = {"noise": level + noise * 2 / 255}
    if folder is None: return crops
    with warnings.catch_warnings(action="ignore"):                      # of photographs that become RGB
        found = [flattest(photo) for photo in Photos(folder / "real_lr") if min(photo.shape[:2]) >= SIDE]
    return crops | {"photographs": torch.stack([crop for crop in found if crop is not None])}

def spectrum(sr):
    "Amplitude at periods of 8 to 2 pixels along rows and along columns, averaged over images."
    luma = sr.mean(1)[:, 32:-32, 32:-32]
    window = torch.hann_window(luma.shape[-1], periodic=False)
    power = 0
    for lines in (luma, luma.mT):
        lines = (lines - lines.mean(-1, keepdim=True)) * window
        power = power + torch.fft.rfft(lines).abs().square().mean((0, 1))
    return power[len(window) // 8:].sqrt()

def tiles(x, side): return nnf.unfold(x, side, stride=side)[0].T.reshape(-1, 3, side, side)

def ring(network, pairs, side=32):
    "Error in the frame of tiles, over the error of the same pixels where the network is given the whole image."
    frame = torch.ones(4 * side, 4 * side, dtype=bool)
    frame[FRAME:-FRAME, FRAME:-FRAME] = False
    alone = inside = 0
    for lr, hr in pairs:
        wanted = tiles(hr, 4 * side)
        alone += (network(tiles(lr, side)).clamp(0, 1) - wanted).abs()[..., frame].mean()
        inside += (tiles(network(lr).clamp(0, 1), 4 * side) - wanted).abs()[..., frame].mean()
    return float(alone / inside)

def pairs_at_hand(folder):
    "Kind → LR and HR of real and of reduced photographs, 384 HR pixels a side."
    middles = [to_tensor(photo[-384:, :384])[None] for photo in embedded("all").values() if min(photo.shape[:2]) >= 384]
    pairs = {"reduced": [(bicubic(hr, 4, round8=True), hr) for hr in middles]}
    if folder is None: return pairs
    real = Pairs.open(folder / "pairs/RealSR_V3_x4", 4)
    cut = [(to_tensor(real[i][0][:96, :96])[None], to_tensor(real[i][1][:384, :384])[None]) for i in range(10)]
    return pairs | {"RealSR": cut}

@torch.no_grad()
def artefacts(networks):
    "A line a network: every measurement."
    folder = study_folder()
    crops = flat_crops(folder)
    pairs = pairs_at_hand(folder)
    plain = {kind: spectrum(bicubic_up(flat, 4)).max() for kind, flat in crops.items()}
    rows = {}
    for network in networks:
        restorer = open_restorer(network)
        row = rows[restorer.name] = {}
        for kind, flat in crops.items(): row[f"cross-hatch, {kind}"] = float(spectrum(restorer(flat)).max() / plain[kind])
        for kind, images in pairs.items(): row[f"ring, {kind}"] = ring(restorer, images)
    return pd.DataFrame.from_dict(rows, orient="index")

if __name__ == "__main__":
    if len(sys.argv) < 2: sys.exit(__doc__)
    table = artefacts(sys.argv[1:])
    wrong = table.gt(pd.Series(LIMITS)[table.columns])
    print(table.round(2).to_string())
    print("wrong:", ", ".join(f"{name} ({kind})" for name, kind in wrong.stack()[lambda x: x].index) or "nothing")
    sys.exit(int(wrong.any(axis=None)))
