Abroad for the first time, with a new phone: second factor, device, consent.
--- life people=40 days=21
--- story
2026-11-23T14:10 p009 203.0.113.80 ok country=JP asn=64530
2026-11-23T14:12 p009 203.0.113.80 mfa-change object=phone
2026-11-23T14:13 p009 203.0.113.80 device object=phone
2026-11-23T14:14 p009 203.0.113.80 consent object=Mail
2026-11-23T14:20 p009 203.0.113.80 mail-read x60
2026-11-24T08:00 p009 203.0.113.80 ok country=JP asn=64530
--- incidents
