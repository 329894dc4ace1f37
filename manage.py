"""Django's own commands, for developers; everyone else uses `kotacerdas`."""

import os
import sys
from pathlib import Path

from kotacerdas.config import env

if __name__ == "__main__":
    env.read_file(Path(__file__).with_name(".env"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kotacerdas.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
