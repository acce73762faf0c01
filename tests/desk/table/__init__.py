"""An exported table that is given back and brought up to date."""
