"""What developers and the two commands run; the site itself never imports it."""
