A new colleague: account, second factor, device, a rule, the address book, a lot of mail read.
--- life people=40 days=21
--- story
2026-11-23T08:00 admin 192.0.2.10 ok
2026-11-23T08:10 admin 192.0.2.10 new-account object=n.neu@institute.example
2026-11-23T08:30 n.neu 192.0.2.10 ok
2026-11-23T08:31 n.neu 192.0.2.10 mfa-change object=phone
2026-11-23T08:32 n.neu 192.0.2.10 device object=phone
2026-11-23T08:33 n.neu 192.0.2.10 credential object=password
2026-11-23T09:00 n.neu 192.0.2.10 inbox-rule object=lists
2026-11-23T09:05 n.neu 192.0.2.10 directory-read x400
2026-11-23T10:00 n.neu 192.0.2.10 mail-read x200
2026-11-23T20:00 n.neu 203.0.113.81 ok asn=64500 country=DE
2026-11-23T20:05 n.neu 203.0.113.81 inbox-rule object=more
--- incidents
