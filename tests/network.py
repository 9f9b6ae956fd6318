"""Keep the tests on this machine.

Python announces every connection and every name look-up to its audit hooks before making it, whichever library asks,
so one hook sees them all. It cannot be taken away again, which for a test process is as it should be.
"""

import ipaddress
import socket
import sys

attempts = []

# Where in each event's arguments the host stands.
HOST_OF = {
    "socket.connect": lambda connection, address: address,
    "socket.sendto": lambda connection, address: address,
    "socket.sendmsg": lambda connection, address: address,
    "socket.getaddrinfo": lambda host, *rest: host,
    "socket.gethostbyname": lambda host: host,
}


class NetworkRefusedError(OSError):
    """A test tried to reach another machine."""


def guard():
    if getattr(guard, "on", False):
        return
    guard.on = True
    own_names = {"localhost", "localhost.localdomain", socket.gethostname(), "", None}

    def is_here(host):
        if isinstance(host, bytes):
            host = host.decode(errors="replace")
        if host in own_names:
            return True
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        return address.is_loopback or address.is_unspecified

    def hook(event, arguments):
        if event not in HOST_OF:
            return
        host = HOST_OF[event](*arguments)
        if isinstance(host, tuple):
            host = host[0]
        elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            return  # a socket file on this machine, or one already connected
        if not is_here(host):
            attempts.append(str(host))
            raise NetworkRefusedError(f"Tests may not use the network: this one tried to reach {host}.")

    sys.addaudithook(hook)
