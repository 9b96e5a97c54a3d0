A tool asks the domain controller for one name after another; only the locked ones leave a row.
--- life people=40 days=21
--- story
2026-11-23T11:31 p+ 10.20.30.9 locked protocol=Kerberos times=14 every=1
2026-11-23T11:31 nobody1 10.20.30.9 no_such_account protocol=Kerberos
--- incidents
user-enumeration medium tried: +tried | 10.20.30.9 |
