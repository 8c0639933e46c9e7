"""A small copy of photographs, for a machine that takes little: python .ci/pack.py OUT MB FOLDER [FOLDER …]

Writes OUT/FOLDER/NAME.jpg, all of them together at most MB large: the best of the sizes and qualities below. It is
for photographs to train on; real pairs and test sets must stay as they are.
"""
import io, sys
from pathlib import Path

from PIL import Image
from tqdm import tqdm

from and_nb.files import check_number, writing
from and_nb.photos import Photos

STEPS = [(side, quality) for side in (10**5, 2000, 1200) for quality in (92, 85, 75)]  # longer side in pixels, of JPEG

def packed(photo, side, quality):
    "A photograph as JPEG, reduced to at most `side` pixels."
    small = Image.fromarray(photo)
    small.thumbnail((side, side), Image.Resampling.BICUBIC)
    file = io.BytesIO()
    small.save(file, "JPEG", quality=quality)
    return file.getvalue()

def pack(out, megabytes, folders):
    photos = {folder: Photos(folder) for folder in folders}
    targets = [(Path(folder).name, Path(name).stem) for folder, found in photos.items() for name in found.names]
    twice = next((target for target in targets if targets.count(target) > 1), None)
    if twice: raise ValueError(f"two photographs would become {'/'.join(twice)}.jpg: rename one, or its folder")
    for side, quality in STEPS:
        files = {}
        for folder, found in photos.items():
            for name, photo in zip(tqdm(found.names, f"{folder}, quality {quality}"), found):
                files[Path(folder).name, Path(name).stem] = packed(photo, side, quality)
                if sum(map(len, files.values())) > 1e6 * megabytes: break
        if sum(map(len, files.values())) <= 1e6 * megabytes: break
    else: raise ValueError(f"{megabytes} MB are too few for {sum(map(len, photos.values()))} photographs")
    for (folder, name), data in files.items():
        with writing(Path(out) / folder / f"{name}.jpg") as part: part.write_bytes(data)
    size = sum(map(len, files.values())) / 1e6
    print(f"{len(files)} photographs, {size:.1f} MB, longer side at most {side} pixels, quality {quality}")

if __name__ == "__main__":
    if len(sys.argv) < 4: sys.exit(__doc__)
    out, megabytes, *folders = sys.argv[1:]
    check_number("MB", float(megabytes), 1e-3)
    pack(out, float(megabytes), folders)
