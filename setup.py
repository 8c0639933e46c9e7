from configparser import ConfigParser
from setuptools import setup

cfg = ConfigParser()
cfg.read("settings.ini", encoding="utf-8")
extras = {name: cfg.get("extras", name).split() for name in cfg["extras"] if name not in cfg.defaults()}
setup(version=cfg["DEFAULT"]["version"], install_requires=cfg["DEFAULT"]["requirements"].split(), extras_require=extras)
