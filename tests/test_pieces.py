from portal.pieces import database


def test_connections_to_postgresql_are_kept_whatever_the_address_was_parsed_into():
    config = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 0}
    made = database(config)
    assert (made["ENGINE"], made["CONN_MAX_AGE"], made["CONN_HEALTH_CHECKS"]) == ("portal.ui.postgresql", 600, True)


def test_options_of_the_address_are_kept():
    made = database({"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"sslmode": "require"}})
    assert made["OPTIONS"] == {"sslmode": "require", "options": "-c plan_cache_mode=force_generic_plan -c jit=off"}
