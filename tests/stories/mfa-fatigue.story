The password is known; prompts come at night until one is accepted.
--- life people=40 days=21
--- story
2026-11-23T02:10 p011 203.0.113.20 mfa_denied times=9 every=40
2026-11-23T02:17 p011 203.0.113.20 ok
--- incidents
mfa-fatigue critical got-in: p011 | 203.0.113.20 |
