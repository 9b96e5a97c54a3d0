Research is fetched: thousands of files, from a country nobody had been in.
--- life people=40 days=21
--- story
2026-11-22T23:10 p003 203.0.113.30 ok country=RO asn=64511 agent=rclone/1.66
2026-11-22T23:12 p003 203.0.113.30 download x9000
--- incidents
data-theft critical got-in: p003 | 203.0.113.30 | download
