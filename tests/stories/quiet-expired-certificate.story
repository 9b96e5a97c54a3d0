A router at somebody's home shows its expired certificate all day, and another one that was revoked: nobody guesses a certificate. Once
it is told as what it is.
--- life people=40 days=21
--- story
2026-11-23T09:00 p003 203.0.113.40 other_failure method=other protocol=openvpn times=200 every=2
2026-11-23T09:00 router-b 203.0.113.41 other_failure method=other protocol=openvpn times=200 every=120
2026-11-23T09:00 router-c 203.0.113.42 disabled method=other protocol=openvpn times=20 every=60
--- incidents
stale-credential info tried: | 203.0.113.41 |
