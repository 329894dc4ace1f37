"""What the HTTP server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kotacerdas.config.settings")
application = get_wsgi_application()

# What is loaded by now stays for ever: the collector need not look at it again with every request.
gc.collect()
gc.freeze()
