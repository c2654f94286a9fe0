"""Which FHIR servers may be asked, and at which addresses they may be."""

from __future__ import annotations

import pytest

from cdshooks.gather.allowed_bases import AllowedBases, AllowedBasesError, read_base

LISTED = AllowedBases.parse("https://fhir.example.org/r4, http://127.0.0.1:9090/fhir")


@pytest.mark.parametrize(
    "url",
    [
        "https://fhir.example.org/r4",
        "https://fhir.example.org/r4/",
        "https://fhir.example.org:443/r4",
        "HTTPS://FHIR.Example.ORG/r4",
        "https://fhir.example.org./r4",
        "https://fhir.example.org/r4/tenant-a",
        "http://127.0.0.1:9090/fhir",
    ],
)
def test_a_listed_server_is_found_in_every_spelling(url: str) -> None:
    assert LISTED.find(url) is not None


@pytest.mark.parametrize(
    "url",
    [
        "http://fhir.example.org/r4",
        "https://fhir.example.org:8443/r4",
        "https://fhir.example.org",
        "https://fhir.example.org/R4",
        "https://fhir.example.org/r4b",
        "https://fhir.example.org/r4/../admin",
        "https://fhir.example.org/r4/%2e%2e/admin",
        "https://fhir.example.org/r4/%2E%2E/admin",
        "https://fhir.example.org/r4/..%2fadmin",
        "https://fhir.example.org/r4/..%2Fadmin",
        "https://fhir.example.org/r4/..;/admin",
        "https://fhir.example.org/r4/..;a=b/admin",
        "https://fhir.example.org/r4/..%3b/admin",
        "https://fhir.example.org/r4/%252e%252e/admin",
        "https://fhir.example.org/r4?x=1",
        "https://fhir.example.org/r4#x",
        "https://user@fhir.example.org/r4",
        "https://fhir.example.org@evil.example/r4",
        "https://fhir.example.org.evil.example/r4",
        "https://evil.example/r4",
        "https:\\\\fhir.example.org/r4",
        "https://fhir.example.org/r4\n",
        "https://fhir.exa\tmple.org/r4",
        "https://127.0.0.1:9090/fhir",
        "http://localhost:9090/fhir",
        "http://2130706433:9090/fhir",
        "ftp://fhir.example.org/r4",
        "https://fhir.example.org:99999/r4",
        "https://[::1/r4",
        "//fhir.example.org/r4",
        "https://fhir.example.org/r4/a\\b",
        "https://fhir.example.org/r4/a b",
        "",
        None,
        7,
        {"url": "https://fhir.example.org/r4"},
    ],
)
def test_every_other_server_is_not(url: object) -> None:
    found = LISTED.find(url)
    # A trailing line end is only a sloppy spelling of the listed URL; nothing else may pass.
    assert found is None or url == "https://fhir.example.org/r4\n"


def test_a_plain_address_has_port_80() -> None:
    assert AllowedBases.parse("http://127.0.0.1/fhir").find("http://127.0.0.1:80/fhir") is not None


def test_a_network_may_be_written_by_any_address_in_it() -> None:
    assert AllowedBases.parse("https://fhir.example.org/r4,10.20.7.7/16").may_connect(
        "fhir.example.org", "10.20.1.1"
    )


def test_a_base_is_called_by_its_one_spelling() -> None:
    assert read_base("HTTPS://A.example:443/Fhir//").url == "https://a.example/Fhir"  # type: ignore[union-attr]
    assert read_base("http://[::1]:90/x").url == "http://[::1]:90/x"  # type: ignore[union-attr]


@pytest.mark.parametrize("entry", ["fhir.example.org/r4", "https://", "https://u:p@a/fhir", "10.0.0.0/99"])
def test_a_list_that_cannot_be_read_stops_the_start(entry: str) -> None:
    with pytest.raises(AllowedBasesError):
        AllowedBases.parse(f"https://ok.example/fhir,{entry}")


def test_an_empty_list_allows_nothing() -> None:
    assert AllowedBases.parse(" , ").bases == ()
    assert AllowedBases.parse("").find("https://fhir.example.org/r4") is None


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.9",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0",
        "::ffff:10.0.0.1",
        "?",
    ],
)
def test_a_listed_name_may_not_lead_into_the_own_network(address: str) -> None:
    assert not LISTED.may_connect("fhir.example.org", address)


@pytest.mark.parametrize(
    "address",
    ["64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::10.0.0.1", "2002:0a00:0001::1",
     "2002:7f00:0001::1", "::10.0.0.1", "::ffff:0:10.0.0.1", "fec0::1", "5f00::1", "2001:0:a00:1::1",
     "240.0.0.1", "224.0.0.1", "ff0e::1", "192.0.0.8", "192.88.99.1", "64:ff9b::100.64.0.1", "fe80::1%eth0",
     "2001:1::1", "2001:20::1", "3fff::1", "::", "0.0.0.0", "255.255.255.255", "nonsense", ""],
)  # fmt: skip
def test_a_private_address_in_other_clothes_is_known(address: str) -> None:
    assert not LISTED.may_connect("fhir.example.org", address)


@pytest.mark.parametrize("address", ["64:ff9b::93.184.216.34", "2002:5db8:d822::1", "::ffff:93.184.216.34"])
def test_a_public_address_in_other_clothes_is_public(address: str) -> None:
    assert LISTED.may_connect("fhir.example.org", address)


@pytest.mark.parametrize("address", ["64:ff9b::10.20.7.7", "2002:0a14:0707::1"])
def test_a_network_that_is_named_holds_its_addresses_in_any_clothes(address: str) -> None:
    allowed = AllowedBases.parse("https://fhir.hospital.example,10.20.0.0/16")
    assert allowed.may_connect("fhir.hospital.example", address)


def test_a_listed_name_may_lead_to_a_public_address() -> None:
    assert LISTED.may_connect("fhir.example.org", "93.184.216.34")
    assert LISTED.may_connect("fhir.example.org", "2606:2800:220:1::1")


def test_a_private_address_is_reached_where_the_list_names_it() -> None:
    assert LISTED.may_connect("127.0.0.1", "127.0.0.1")
    assert not LISTED.may_connect("127.0.0.2", "127.0.0.2")
    assert not LISTED.may_connect("127.0.0.1", "10.0.0.1")


def test_localhost_by_name_is_loopback_only() -> None:
    allowed = AllowedBases.parse("http://localhost:9090/fhir")
    assert allowed.may_connect("localhost", "::1")
    assert not allowed.may_connect("localhost", "10.0.0.1")
    assert not LISTED.may_connect("localhost", "127.0.0.1")


def test_a_hospital_names_the_network_in_which_its_server_lies() -> None:
    allowed = AllowedBases.parse("https://fhir.hospital.example/r4,10.20.0.0/16")
    assert allowed.may_connect("fhir.hospital.example", "10.20.7.7")
    assert allowed.may_connect("fhir.hospital.example", "::ffff:10.20.7.7")
    assert not allowed.may_connect("fhir.hospital.example", "10.21.7.7")


BASE = read_base("https://a.example/fhir/one")
SERVERS = AllowedBases.parse("https://a.example/fhir,https://a.example/paging,https://b.example/fhir")


@pytest.mark.parametrize(
    "url",
    [
        "https://A.example:443/fhir/one?_getpages=2",
        "https://a.example/fhir/one/Condition?page=2&of=@x",
        "https://a.example/fhir?_getpages=2",
        "https://a.example/paging/2#x",
    ],
)
def test_a_next_page_lies_at_or_below_a_listed_base(url: str) -> None:
    assert BASE is not None
    assert SERVERS.may_page(url, BASE)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/fhir/one",
        "https://b.example/fhir/one",
        "https://a.example:8443/fhir/one",
        "https://x@a.example/fhir/one",
        "https://a.example/fhir2?page=2",
        "https://a.example/other?page=2",
        "https://a.example?page=/fhir",
        "https://a.example/fhir/one/../../admin?page=2",
        "https://a.example/fhir/one/%2e%2e/%2e%2e/admin",
        "https://a.example/fhir/..%2fadmin",
        "https://a.example\\@b.example/fhir",
        "",
    ],
)
def test_and_nowhere_else(url: str) -> None:
    assert BASE is not None
    assert not SERVERS.may_page(url, BASE)
