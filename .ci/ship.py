"""Put a trained generator into the package with its model card: python .ci/ship.py RUN REPORT NAME

RUN is a cell of the ablation (runs/05_ablation/cpu/and-net-0), REPORT the folder of its table, NAME andnet_x4 or andgan_x4.
"""
import json, sys
from pathlib import Path
from and_nb.esrgan import load_generator, save_checkpoint

run, report, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
root = Path(__file__).resolve().parents[1]
settings, result, record = (json.loads(f.read_text()) for f in (run / "settings.json", run / "result.json", report / "run.json"))
net, p, a = load_generator(run / "generator.safetensors"), settings["profile"], settings["attack"]
meta = {k: settings[k] for k in ("degradation", "stage", "seed", "scale", "F", "attack", "border")} | {"profile": p, "photographs": "BSDS500", "commit": record["commit"]}
save_checkpoint(net, root / "and_nb" / f"{name}.safetensors", meta)
rows = "\n".join(f"| {c} ({record['columns'][c]} images) | {s['psnr']:.2f} | {record['baseline'][c]['psnr']:.2f} | {s['ssim']:.4f} | {record['baseline'][c]['ssim']:.4f} | {s.get('lpips', float('nan')):.4f} | {record['baseline'][c].get('lpips', float('nan')):.4f} |"
                 for c, s in result["scores"].items() if c in record["columns"])
(root / "and_nb" / f"{name}.md").write_text(f"""# Model card: {name}

Enlarges photographs four times. An RRDBNet (ESRGAN's generator) with {p['features']} features, {p['blocks']} blocks and growth {p['growth']} ({sum(q.numel() for q in net.parameters()) / 1e6:.2f} M parameters) in BasicSR's key names; spandrel opens it as ESRGAN.

**Training.** {'ANDNet: L1 alone' if settings['stage'] == 'net' else 'ANDGAN: L1 + perceptual + GAN'}, {p['net_steps'] if settings['stage'] == 'net' else p['gan_steps']} steps of {p['batch']} patches of {p['patch']} pixels, profile `{p['name']}`, seed {settings['seed']}; degradation network with {p['channels']} channels, options {settings['F'] or 'default'}; attack: {a['steps']} PGD steps, LR PSNR {a['lr_psnr']:g} dB, norm {a['norm']}, moments {a['moments']}. This is minutes of training on one CPU core: a small result.

**Photographs.** {len(settings['photos'])} of the 400 training and test photographs of BSDS500 (Berkeley; research and education use). None of the photographs that scores are reported on was trained on; strength and pool width were chosen on 40 other RealSR pairs, after a first run at pool width 1.6 had been scored on the 20 test pairs as well (`choosing.csv` in the report): those were looked at twice.

**Scores** ({record['protocol']}; {record['lpips']}; beside bicubic enlargement):

| images | PSNR-Y | bicubic | SSIM-Y | bicubic | LPIPS | bicubic |
|---|---|---|---|---|---|---|
{rows}

**Limits.** Trained briefly and small: it sharpens, and invents nothing. It does not clean: noise, grain and JPEG blocks are sharpened along with the rest, and heavy blur stays. Not for use where a picture is evidence.

Licence of the weights: Apache-2.0, subject to the terms of the training photographs.
""")
print(root / "and_nb" / f"{name}.safetensors")
