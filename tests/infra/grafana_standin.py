"""A stand-in for Grafana: the endpoints that `storepulse grafana` uses, answering as Grafana's documentation says. Not Grafana.

https://grafana.com/docs/grafana/latest/developers/http_api/: folder, data_source, dashboard, dashboard_versions, annotations,
alerting_provisioning, other (health). Real Grafana was not at hand.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from dashboards.grafana.names import PLUGIN

TOKEN = "glsa_the_right_one"
READER = "glsa_of_a_viewer"
Answer = tuple[int, Any]


@dataclass
class Standin:
    """What it holds, to be looked at and changed by a test as somebody would by hand."""

    url: str = ""
    version: str = "12.4.4"
    plugins: list[str] = field(default_factory=lambda: [PLUGIN])
    password: str | None = None  # with which ClickHouse would answer; None: with any
    folders: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    histories: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # by dashboard uid: versions with their data, oldest first
    dashboard_folders: dict[str, str] = field(default_factory=dict)
    provisioned: set[str] = field(default_factory=set)
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    intervals: dict[str, int] = field(default_factory=dict)
    annotations: list[dict[str, Any]] = field(default_factory=list)
    writes: list[str] = field(default_factory=list)
    before_save: Callable[[], None] = lambda: None

    def edit(self, uid: str, title: str) -> None:
        """Somebody renames a dashboard in the browser, and says nothing about it."""
        model = {**self.histories[uid][-1]["data"], "title": title}
        self._version(uid, model, "", "Ada")

    def _version(self, uid: str, model: dict[str, Any], message: str, by: str) -> dict[str, Any]:
        number = len(self.histories.setdefault(uid, [])) + 1
        data = {**model, "id": 1 + list(self.histories).index(uid), "version": number}
        entry = {"version": number, "message": message, "createdBy": by, "created": "2026-05-01T10:00:00Z", "data": data}
        self.histories[uid].append(entry)
        return data

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any, headers: Any) -> Answer:
        """Status and JSON of one request."""
        if path == "/api/health":
            return 200, {"commit": "0", "database": "ok", "version": self.version}
        token = (headers.get("Authorization") or "").removeprefix("Bearer ")
        if token not in (TOKEN, READER):
            return 401, {"message": "Invalid API key"}
        if method != "GET":
            if token == READER:
                return 403, {"message": "You'll need additional permissions to perform this action. Permissions needed: any of ..."}
            self.writes.append(f"{method} {path}")
        for pattern, handler in _ROUTES.items():
            if found := re.fullmatch(pattern, f"{method} {path}"):
                return handler(self, *found.groups(), query=query, body=body, headers=headers)
        return 404, {"message": "Not found"}

    def get_plugins(self, **_: Any) -> Answer:
        return 200, [{"id": name, "type": "datasource"} for name in self.plugins]

    def get_folder(self, uid: str, **_: Any) -> Answer:
        return (200, self.folders[uid]) if uid in self.folders else (404, {"message": "folder not found"})

    def post_folder(self, *, body: Any, **_: Any) -> Answer:
        if body["uid"] in self.folders:
            return 409, {"message": "a folder with the same uid already exists"}
        self.folders[body["uid"]] = {**body, "version": 1}
        return 200, self.folders[body["uid"]]

    def put_folder(self, uid: str, *, body: Any, **_: Any) -> Answer:
        if not body.get("overwrite") and body.get("version") != self.folders[uid]["version"]:
            return 412, {"message": "The folder has been changed by someone else", "status": "version-mismatch"}
        self.folders[uid] |= {"title": body["title"], "version": self.folders[uid]["version"] + 1}
        return 200, self.folders[uid]

    def get_source(self, uid: str, **_: Any) -> Answer:
        return (200, self.sources[uid]) if uid in self.sources else (404, {"message": "Data source not found"})

    def put_source(self, uid: str = "", *, body: Any, **_: Any) -> Answer:
        if not uid and any(source["name"] == body["name"] for source in self.sources.values()):
            return 409, {"message": "data source with the same name already exists"}
        if self.sources.get(uid, {}).get("readOnly"):
            return 403, {"message": "Cannot update read-only data source"}
        secure = body.pop("secureJsonData", {})
        self.passwords[body["uid"]] = secure.get("password", self.passwords.get(body["uid"], ""))
        fields = {"readOnly": False, "secureJsonFields": {"password": True}, "version": 1, "id": 1}
        self.sources[body["uid"]] = {**body, **fields}
        return 200, {"datasource": self.sources[body["uid"]], "message": "Datasource added"}

    def get_source_health(self, uid: str, **_: Any) -> Answer:
        if self.password in (None, self.passwords[uid]):
            return 200, {"status": "OK", "message": "Data source is working"}
        return 400, {"status": "ERROR", "message": "Authentication failed: password is incorrect"}

    def get_dashboard(self, uid: str, **_: Any) -> Answer:
        if uid not in self.histories:
            return 404, {"message": "Dashboard not found"}
        meta = {"folderUid": self.dashboard_folders.get(uid, ""), "provisioned": uid in self.provisioned}
        return 200, {"dashboard": self.histories[uid][-1]["data"], "meta": meta}

    def get_versions(self, uid: str, **_: Any) -> Answer:
        listed = [{key: value for key, value in entry.items() if key != "data"} for entry in reversed(self.histories[uid])]
        return 200, listed if self.version.startswith("10.") else {"continueToken": "", "versions": listed}

    def post_dashboard(self, *, body: Any, **_: Any) -> Answer:
        self.before_save()
        model, uid = body["dashboard"], body["dashboard"]["uid"]
        last = self.histories.get(uid, [])
        if uid in self.provisioned:
            return 400, {"message": "Cannot save provisioned dashboard"}
        if last and not body["overwrite"] and model["version"] != last[-1]["version"]:
            return 412, {"message": "The dashboard has been changed by someone else", "status": "version-mismatch"}
        if body["folderUid"] not in self.folders:
            return 400, {"message": "folder not found"}
        self.dashboard_folders[uid] = body["folderUid"]
        saved = self._version(uid, model, body.get("message", ""), "sa-1-storepulse")
        return 200, {"uid": uid, "id": saved["id"], "version": saved["version"], "status": "success", "url": f"/d/{uid}"}

    def get_rule(self, uid: str, **_: Any) -> Answer:
        return (200, self.rules[uid]) if uid in self.rules else (404, None)

    def put_rule(self, uid: str = "", *, body: Any, headers: Any, **_: Any) -> Answer:
        if body["folderUID"] not in self.folders:
            return 400, {"message": "folder does not exist"}
        if self.rules.get(uid, {}).get("provenance") == "file":
            return 409, {"message": "cannot change provenance from 'file' to 'api'"}
        provenance = {} if headers.get("X-Disable-Provenance") else {"provenance": "api"}
        rule = {**body, "for": _go_duration(body["for"]), "id": 7, "updated": "2026-05-01T10:00:00Z", **provenance}
        self.rules[body["uid"]] = rule
        self.intervals.setdefault(body["ruleGroup"], 60)
        return (200 if uid else 201), rule

    def get_group(self, folder: str, name: str, **_: Any) -> Answer:
        rules = [rule for rule in self.rules.values() if rule["ruleGroup"] == name]
        if not rules:
            return 404, None
        return 200, {"title": name, "folderUid": folder, "interval": self.intervals[name], "rules": rules}

    def put_group(self, _folder: str, name: str, *, body: Any, **_: Any) -> Answer:
        self.rules = {uid: rule for uid, rule in self.rules.items() if rule["ruleGroup"] != name}
        self.rules |= {rule["uid"]: rule for rule in body["rules"]}
        self.intervals[name] = body["interval"]
        return 200, body

    def get_annotations(self, *, query: dict[str, list[str]], **_: Any) -> Answer:
        return 200, [each for each in self.annotations if set(query.get("tags", [])) <= set(each["tags"])]

    def post_annotation(self, *, body: Any, **_: Any) -> Answer:
        self.annotations.append({**body, "id": len(self.annotations) + 1})
        return 200, {"message": "Annotation added", "id": len(self.annotations)}

    def put_annotation(self, id: str, *, body: Any, **_: Any) -> Answer:
        self.annotations[int(id) - 1] |= body
        return 200, {"message": "Annotation updated"}


_ROUTES: dict[str, Callable[..., Answer]] = {
    r"GET /api/plugins": Standin.get_plugins,
    r"GET /api/folders/([\w-]+)": Standin.get_folder,
    r"POST /api/folders": Standin.post_folder,
    r"PUT /api/folders/([\w-]+)": Standin.put_folder,
    r"GET /api/datasources/uid/([\w-]+)": Standin.get_source,
    r"GET /api/datasources/uid/([\w-]+)/health": Standin.get_source_health,
    r"POST /api/datasources": Standin.put_source,
    r"PUT /api/datasources/uid/([\w-]+)": Standin.put_source,
    r"GET /api/dashboards/uid/([\w-]+)": Standin.get_dashboard,
    r"GET /api/dashboards/uid/([\w-]+)/versions": Standin.get_versions,
    r"POST /api/dashboards/db": Standin.post_dashboard,
    r"GET /api/v1/provisioning/alert-rules/([\w-]+)": Standin.get_rule,
    r"POST /api/v1/provisioning/alert-rules": Standin.put_rule,
    r"PUT /api/v1/provisioning/alert-rules/([\w-]+)": Standin.put_rule,
    r"GET /api/v1/provisioning/folder/([\w-]+)/rule-groups/([\w-]+)": Standin.get_group,
    r"PUT /api/v1/provisioning/folder/([\w-]+)/rule-groups/([\w-]+)": Standin.put_group,
    r"GET /api/annotations": Standin.get_annotations,
    r"POST /api/annotations": Standin.post_annotation,
    r"PUT /api/annotations/(\d+)": Standin.put_annotation,
}


def _go_duration(text: str) -> str:
    """Grafana gives durations back in its own form: 300s comes back as 5m."""
    seconds = int(text.removesuffix("s")) if text.endswith("s") else 60 * int(text.removesuffix("m"))
    return f"{seconds // 60}m" if seconds % 60 == 0 else f"{seconds}s"


@contextmanager
def standin(prefix: str = "") -> Iterator[Standin]:
    """A running one on a free loopback port, below a path if given."""
    held = Standin()

    class Handler(BaseHTTPRequestHandler):
        def _handle(self) -> None:
            url = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or "null") if length and self.command != "GET" else None
            status, told = held.answer(self.command, url.path.removeprefix(prefix), parse_qs(url.query), body, self.headers)
            data = b"" if told is None else json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = _handle  # noqa: N815 http.server calls them so

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        held.url = f"http://127.0.0.1:{server.server_port}{prefix}"
        try:
            yield held
        finally:
            server.shutdown()
            thread.join()
