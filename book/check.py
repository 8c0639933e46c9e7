"""Look at every page of the built book: python book/check.py book/_build/html
With the output.json of Sphinx's linkcheck instead: say which outside links lead nowhere, and which could not be asked.

From the files: no raw directive or unrendered formula, alt text on every picture, every link within the book leads somewhere, nothing is fetched
from a network. In Chromium, where there is one: at desktop and phone width no page scrolls sideways, at desktop width no code and no formula is
cut, every formula is set, every picture loads, every slider moves, all of it without a network.
"""
import json, re, shutil, sys
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

RAW = re.compile(r"```|:::|\{(?:doc|ref|raw|math|eq|numref|toctree)\}|^#\||\|-{3,}\|", re.M)
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split()
SEEN = """() => { const cut = s => [...document.querySelectorAll(s)].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText.slice(0, 60));
    return {scrolls: document.documentElement.scrollWidth > innerWidth, code: cut('div.cell_input pre, .highlight-python pre'), formulas: cut('div.math'),
    errors: [...document.querySelectorAll('[data-mml-node=merror]')].map(e => e.textContent.slice(0, 60)),
    plain: [...document.querySelectorAll('.math')].filter(e => !e.querySelector('mjx-container')).map(e => e.textContent.slice(0, 60)),
    broken: [...document.images].filter(i => i.complete && !i.naturalWidth && !i.hidden).map(i => i.src.slice(0, 80))}; }"""

def chromium():
    "A browser: one of the system's, or the one that `playwright install chromium` fetches."
    if not find_spec("playwright"): return None
    from playwright.sync_api import sync_playwright
    with sync_playwright() as p: own = p.chromium.executable_path
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", own))), None)

def texts(page):
    "What a reader reads, without code and formulas."
    for hidden in page.select("pre, code, script, style, .math"): hidden.extract()
    return page.get_text("\n")

def read(html):
    "Problems that the files show."
    pages = {f.resolve(): BeautifulSoup(f.read_text(), "html.parser") for f in sorted(html.glob("*.html"))}
    ids = {f: {e["id"] for e in p.select("[id]")} for f, p in pages.items()}
    for file, page in pages.items():
        name = file.name
        for image in page.select("main img"):
            if len(image.get("alt", "").strip()) < 4 or re.fullmatch(r"(\.\./)?_images/\S+", image["alt"]): yield f"{name}: no alt text on {image['src'][:60]}"
        for e in page.select(".cell_output .traceback, .cell_output .highlight-ipythontb"): yield f"{name}: an error is shown: {e.get_text().strip()[-80:]!r}"
        for e in page.select("script[src], link[rel=stylesheet], img[src], iframe[src]"):
            if urlsplit(e.get("src") or e.get("href")).scheme in ("http", "https"): yield f"{name}: fetched from a network: {e.get('src') or e.get('href')}"
        for a in page.select("a[href]"):
            link = urlsplit(a["href"])
            if link.scheme or link.netloc: continue
            target = (file.parent / unquote(link.path)).resolve() if link.path else file
            if not target.exists(): yield f"{name}: no page behind {a['href']}"
            elif link.fragment and target in ids and unquote(link.fragment) not in ids[target]: yield f"{name}: nothing at {a['href']}"
        if main := page.select_one("article"):
            text = texts(main)
            for found in [*RAW.findall(text), *re.findall(r"\$[^$\n]{1,80}\$", text)]: yield f"{name}: raw text {found!r}"

def browse(html, executable):
    "Problems that a browser shows."
    from playwright.sync_api import sync_playwright
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=executable, args=FLAGS, timeout=180_000)
        page = browser.new_page(offline=True)
        page.set_default_timeout(180_000)
        mathjax = (html / "_static/mathjax/tex-svg-full.js").exists()   # else formulas stay as TeX, as book/stage.py said
        for file in sorted(html.glob("*.html")):
            page.set_viewport_size(dict(width=1280, height=900))
            page.goto(file.resolve().as_uri())
            page.evaluate("() => window.MathJax && MathJax.startup && MathJax.startup.promise")
            for width in (1280, 390):
                page.set_viewport_size(dict(width=width, height=900))
                seen = page.evaluate(SEEN)
                if seen["scrolls"]: yield f"{file.name}: scrolls sideways at {width} pixels"
                for what in ("code", "formulas") if width == 1280 else ("errors", "broken") + ("plain",) * mathjax:
                    for text in seen[what]: yield f"{file.name}: {what}: {text!r}"
            if file.name == "sliders.html":
                for box in page.locator(".frames").all():
                    before = box.locator("img:visible").get_attribute("src")
                    box.locator("input").press("End")
                    if box.locator("img:visible").get_attribute("src") == before: yield f"{file.name}: the slider {box.inner_text()[:30]!r} changes nothing"
        browser.close()

def outside(output):
    "Problems with links that leave the book, from what linkcheck wrote."
    links = [json.loads(line) for line in output.read_text().splitlines()]
    failed = [link for link in links if link["status"] in ("broken", "timeout")]
    silent = [link for link in failed if re.search("NameResolution|NewConnection|ConnectTimeout|timed out|unreachable", link["info"])] # nobody answered: nothing is known
    for link in failed:
        if link not in silent: print(f"{link['filename']}: {link['uri']}: {link['info'][:120]}")
    print(f"{len(links)} links out of the book: {len(links) - len(failed)} in order, {len(failed) - len(silent)} broken, {len(silent)} not checked because their server could not be reached")
    return len(failed) > len(silent)

def main(html):
    if html.suffix == ".json": return outside(html)
    problems, how, browser = list(read(html)), "read", chromium()
    if browser: problems, how = problems + list(browse(html, browser)), "read and seen in a browser"
    else: print("pages not looked at in a browser; to have it: pip install 'and_nb[lab]', and apt-get install chromium or playwright install chromium")
    print("\n".join(problems) or f"{len(list(html.glob('*.html')))} pages {how}: in order")
    return bool(problems)

if __name__ == "__main__": sys.exit(main(Path(sys.argv[1])))
