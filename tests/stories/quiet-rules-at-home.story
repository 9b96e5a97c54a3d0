From usual places: newsletters are moved and hidden, holiday mail goes to a colleague and, once, home.
--- life people=40 days=21
--- story
2026-11-23T09:00 p004 192.0.2.10 inbox-rule object=newsletters_to_Reading
2026-11-23T09:01 p005 192.0.2.10 hiding-rule object=newsletters_to_Archive
2026-11-23T09:02 p006 192.0.2.10 forwarding object=holiday_to_p007@institute.example
2026-11-23T09:03 p008 198.51.100.9 forwarding object=all_to_p008@home.example
2026-11-23T19:00 p010 203.0.113.82 ok asn=64502 country=DE
2026-11-23T19:05 p010 203.0.113.82 forwarding object=holiday_to_p007@institute.example
--- incidents
