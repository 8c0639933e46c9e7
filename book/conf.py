"""Sphinx configuration of the book. The sources are staged by book/stage.py into book/_build/source."""
project, author, copyright = "and_nb", "the and_nb authors", "the and_nb authors"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.mathjax"]
html_theme = "sphinx_book_theme"
html_theme_options = dict(navbar_persistent=[], show_toc_level=2, use_download_button=True, home_page_in_toc=True)
html_title = "AND: Adversarial Neural Degradation"
html_static_path = ["_static"]
html_js_files = ["frames.js"]
html_css_files = ["book.css"]
nb_execution_mode = "off"
myst_enable_extensions = ["dollarmath", "amsmath", "colon_fence"]
myst_heading_anchors = 3
mathjax_path = "mathjax/tex-svg-full.js"
mathjax3_config = {"svg": {"fontCache": "global"}}
suppress_warnings = ["myst.header"]
autodoc_member_order, autodoc_typehints = "bysource", "description"
templates_path, exclude_patterns = [], ["jupyter_execute"]
