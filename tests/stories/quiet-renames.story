Logs are turned over, pictures come from a camera, office files are saved through other names.
--- life people=40 days=21
--- story
2026-11-23T00:05 svc.logs 192.0.2.41 rename x400 object=.gz
2026-11-23T00:06 svc.logs 192.0.2.41 rename x400 object=.1
2026-11-24T00:05 svc.logs 192.0.2.41 rename x400 object=.gz
2026-11-23T11:00 p012 192.0.2.10 rename x1500 object=.jpg
2026-11-23T11:30 p013 192.0.2.10 rename x20 object=.xyz
2026-11-23T12:00 p014 192.0.2.10 rename x60 object=.tmp times=6
--- incidents
