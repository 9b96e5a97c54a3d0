The same hands go on from the same address.
--- life people=120 days=28
--- story
2026-11-23T03:10 p007 203.0.113.9 ok asn=64510 agent=axios/1.7 country=NL
2026-11-23T03:12 p007 203.0.113.9 directory-read x120
2026-11-23T03:14 p007 203.0.113.9 hiding-rule object=a
2026-11-23T03:15 p007 203.0.113.9 forwarding object=x@evil.example
2026-11-23T04:00 p+ 203.0.113.9 bad_password times=100 every=60 agent=axios/1.7
--- incidents
account-takeover critical got-in: p007 +tried | 203.0.113.9 | directory-read hiding-rule forwarding
