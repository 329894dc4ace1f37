"""What the HTTP server calls."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

# A thread that comes back from the database, perhaps with a row locked, gets its turn after half a millisecond instead of
# five; otherwise all who wait for that row wait for pages that others are rendering.
sys.setswitchinterval(0.0005)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kotacerdas.config.settings")
application = get_wsgi_application()

# What is loaded by now stays for ever: the collector need not look at it again with every request.
gc.collect()
gc.freeze()
