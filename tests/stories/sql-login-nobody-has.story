A machine of the house runs through passwords at a SQL login that never signed in: six in six seconds, typed by nobody.
--- life people=40 days=21
--- story
2026-11-23T11:31:15 audit 10.20.30.9 other_failure protocol=mssql
2026-11-23T11:31:18 audit 10.20.30.9 other_failure protocol=mssql
2026-11-23T11:31:19 audit 10.20.30.9 other_failure protocol=mssql times=3 every=1
2026-11-23T11:31:20 audit 10.20.30.9 other_failure protocol=mssql
--- incidents
brute-force low tried: | 10.20.30.9 |
