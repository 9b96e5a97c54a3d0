Nothing but the night itself is in the log of the file server.
--- story
2026-11-21T20:00 p001 192.0.2.60 rename x3
2026-11-21T22:00 p017 192.0.2.51 rename x40 object=.locked times=20 every=10
--- incidents
ransomware critical got-in: p017 | 192.0.2.51 | rename
