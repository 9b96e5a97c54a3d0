A mailbox is taken: from a network that was never seen, a rule that hides, then forwarding to a stranger.
--- life people=40 days=21
--- story
2026-11-23T03:10 p007 203.0.113.9 ok country=NL asn=64510 agent=axios/1.7
2026-11-23T03:12 p007 203.0.113.9 hiding-rule object=rule_.._moves_to_RSS_Feeds
2026-11-23T03:14 p007 203.0.113.9 forwarding object=rule_b_to_x@evil.example
2026-11-23T03:15 p007 203.0.113.9 mail-read x300
--- incidents
account-takeover critical got-in: p007 | 203.0.113.9 | hiding-rule forwarding mail-read
