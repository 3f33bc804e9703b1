"""Django's PostgreSQL, with a cheaper look at whether the connection still stands before a request uses it.

Django asks `SELECT 1` before the first query of every request: a fifth of the time of a small page. A server that
stops or ends a connection says so on the socket, which costs nothing to look at; what cannot be seen there (a cable, a
firewall that forgot) is asked for as before, every few seconds.
"""

import select
import time

from django.db.backends.postgresql import base

ASK_EVERY = 5  # seconds


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend that `portal.pieces.database` names."""

    _asked_at = float("-inf")

    def is_usable(self) -> bool:
        """Return whether the connection works; by asking the server after an error or a while."""
        asked_lately = time.monotonic() - self._asked_at < ASK_EVERY
        if asked_lately and not self.errors_occurred and self._is_quiet():
            return True
        is_usable = super().is_usable()
        if is_usable:
            self._asked_at = time.monotonic()
        return is_usable

    def _is_quiet(self):
        """Between queries the server says nothing, but for that it goes."""
        if self.connection is None or self.connection.closed:
            return False
        socket = select.poll()
        socket.register(self.connection.fileno(), select.POLLIN)
        return not socket.poll(0)
