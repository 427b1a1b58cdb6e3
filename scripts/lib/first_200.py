"""Waits for the first 200 of /readyz on a port of this machine, asking again each millisecond.

Prints when it came, in milliseconds since the epoch."""

import http.client
import sys
import time

PATIENCE_S = 30


def answers(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


end = time.monotonic() + PATIENCE_S
while not answers(int(sys.argv[1])):
    if time.monotonic() > end:
        sys.exit(f"no 200 from /readyz within {PATIENCE_S} s")
    time.sleep(0.001)
print(time.time_ns() // 1_000_000)
