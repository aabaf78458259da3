# Tells which release is installed here and which heads its chain of migrations has. One line of JSON.
import json
import os
import platform
import sys
from importlib import metadata, util

from alembic.config import Config
from alembic.script import ScriptDirectory

name = sys.argv[1]
dist = metadata.distribution(name)
inis = [str(dist.locate_file(f)) for f in dist.files or () if str(f).endswith("/alembic.ini")]
if not inis:
    # Installed from a checkout: the metadata names the packages but not their files.
    for package in (dist.read_text("top_level.txt") or "").split():
        spec = util.find_spec(package)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            inis.append(os.path.join(place, "alembic.ini"))
inis = [ini for ini in inis if os.path.exists(ini)]
if not inis:
    sys.exit("no alembic.ini in the package " + name)
heads = ScriptDirectory.from_config(Config(inis[0])).get_heads()
print(json.dumps({"version": dist.version, "heads": sorted(heads), "python": platform.python_version()}))
