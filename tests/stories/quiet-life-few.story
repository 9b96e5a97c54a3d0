Nothing but seven weeks of eight people.
--- life people=8 days=49 seed=5
--- incidents
