"""A training step here, in a bare loop and in BasicSR: python .ci/trainers.py BASICSR [OUT.csv]

BASICSR: the unpacked source of BasicSR 1.4.2 (pip download --no-deps --no-binary :all: basicsr==1.4.2). It also
needs addict, future, lmdb, opencv-python-headless and yapf, which and_nb does not install.
All: RRDBNet of the profile cpu, L1, Adam, 8 patches of 64 HR pixels in memory, float32, one thread. BasicSR is given
LR images; the other two make their own, by bicubic reduction. The bare loop averages no weights and checks nothing.
Time: processor time, in turns of one run. Memory: the largest resident size of a fresh process over what it has
before the trainer is made (Linux).
"""
import datetime, subprocess, sys, time, types, warnings
from dataclasses import replace
from pathlib import Path

import pandas as pd
import torch
import torchvision.transforms.functional as transforms

from and_nb.degradation import Bicubic
from and_nb.esrgan import RRDBNet
from and_nb.photos import bicubic
from and_nb.records import made_here
from and_nb.training import CPU, Settings, Trainer

ROUNDS = 40
SIZE = replace(CPU, precision="no", net_steps=ROUNDS + 10)

def ours(hr):
    trainer = Trainer(Settings(SIZE, Bicubic(), border=0), "cpu")
    return lambda k: trainer.step(hr, k, report=False)

def bare(hr):
    G = RRDBNet(4, SIZE.features, SIZE.blocks, SIZE.growth).to(memory_format=torch.channels_last)
    adam = torch.optim.Adam(G.parameters(), SIZE.rate, betas=(.9, .99))
    def step(k):
        loss = (G(bicubic(hr, 4).clamp(0, 1)) - hr).abs().mean()
        adam.zero_grad()
        loss.backward()
        adam.step()
    return step

def published():
    "BasicSR's trainer."
    moved = types.ModuleType("torchvision.transforms.functional_tensor")  # BasicSR asks for a module that is gone
    moved.rgb_to_grayscale = transforms.rgb_to_grayscale
    sys.modules[moved.__name__] = moved
    from basicsr.models.sr_model import SRModel
    return SRModel

def basicsr(hr):
    network = dict(type="RRDBNet", num_in_ch=3, num_out_ch=3, num_feat=SIZE.features, num_block=SIZE.blocks,
                   num_grow_ch=SIZE.growth)
    training = dict(ema_decay=.999, optim_g=dict(type="Adam", lr=SIZE.rate, betas=[.9, .99]),
                    scheduler=dict(type="MultiStepLR", milestones=[10**6], gamma=.5),
                    pixel_opt=dict(type="L1Loss", loss_weight=1., reduction="mean"))
    model = published()(dict(num_gpu=0, is_train=True, dist=False, network_g=network, path={}, train=training))
    lr = bicubic(hr, 4)
    def step(k):
        model.feed_data({"lq": lr, "gt": hr})
        model.optimize_parameters(k)
    return step

STEPS = {"and_nb": ours, "bare loop": bare, "BasicSR": basicsr}

def patches(): return torch.rand(SIZE.batch, 3, SIZE.patch, SIZE.patch, generator=torch.Generator().manual_seed(0))
def most_resident():
    "MB, of this process since the peak was reset (Linux)."
    line = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024

def taken(step, k):
    began = time.process_time()
    step(k)
    return 1e3 * (time.process_time() - began)

def memory(name):
    "MB of a fresh process."
    published()                                                            # imports are not counted
    hr = patches()
    Path("/proc/self/clear_refs").write_text("5")                         # the peak begins here
    before = most_resident()
    step = STEPS[name](hr)
    for k in range(5): step(k)
    return most_resident() - before

def measured(source):
    steps = {name: make(patches()) for name, make in STEPS.items()}
    ms = pd.DataFrame([{name: taken(step, k) for name, step in steps.items()} for k in range(ROUNDS + 5)])[5:]
    def alone(name): return float(subprocess.check_output([sys.executable, __file__, source, "--memory", name]))
    table = pd.DataFrame({"ms a step": ms.median(), "from": ms.quantile(.25), "to": ms.quantile(.75)})
    table["of the bare loop"] = table["ms a step"] / table["ms a step"]["bare loop"]
    table["MB"] = [alone(name) for name in table.index]
    return table.rename_axis("trainer")

if __name__ == "__main__":
    if len(sys.argv) < 2: sys.exit(__doc__)
    warnings.filterwarnings("ignore")
    torch.set_num_threads(1)
    source, *words = sys.argv[1:]
    sys.path[:0] = [source]
    if words[:1] == ["--memory"]: print(memory(words[1]))
    else:
        table = measured(source).round(2)
        about = made_here()
        table["measured"] = f"commit {about['commit']:.7}, {datetime.date.today()}; {about['machine']}"
        print(table.to_string())
        if words: table.to_csv(words[0])
