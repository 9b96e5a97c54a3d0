A log of one day with one person in it, in private addresses: a device code, a device, rules. His own rule stays his.
--- story
2026-06-15T09:55 i.dun 192.168.1.1 ok
2026-06-15T12:35 i.dun 192.168.1.1 ok times=20 every=30
2026-06-15T12:43 i.dun 192.168.1.1 hiding-rule object=newsletters
2026-06-15T15:50 i.dun 10.0.0.1 other_failure application=Broker
2026-06-15T15:50:16 i.dun 10.0.0.1 ok protocol=deviceCode application=Broker
2026-06-15T15:50:30 i.dun 10.0.0.1 device object=DESKTOP-1
2026-06-15T15:51 i.dun 10.0.0.1 ok application=OfficeHome
2026-06-15T15:51:44 i.dun 10.0.0.2 other_failure application=OfficeHome agent=
2026-06-15T15:53 i.dun 10.0.0.1 hiding-rule object=a
2026-06-15T15:56 i.dun 10.0.0.1 forwarding object=b_to_evil@evil.example
2026-06-15T16:06 i.dun 192.168.1.1 ok
2026-06-15T16:18 i.dun - mfa-change
--- incidents
account-takeover critical got-in: i.dun | 10.0.0.1 10.0.0.2 | device hiding-rule forwarding
