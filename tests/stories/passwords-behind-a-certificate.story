The certificate expired, and then passwords are guessed from there.
--- life people=40 days=21
--- story
2026-11-23T09:00 p003 203.0.113.40 other_failure method=other protocol=openvpn times=20 every=2
2026-11-23T09:10 p003 203.0.113.40 bad_password method=password protocol=openvpn times=30 every=2
--- incidents
brute-force medium tried: | 203.0.113.40 |
