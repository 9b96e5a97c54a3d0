Nothing but four weeks of two hundred people.
--- life people=150 days=28
--- incidents
