"""An exported table that is given back: brought up to date, with what a person did to it kept."""
