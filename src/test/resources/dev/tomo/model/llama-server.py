"""Stands in for a llama-server: notes how it was called and says that it is well."""
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

seen, arguments = Path(sys.argv[1]), sys.argv[2:]
if "--version" in arguments:
    print("version: 1 (test)", file=sys.stderr)
    sys.exit(0)
seen.write_text(" ".join(arguments) + "\nLLAMA_API_KEY=" + os.environ["LLAMA_API_KEY"])


class Health(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()


HTTPServer(("127.0.0.1", int(arguments[arguments.index("--port") + 1])), Health).serve_forever()
