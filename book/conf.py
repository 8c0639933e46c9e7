"""Sphinx configuration of the book. The sources are staged by book/stage.py into book/_build/source."""
import html, re

from pygments.formatters import HtmlFormatter
from sphinx.highlighting import PygmentsBridge

project, author, copyright = "and_nb", "the and_nb authors", "the and_nb authors"
extensions = ["myst_nb", "sphinx.ext.mathjax"]
html_theme = "sphinx_book_theme"
html_theme_options = dict(navbar_persistent=[], show_toc_level=2, use_download_button=True, home_page_in_toc=True)
html_title = "AND: Adversarial Neural Degradation"
html_static_path = ["_static"]
html_js_files = ["frames.js"]
html_css_files = ["book.css"]
nb_execution_mode = "off"
nb_render_markdown_format = "myst"            # of outputs: tables, too
myst_enable_extensions = ["dollarmath", "amsmath", "colon_fence"]
myst_heading_anchors = 3
mathjax_path = "mathjax/tex-svg-full.js"
mathjax3_config = {"svg": {"fontCache": "global", "scale": .9}}
suppress_warnings = ["myst.header"]
smartquotes_action = "q"                    # curly quotes; two hyphens stay two hyphens
linkcheck_timeout, linkcheck_retries, linkcheck_anchors = 20, 2, False
templates_path, exclude_patterns = [], ["jupyter_execute"]

class Hanging(HtmlFormatter):
    "Every line in a span of its own with its indentation, so that a long one wraps under itself instead of running out of the page."
    def wrap(self, source): return super().wrap(self._hung(source))

    def _hung(self, source):
        for code, line in source:
            text = html.unescape(re.sub(r"<[^>]+>", "", line))
            kind = "columns" if "<" not in line and re.search(r"\S {2,}\S", text) else "hung" # a printed table keeps its columns and scrolls
            yield code, f'<span class="{kind}" style="--indent:{len(text) - len(text.lstrip(" "))}ch">{line}</span>' if code else line

PygmentsBridge.html_formatter = Hanging
