The same hands go on from the neighbouring address, and from another network a day later.
--- life people=40 days=21
--- story
2026-11-23T03:10 p007 203.0.113.9 ok asn=64510 agent=axios/1.7 country=NL
2026-11-23T03:12 p007 203.0.113.9 hiding-rule object=a
2026-11-23T03:13 p007 203.0.113.9 forwarding object=x@evil.example
2026-11-23T05:00 p007 203.0.113.44 ok asn=64510 agent=axios/1.7
2026-11-23T05:01 p007 203.0.113.44 consent object=Mail_Reader
2026-11-24T05:00 p007 2001:db8:ffff::1 ok asn=64520 agent=axios/1.7 country=SE
2026-11-24T05:02 p007 2001:db8:ffff::1 mfa-change object=phone
--- incidents
account-takeover critical got-in: p007 | 203.0.113.9 203.0.113.44 2001:db8:ffff::/64 | hiding-rule forwarding consent mfa-change
