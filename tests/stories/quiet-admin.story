An administrator gives rights and mailboxes from his desk, all week.
--- life people=40 days=21
--- story
2026-11-16T09:00 p002 192.0.2.10 mailbox-grant object=info
2026-11-23T09:00 p002 192.0.2.10 mailbox-grant object=sales
2026-11-23T09:05 p002 192.0.2.10 privilege object=Helpdesk
2026-11-23T09:10 p002 192.0.2.10 new-account object=x
2026-11-23T09:15 p002 192.0.2.10 consent object=Scheduler
2026-11-23T09:20 p002 192.0.2.10 credential object=x
--- incidents
