"""A running WordPress, and what a test does to it as a visitor or as its operator."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4
from zlib import crc32

import httpx
from tests.servers.lasting import lasting
from tests.servers.ports import absent, await_port, free_ports, need
from tests.servers.wordpress.database import Database, running_database
from tests.servers.wordpress.files import TREE, lay_out

WORKERS = "4"
"""PHP's own server answers one request a process."""
POST = 1
"""The post that every installation begins with."""


@dataclass(frozen=True)
class Site:
    """Where it stands; `people` are its users by login: id and application password."""

    url: str
    place: Path
    database: Database
    people: dict[str, dict[str, Any]] = field(default_factory=dict)

    def comment(self, text: str, *, parent: int = 0, name: str = "하늘", post: int = POST) -> int:
        """A guest writes through the form below the post, as everybody does; the comment's id."""
        form = {
            "comment": text, "author": name, "email": f"{crc32(name.encode())}@customer.example",
            "url": "", "comment_post_ID": str(post), "comment_parent": str(parent),
        }  # fmt: skip
        answer = httpx.post(
            f"{self.url}/wp-comments-post.php", data=form, timeout=30, trust_env=False
        )
        assert answer.status_code == 302, answer.text
        return int(answer.headers["Location"].rpartition("#comment-")[2])

    def tell(self, sql: str, **values: int | str) -> str:
        """Statements in WordPress's database, behind its back; `{name}` stands for a value."""
        told = {name: _quoted(value) for name, value in values.items()}
        return self.database.tell(sql.format(**told))

    def comments(self, where: str = "1") -> list[tuple[int, int, str, str]]:
        """Comments as they lie there: id, parent, approved, words."""
        columns = "comment_ID, comment_parent, comment_approved, comment_content"
        rows = self.tell(
            f"SELECT JSON_ARRAY({columns}) FROM wp_comments WHERE {where} ORDER BY comment_ID"  # noqa: S608 (a test's own condition)
        )
        # -B escapes backslashes once more
        return [tuple(json.loads(row.replace("\\\\", "\\"))) for row in rows.splitlines()]

    def status(self, number: int, status: str) -> None:
        """A moderator decides: '1', '0', 'spam', 'trash'."""
        self.tell(
            "UPDATE wp_comments SET comment_approved = {status} WHERE comment_ID = {number}",
            status=status,
            number=number,
        )

    def rewrite(self, number: int, words: str) -> None:
        """A moderator corrects a comment."""
        self.tell(
            "UPDATE wp_comments SET comment_content = {words} WHERE comment_ID = {number}",
            words=words,
            number=number,
        )

    def lose(self, number: int) -> None:
        """A comment is deleted for good."""
        self.tell("DELETE FROM wp_comments WHERE comment_ID = {number}", number=number)

    def many(self, count: int, parent: int = 0) -> None:
        """A first comment, and so many more behind WordPress's back."""
        self.comment("처음")
        self.tell(
            "INSERT INTO wp_comments (comment_post_ID, comment_author, comment_author_email,"
            " comment_date, comment_date_gmt, comment_content, comment_approved, comment_parent,"
            " comment_type) SELECT 1, '하늘', 'haneul@customer.example', '2026-01-02 12:00:00',"
            " '2026-01-02 03:00:00', CONCAT('답글 ', seq), '1', {parent}, 'comment'"
            " FROM seq_1_to_10000 LIMIT {count}",
            parent=parent,
            count=count,
        )

    def php(self, code: str) -> str:
        """PHP inside WordPress."""
        script = f"require '{self.place}/wp-load.php'; {code}"
        done = subprocess.run(
            ["php", "-r", script], capture_output=True, text=True, check=True, timeout=60,
            env={**os.environ, "HTTP_HOST": "127.0.0.1"},
        )  # fmt: skip
        return done.stdout

    def permalinks(self, structure: str) -> None:
        """Pretty (`/%postname%/`) or plain ('')."""
        self.php(
            f"global $wp_rewrite; $wp_rewrite->set_permalink_structure('{structure}');"
            "flush_rewrite_rules();"
        )

    @contextmanager
    def broken(self, php: str) -> Iterator[None]:
        """While inside, this PHP runs at each request: a careless plugin."""
        folder = self.place / "wp-content" / "mu-plugins" / "faults"
        fault = folder / f"{uuid4().hex}.php"  # a new name each: PHP keeps what it compiled
        fault.write_text(f"<?php {php}")
        try:
            yield
        finally:
            fault.unlink()

    def clear(self) -> None:
        """As newly installed: one post, no comments."""
        self.tell(
            "TRUNCATE wp_comments; TRUNCATE wp_commentmeta;"
            "DELETE FROM wp_posts WHERE ID > {post}; DELETE FROM wp_postmeta WHERE post_id > {post};"
            "UPDATE wp_posts SET post_status = 'publish', comment_status = 'open', comment_count = 0"
            " WHERE ID = {post}",
            post=POST,
        )


@contextmanager
def running_site(prefix: str = "") -> Iterator[Site]:
    """WordPress with its database, started and stopped with the block; `prefix` is a subfolder ('/blog')."""
    need("php", "mariadbd", "mariadb", "mariadb-install-db")
    if not (TREE / "wp-load.php").exists():
        absent("not installed: wordpress")
    folder = Path(tempfile.mkdtemp(prefix="hjwp"))
    folder.chmod(0o755)
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}{prefix}"
    try:
        with running_database(folder) as database:
            root = folder / "www"
            place = lay_out(root, prefix, database.socket, url)
            told = subprocess.run(
                ["php", "-d", "opcache.enable_cli=0", str(place / "install.php"), url],
                capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
            assert told.returncode == 0, told.stdout + told.stderr
            people = json.loads(told.stdout[told.stdout.index("{") :])
            with _served(folder, root, port):
                yield Site(url, place, database, people)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _served(folder: Path, root: Path, port: int) -> Iterator[None]:
    with (folder / "php.log").open("wb") as log:
        server = subprocess.Popen(
            [
                "php", "-d", "opcache.enable_cli=1", "-d", "display_errors=0",
                "-S", f"127.0.0.1:{port}", "-t", str(root), str(root / "router.php"),
            ],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=root, start_new_session=True,
            env={**os.environ, "PHP_CLI_SERVER_WORKERS": WORKERS},
        )  # fmt: skip
    try:
        await_port(port)
        yield
    finally:
        os.killpg(server.pid, signal.SIGTERM)  # its workers are its own group
        server.wait(timeout=20)


def _quoted(value: int | str) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


@cache
def site() -> Site:
    """One WordPress for the whole run, started at its first use and stopped at the run's end."""
    return lasting(running_site())
