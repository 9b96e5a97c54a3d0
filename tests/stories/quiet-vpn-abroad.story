A VPN makes it look as if he were in another country within minutes, and back.
--- life people=40 days=21
--- story
2026-11-23T12:00 p015 192.0.2.10 ok country=DE asn=64496
2026-11-23T12:10 p015 203.0.113.90 ok country=US asn=64540
2026-11-23T12:20 p015 203.0.113.90 mail-read x40
2026-11-23T12:30 p015 192.0.2.10 ok country=DE asn=64496
2026-11-23T13:10 p015 203.0.113.90 ok country=US asn=64540
2026-11-23T13:15 p015 203.0.113.91 ok country=SG asn=64541
--- incidents
