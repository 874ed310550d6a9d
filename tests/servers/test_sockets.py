"""No test reaches a network; those that start servers reach loopback alone."""

import socket

import pytest
from pytest_socket import SocketBlockedError, SocketConnectBlockedError


@pytest.mark.filterwarnings("ignore:A test tried to use:UserWarning")
def test_sockets_are_closed():
    with pytest.raises(SocketBlockedError):
        socket.socket()


@pytest.mark.real_server
@pytest.mark.filterwarnings("ignore:A test tried to use:UserWarning")
def test_a_server_test_reaches_loopback_alone():
    with socket.socket() as probe, pytest.raises(SocketConnectBlockedError):
        probe.connect(("192.0.2.1", 80))
