The same names, but passwords were tried: where an account is open the controller says that it was wrong.
--- life people=40 days=21
--- story
2026-11-23T11:31 p+ 10.20.30.9 locked protocol=Kerberos times=14 every=1
2026-11-23T11:32 p020 10.20.30.9 bad_password protocol=Kerberos
2026-11-23T11:32 p021 10.20.30.9 bad_password protocol=Kerberos
--- incidents
password-spray medium tried: +tried | 10.20.30.9 |
