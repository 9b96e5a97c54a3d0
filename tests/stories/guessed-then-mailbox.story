One account is guessed hard until it opens; then it is set up to hide.
--- life people=40 days=21
--- story
2026-11-23T02:00 p005 203.0.113.60 bad_password times=60 every=20
2026-11-23T02:25 p005 203.0.113.60 ok
2026-11-23T02:30 p005 203.0.113.60 hiding-rule object=a
2026-11-23T02:31 p005 203.0.113.60 mfa-change object=phone
--- incidents
brute-force critical got-in: p005 | 203.0.113.60 | hiding-rule mfa-change
