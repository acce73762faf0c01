-- What was published after a run, so that the number of a publication never falls, and what was refused.

ALTER TABLE runs ADD COLUMN generation INTEGER;  -- the last number given to a publication of what the run left
ALTER TABLE runs ADD COLUMN refused TEXT;        -- why a publication of it was refused
ALTER TABLE runs ADD COLUMN refused_at TEXT;
ALTER TABLE runs ADD COLUMN refusal_stands INTEGER NOT NULL DEFAULT 0;  -- 1 until a publication is accepted
