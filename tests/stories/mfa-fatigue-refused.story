Prompts come all night and none is accepted: the password is known all the same.
--- life people=40 days=21
--- story
2026-11-23T02:10 p011 203.0.113.20 mfa_denied times=14 every=120
--- incidents
mfa-fatigue high password-known: p011 | 203.0.113.20 |
