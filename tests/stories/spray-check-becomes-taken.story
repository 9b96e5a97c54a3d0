A sprayed account signs in from quite another place, as travellers do; then it forwards its mail to a stranger.
--- life people=120 days=28
--- story
2026-11-23T01:00 p+ 2001:db8:7:+ bad_password times=120 every=200 agent=axios/1.7 protocol=IMAP4
2026-11-24T06:00 p050 203.0.113.50 ok country=RO asn=64513
2026-11-24T06:10 p050 203.0.113.50 hiding-rule object=a
2026-11-24T06:12 p050 203.0.113.50 forwarding object=x@evil.example
--- incidents
password-spray critical got-in: p050 +tried | many | hiding-rule forwarding
