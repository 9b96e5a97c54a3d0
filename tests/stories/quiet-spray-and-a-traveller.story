A spray that gets nobody; a sprayed account travels meanwhile, reads its mail and consents to a calendar.
--- life people=120 days=28
--- story
2026-11-23T01:00 p+ 2001:db8:7:+ bad_password times=120 every=200 agent=axios/1.7 protocol=IMAP4
2026-11-24T06:00 p050 203.0.113.50 ok country=FR asn=64513
2026-11-24T06:10 p050 203.0.113.50 mail-read x40
2026-11-24T06:12 p050 203.0.113.50 consent object=Calendar
--- incidents
password-spray high tried: +tried | many |
