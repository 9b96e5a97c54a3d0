Lock-outs elsewhere answer a password that was tried.
--- life people=40 days=21
--- story
2026-11-23T11:31 p+ 203.0.113.9 locked protocol=Browser times=14 every=1
--- incidents
password-spray medium tried: +tried | 203.0.113.9 |
