"""Parts of the command `wifi` that look over the ground; `siting.commands` puts them under it."""
