Two of the house sit in the hotel from which one account is taken: only that one is.
--- life people=40 days=21
--- story
2026-11-22T20:00 p001 203.0.113.70 ok asn=64560
2026-11-22T20:05 p001 203.0.113.70 mail-read x30
2026-11-23T03:10 p007 203.0.113.70 ok asn=64560 agent=axios/1.7 country=NL
2026-11-23T03:12 p007 203.0.113.70 hiding-rule object=a
2026-11-23T03:13 p007 203.0.113.70 forwarding object=x@evil.example
2026-11-23T08:00 p002 203.0.113.70 ok asn=64560
2026-11-23T08:05 p002 203.0.113.70 mail-read x30
--- incidents
account-takeover critical got-in: p007 | 203.0.113.70 | hiding-rule forwarding
