The secretary fetches a year of files from her desk; the backup does what it does every night, and once more.
--- life people=40 days=21
--- story
2026-11-23T10:00 p020 192.0.2.10 download x4000
2026-11-23T01:00 svc.backup 192.0.2.40 ok
2026-11-23T01:10 svc.backup 192.0.2.40 download x20000
2026-11-23T03:10 svc.backup 192.0.2.40 download x20000
--- incidents
