One prompt missed on the train; a lost phone at the desk, refused all morning; phones that fail after a new password.
--- life people=40 days=21
--- story
2026-11-23T07:00 p030 203.0.113.95 mfa_denied
2026-11-23T07:01 p030 203.0.113.95 ok asn=64503 country=DE
2026-11-23T08:00 p031 192.0.2.10 mfa_denied times=15 every=60
2026-11-23T09:00 p032 192.0.2.10 credential object=password
2026-11-23T09:01 p032 203.0.113.96 bad_password times=12 every=600
2026-11-23T09:05 p032 203.0.113.97 password_ok_stopped times=3 every=60
2026-11-23T12:00 p032 203.0.113.96 ok asn=64503 country=DE
--- incidents
