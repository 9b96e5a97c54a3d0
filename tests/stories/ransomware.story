A machine of the house renames a share to an ending that nobody ever had.
--- life people=40 days=21
--- story
2026-11-21T22:00 p017 192.0.2.10 rename x40 object=.q8z2 times=40 every=20
2026-11-21T22:20 p017 192.0.2.10 delete x900
--- incidents
ransomware critical got-in: p017 | 192.0.2.10 | rename delete
