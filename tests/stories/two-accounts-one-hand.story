Two mailboxes are taken from one address within a day: one incident.
--- life people=40 days=21
--- story
2026-11-23T03:10 p007 203.0.113.9 ok asn=64510 agent=axios/1.7
2026-11-23T03:12 p007 203.0.113.9 hiding-rule object=a
2026-11-23T03:13 p007 203.0.113.9 forwarding object=x@evil.example
2026-11-23T11:10 p021 203.0.113.9 ok asn=64510 agent=axios/1.7
2026-11-23T11:12 p021 203.0.113.9 hiding-rule object=a
--- incidents
account-takeover critical got-in: p007 p021 | 203.0.113.9 | hiding-rule forwarding
