A usual journey: hotel, consent to a known application, a plain rule, the second factor once.
--- life people=40 days=21
--- story
2026-11-23T18:00 p016 203.0.113.120 ok country=FR asn=64550
2026-11-23T18:02 p016 203.0.113.120 consent object=Calendar
2026-11-23T18:05 p016 203.0.113.120 inbox-rule object=travel
2026-11-23T18:10 p016 203.0.113.120 download x25
2026-11-24T18:00 p016 203.0.113.121 ok country=FR asn=64550
--- incidents
