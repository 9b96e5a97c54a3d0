One account is taken and reads the address book; two days later every name of it is tried once, in its order, each
from another address.
--- life people=120 days=28
--- story
2026-11-23T03:10 p007 203.0.113.9 ok asn=64510 agent=axios/1.7 country=NL
2026-11-23T03:12 p007 203.0.113.9 directory-read x120
2026-11-23T03:14 p007 203.0.113.9 hiding-rule object=a
2026-11-25T01:00 p+ 2001:db8:7:+ bad_password times=120 every=130 agent=axios/1.7 protocol=Browser
--- incidents
password-spray critical got-in: p007 +tried | many | directory-read hiding-rule
