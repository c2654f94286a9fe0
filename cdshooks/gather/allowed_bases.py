"""Which FHIR servers this service may speak to, and at which addresses.

A request names the server to fetch from, so a request could name any machine that this service can
reach. Only servers that the site has listed are asked, and a listed name that suddenly points into the
own network is refused at the moment of connecting.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
_HOLDS_IPV4_AT_THE_END = (ip_network("64:ff9b::/96"), ip_network("::/96"))
_NOT_PUBLIC_EITHER = (
    ip_network("fec0::/10"),
    ip_network("64:ff9b:1::/48"),
    ip_network("192.0.0.0/24"),
    ip_network("192.88.99.0/24"),
    ip_network("2001::/23"),
    ip_network("3fff::/20"),
)
"""Networks that some versions of Python call global, and that lead nowhere or inwards."""

_DEFAULT_PORTS = {"http": 80, "https": 443}


class AllowedBasesError(ValueError):
    """The list of allowed FHIR servers cannot be read: the service must not start."""


@dataclass(frozen=True, slots=True)
class Base:
    """A FHIR base URL in one spelling: lower-case host, the port spelt out, no slash at the end."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def is_private_way(self) -> bool:
        """Whether nobody between here and there can read along: TLS, or this very machine."""
        return self.scheme == "https" or _is_this_machine(self.host)

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"

    def holds(self, other: Base) -> bool:
        """True where ``other`` is this base, or lies below it (``/fhir`` holds ``/fhir/tenant-a``)."""
        if self.origin != other.origin:
            return False
        return other.path == self.path or other.path.startswith(self.path + "/")


def read_base(url: object) -> Base | None:
    """The base URL in its one spelling; ``None`` for whatever is not a plain absolute http(s) URL."""
    if not isinstance(url, str) or not url.isascii() or "\\" in url or any(c <= " " for c in url.strip()):
        return None
    try:
        parts = urlsplit(url.strip())
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    host = _one_spelling(parts.hostname)
    unwanted = parts.query or parts.fragment or "@" in parts.netloc or _climbs(parts.path)
    if parts.scheme not in _DEFAULT_PORTS or host is None or unwanted:
        return None
    return Base(parts.scheme, host, port, parts.path.rstrip("/"))


def _climbs(path: str) -> bool:
    """True where a path could leave the base once a server or a library tidies it up."""
    plain = path.lower().replace("%2e", ".").replace("%3b", ";")
    # What stands behind ; is cut off by some servers, and %25 may be unwrapped twice.
    steps = {step.partition(";")[0] for step in plain.split("/")}
    return any(sign in plain for sign in ("%2f", "%5c", "%25")) or not {".", ".."}.isdisjoint(steps)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _one_spelling(host: str | None) -> str | None:
    if not host:
        return None
    try:
        return str(ip_address(host))
    except ValueError:
        return host.lower().rstrip(".") or None


@dataclass(frozen=True, slots=True)
class AllowedBases:
    """The listed servers, and the addresses inside the own network that they may resolve to."""

    bases: tuple[Base, ...] = ()
    networks: tuple[Network, ...] = ()

    @staticmethod
    def parse(text: str) -> AllowedBases:
        """Read a list separated by commas. Raises ``AllowedBasesError``.

        An entry is a base URL, or an address or network (``10.20.0.0/16``): where the listed host
        *names* may lie although the addresses are private.
        """
        bases: list[Base] = []
        networks: list[Network] = []
        for entry in filter(None, (part.strip() for part in text.split(","))):
            if "://" in entry:
                bases.append(_listed_base(entry))
            else:
                networks.append(_listed_network(entry))
        return AllowedBases(tuple(bases), tuple(networks))

    def find(self, url: object) -> Base | None:
        """The base of a ``fhirServer`` if it is listed or lies below a listed one, else ``None``."""
        asked = read_base(url)
        if asked is None or not any(base.holds(asked) for base in self.bases):
            return None
        return asked

    def may_page(self, url: str, base: Base) -> bool:
        """Whether a page at ``url`` may be read with what was lent for ``base``: on its scheme, host and
        port, and at or below a listed base, as what is asked first. A site whose server pages at another path
        lists that path, too.
        """
        address = read_base(url.partition("#")[0].partition("?")[0])
        if address is None or address.origin != base.origin:
            return False
        return any(one.holds(address) for one in self.bases)

    def may_connect(self, host: str, address: str) -> bool:
        """Whether a connection to ``host`` may end at the resolved ``address``.

        Public addresses always; others only where the list names that very address (or ``localhost``)
        as the host, or a network that holds it.
        """
        found = _plain_address(address)
        if found is None:
            return False
        if _is_public(found):
            return True
        return self._names(_one_spelling(host), found) or any(found in network for network in self.networks)

    def _names(self, host: str | None, address: Address) -> bool:
        if host is None or all(base.host != host for base in self.bases):
            return False
        return host == str(address) or (host == "localhost" and address.is_loopback)


def _plain_address(text: str) -> Address | None:
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return _undressed(found) if isinstance(found, IPv6Address) else found


def _undressed(found: IPv6Address) -> Address:
    """The IPv4 address that an IPv6 one stands for: ``::ffff:10.0.0.1`` is the machine 10.0.0.1 in other
    clothes, and gateways lead ``64:ff9b::10.0.0.1`` and ``2002:a00:1::`` there too."""
    if any(found in network for network in _HOLDS_IPV4_AT_THE_END) and int(found) > 1:
        return IPv4Address(int(found) & 0xFFFF_FFFF)
    return found.ipv4_mapped or found.sixtofour or found


def _is_public(found: Address) -> bool:
    """Whether an address belongs to the Internet at large, and to one machine there."""
    if found.is_multicast or any(found in network for network in _NOT_PUBLIC_EITHER):
        return False
    return found.is_global and not found.is_reserved


def _listed_base(entry: str) -> Base:
    base = read_base(entry)
    if base is None:
        raise AllowedBasesError(f"{entry!r} is not a FHIR base URL.")
    return base


def _listed_network(entry: str) -> Network:
    try:
        return ip_network(entry, strict=False)
    except ValueError:
        raise AllowedBasesError(f"{entry!r} is neither a base URL nor a network address.") from None
