-- The records of which one part has everything that is chosen.
SELECT id FROM ({parts})
