The same, but it goes on: no longer a handful.
--- life people=40 days=21
--- story
2026-11-23T11:31:15 audit 10.20.30.9 bad_password protocol=mssql times=40 every=1
2026-11-23T11:31:15 audit 10.20.30.9 bad_password protocol=mssql times=20 every=2
--- incidents
brute-force medium tried: | 10.20.30.9 |
