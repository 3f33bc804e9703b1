from portal.pieces import database


def test_connections_to_postgresql_are_kept_whatever_the_address_was_parsed_into():
    config = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 0}
    assert database(config) | {"ENGINE": ""} == {"ENGINE": "", "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
