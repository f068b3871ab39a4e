"""An echo bot and its test, with Python's standard library only."""
import json
import os
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

SIMULATOR = os.environ.get("SIMULATOR_URL", "http://127.0.0.1:8360")
KEY = os.environ.get("SIMULATOR_KEY", "simulator-key")
CUSTOMER = "491701234567"


def call(method, path, body=None):
    request = urllib.request.Request(
        SIMULATOR + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "D360-API-KEY": KEY},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)


class Bot(BaseHTTPRequestHandler):
    """The application under test: answers each text with the same text."""

    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
        for message in event["entry"][0]["changes"][0]["value"].get("messages", []):
            call("POST", "/messages", {
                "messaging_product": "whatsapp", "to": message["from"],
                "type": "text", "text": {"body": "You said: " + message["text"]["body"]},
            })

    def log_message(self, *arguments):
        pass


bot = HTTPServer(("127.0.0.1", 0), Bot)
threading.Thread(target=bot.serve_forever, daemon=True).start()
call("POST", "/v1/configs/webhook", {"url": f"http://127.0.0.1:{bot.server_port}/"})

call("POST", "/simulator/reset", {})
call("POST", "/simulator/customers", {"waId": CUSTOMER, "name": "Lena"})
call("POST", f"/simulator/customers/{CUSTOMER}/messages", {"text": "Hello from Python"})
chat = call("GET", f"/simulator/customers/{CUSTOMER}/messages?await=1&timeout=PT30S")

assert [message["text"] for message in chat] == ["Hello from Python", "You said: Hello from Python"], chat
print("passed")
