A spray gets two; what they did then stands in the spray.
--- life people=120 days=28
--- story
2026-11-23T01:00 p+ 2001:db8:7:+ bad_password times=100 every=200 agent=axios/1.7 protocol=IMAP4
2026-11-23T06:00 p031 2001:db8:7:200::1 ok agent=axios/1.7 protocol=IMAP4
2026-11-23T06:10 p031 2001:db8:7:200::1 hiding-rule object=a
2026-11-23T06:12 p031 2001:db8:7:200::1 consent object=PerfectData
--- incidents
password-spray critical got-in: p031 +tried | many | hiding-rule consent
