Programs with a wrong password, none of them a guesser: a service whose password expired; a new application whose twelve
connections knock together; a new one that is started five times a second apart and given up; a new one with the right
password and no database yet; a browser that sends the stored password of a new mailbox; a person who types.
--- life people=40 days=21
--- story
2026-11-20T09:00 svc.lab 10.20.30.11 ok protocol=mssql
2026-11-23T09:00 svc.lab 10.20.30.11 bad_password protocol=mssql times=40 every=1
2026-11-23T10:00 svc.new 10.20.30.12 bad_password protocol=mssql times=12 every=0
2026-11-23T10:05 svc.new 10.20.30.12 ok protocol=mssql
2026-11-23T11:00 svc.start 10.20.30.13 no_such_account protocol=mssql times=5 every=1
2026-11-23T11:00:01 svc.start 10.20.30.13 no_such_account protocol=mssql times=2 every=30
2026-11-23T11:10 svc.start 10.20.30.13 ok protocol=mssql
2026-11-23T12:00 svc.data 10.20.30.14 password_ok_stopped protocol=mssql times=9 every=1
2026-11-23T13:00 new.box 10.20.30.15 bad_password protocol=imap times=9 every=1
2026-11-23T13:20 new.box 10.20.30.15 ok protocol=imap
2026-11-23T14:00 typist 10.20.30.16 bad_password protocol=rdp times=9 every=4
2026-11-23T14:30 typist 10.20.30.16 ok protocol=rdp
--- incidents
