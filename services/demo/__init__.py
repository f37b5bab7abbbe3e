"""The demonstration city: a whole population of invented firms, to try the zone on without a real one.

Everything here is synthetic. No firm, certificate, document or telephone number of it exists: names carry
示例 or 测试, credit codes begin their subject part with MAX or MAY, telephone numbers come from one block set
aside for it. The shapes (how many little giants, how much research, which districts) follow public aggregates
where there are any and a model where there are none; `parameters/city.yaml` says which. Nothing drawn is a
statement about Hangzhou.

Offers: `city.draw(count, seed, today)` and, for its districts, `places.draw_places(firms, seed, today)`: pure and
seeded, the same values give the same city.
Owns, publishes and listens to nothing; the CLI brings what is drawn into the services.
"""
