"""The server for one PC, over real connections."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection

import pytest

from builders import TODAY, aged, tree, written
from checklist_tool.server import local
from checklist_tool.server.application import Application
from checklist_tool.server.lists import Lists

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path):
    return aged(written(tmp_path / "lists", tree()))


@contextmanager
def running(root):
    application = Application(Lists(root, lambda: TODAY), ["127.0.0.1"])
    server = local.Server(("127.0.0.1", 0), application)
    stop = threading.Event()
    thread = threading.Thread(target=local.serve, args=(server, stop.wait))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        stop.set()
        thread.join()


@pytest.fixture
def port(root):
    with running(root) as found:
        yield found


def asked(connection, path="/api/v1/query?q=siwangzhengming", method="GET", body=None, **headers):
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_one_connection_carries_many_questions(port):
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        answers = {asked(connection) for _ in range(20)}

    assert len(answers) == 1
    assert json.loads(answers.pop()[1])["level"] == "sure"


def test_many_ask_at_once_and_all_get_the_same_answer(port):
    found = []

    def ask():
        with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            found.extend(asked(connection) for _ in range(10))

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 200
    assert {status for status, _ in found} == {200}
    assert len({body for _, body in found}) == 1


def test_requests_that_never_end_are_let_go_and_stop_nobody(root, monkeypatch):
    monkeypatch.setattr(local._Handler, "timeout", 2.0)
    with running(root) as port:
        half = [socket.create_connection(("127.0.0.1", port)) for _ in range(100)]
        for one in half:
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")

        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
            assert asked(connection)[0] == 200

        for one in half:
            one.settimeout(20)
            assert one.recv(1) == b""
            one.close()


def test_a_request_that_drips_in_is_let_go(root, monkeypatch):
    monkeypatch.setattr(local, "_LONGEST", 1.0)
    with running(root) as port, closing(socket.create_connection(("127.0.0.1", port))) as slow:
        slow.settimeout(20)
        slow.sendall(b"GET / HTTP/1.1\r\n")
        answer = slow.recv(1)

    assert answer == b""


def test_more_connections_than_there_is_room_for_are_let_go_and_the_others_answered(
    root, monkeypatch
):
    monkeypatch.setattr(local, "_MOST_OPEN", 2)
    with running(root) as port:
        held = [socket.create_connection(("127.0.0.1", port)) for _ in range(2)]
        time.sleep(0.3)
        with closing(socket.create_connection(("127.0.0.1", port))) as third:
            third.settimeout(10)
            assert third.recv(1) == b""
        for one in held:
            one.close()
        time.sleep(0.3)

        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
            assert asked(connection)[0] == 200


def test_what_is_too_large_is_refused(port):
    for headers in ({"X-A": "a" * 70_000}, {f"X-{n}": "a" for n in range(200)}):
        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
            assert asked(connection, **headers)[0] == 431
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        assert asked(connection, "/?" + "a" * 70_000)[0] == 414
    with closing(socket.create_connection(("127.0.0.1", port))) as connection:
        connection.settimeout(10)
        connection.sendall(
            b"POST /api/v1/validate?path=a HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Content-Length: 99999999999\r\n\r\n"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_second_request_hidden_in_a_body_is_not_answered(port):
    hidden = b"GET /api/v1/edition HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with closing(socket.create_connection(("127.0.0.1", port))) as connection:
        connection.settimeout(10)
        connection.sendall(
            b"GET /api/v1/lists HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"%x\r\n%s\r\n0\r\n\r\n" % (len(hidden), hidden)
        )
        answer = b""
        while part := connection.recv(65536):
            answer += part

    assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM for others")
def test_the_command_says_where_it_serves_and_ends_when_told(root):
    command = [sys.executable, "-m", "checklist_tool", "serve", "--port", "0", "--root", str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        address = program.stdout.readline().decode().strip()
        with closing(HTTPConnection(address.split("/")[2], timeout=10)) as connection:
            status, _ = asked(connection)
        program.send_signal(signal.SIGTERM)
        _, said = program.communicate(timeout=20)

    assert status == 200
    assert program.returncode == 0
    assert "已停止" in said.decode()
    assert "siwangzhengming" not in said.decode()


def test_other_computers_are_served_only_under_a_name(root):
    command = [sys.executable, "-m", "checklist_tool", "serve", "--bind", "0.0.0.0"]

    done = subprocess.run([*command, "--root", root], capture_output=True, check=False, timeout=30)

    assert done.returncode == 2
    assert "--name" in done.stderr.decode()


@pytest.mark.parametrize(
    "head",
    [
        "Host: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
        "Host: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Host: 127.0.0.1\r\nHost: evil.example\r\n",
    ],
)
def test_a_request_that_a_proxy_may_read_otherwise_is_refused_and_the_connection_closed(port, head):
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as connection:
        connection.sendall(f"GET /api/v1/edition HTTP/1.1\r\n{head}\r\nGET / HTTP/1.1\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1") == 1
