"""Runs one language model on this machine for as long as somebody needs it.

The first line on standard input is a JSON object that says what to run:

    model         path of a GGUF file
    key           what every request must carry, and every claim
    context       tokens
    batch         tokens read between two looks at whether the request still stands
    cache_mib     memory for the states of conversations that take turns
    states        directory where prompt states are kept
    llama_server  path of a llama-server to run instead of xllamacpp; optional

One line answers on standard output: {"address": URL, "control": port, "version": text, "threads": n}, or
{"error": text}. The open standard input is the starter's claim. Others make theirs by a connection to the control
port: they send the key and a newline, get the same line, and hold the connection. When the last claim is gone, however
its holder ended, so is the server.
"""
import ctypes
import hmac
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

HOST = "127.0.0.1"


def main():
    keep_to_yourself()
    usage = CpuUsage()
    settings = json.loads(sys.stdin.readline())
    end_with_starter(True)
    try:
        engine = LlamaServer(settings, usage) if settings.get("llama_server") else InProcess(settings, usage)
    except Exception as problem:  # whatever the library throws: the starter gets one line
        say({"error": str(problem) or type(problem).__name__})
        return 1
    end_with_starter(False)
    claims = Claims(engine)
    control = socket.create_server((HOST, 0))
    ready = {
        "address": engine.address,
        "control": control.getsockname()[1],
        "version": engine.version,
        "threads": engine.threads,
    }
    in_background(claims.watch_starter)
    in_background(claims.accept, control, settings["key"], ready)
    say(ready)
    return engine.wait()


def keep_to_yourself():
    """Files are the person's own; keys pressed in the starter's terminal are not meant for other chats' server."""
    os.umask(0o077)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()


def end_with_starter(on):
    """While a model loads, no Python thread runs; only the kernel can notice then that the starter is gone."""
    try:
        import fcntl

        fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
        flags = fcntl.fcntl(0, fcntl.F_GETFL)
        fcntl.fcntl(0, fcntl.F_SETFL, flags | os.O_ASYNC if on else flags & ~os.O_ASYNC)
    except (ImportError, AttributeError, OSError):
        pass  # then it ends after loading


def say(line):
    try:
        print(json.dumps(line), flush=True)
    except OSError:
        pass  # nobody reads any more


def in_background(function, *arguments):
    threading.Thread(target=function, args=arguments, daemon=True).start()


class Claims:
    """Counts who needs the server. The starter is the first."""

    def __init__(self, engine):
        self.engine = engine
        self.count = 1
        self.lock = threading.Lock()

    def take(self):
        with self.lock:
            self.count += 1

    def drop(self, farewell=None):
        with self.lock:
            self.count -= 1
            if self.count == 0:
                self.engine.stop()
                os._exit(0)
            if farewell:
                say(farewell)

    def watch_starter(self):
        try:
            while sys.stdin.readline():
                pass
        except OSError:
            pass
        self.drop({"staying": True})

    def accept(self, control, key, ready):
        while True:
            connection, _ = control.accept()
            in_background(self.hold, connection, key, ready)

    def hold(self, connection, key, ready):
        with connection:
            try:
                connection.settimeout(10)
                said = connection.makefile("rb").readline(1024).strip()
                if not hmac.compare_digest(said, key.encode()):
                    return
            except OSError:
                return
            self.take()
            try:
                connection.sendall(json.dumps(ready).encode() + b"\n")
                connection.settimeout(None)
                while connection.recv(1024):
                    pass
            except OSError:
                pass
            self.drop()


class InProcess:
    """llama.cpp inside this process, through xllamacpp."""

    def __init__(self, settings, usage):
        import xllamacpp

        self.version = f"xllamacpp {xllamacpp.__version__}"
        self.threads = threads(usage)
        params = xllamacpp.CommonParams()
        params.model.path = settings["model"]
        params.hostnames = [HOST]
        params.port = 0
        params.api_keys = [settings["key"]]
        params.cors_origins = ""
        params.ui = False
        params.n_ctx = settings["context"]
        params.n_parallel = 1
        params.n_batch = params.n_ubatch = settings["batch"]
        params.cpuparams.n_threads = self.threads
        params.cache_ram_mib = settings["cache_mib"]
        params.endpoint_slots = True
        params.slot_save_path = str(Path(settings["states"])) + os.sep
        params.verbosity = 2
        self.server = xllamacpp.Server(params)
        self.address = self.server.listening_address

    def wait(self):
        while True:
            time.sleep(3600)

    def stop(self):
        pass


class LlamaServer:
    """A llama-server that is already on this machine, as a child."""

    def __init__(self, settings, usage):
        program = settings["llama_server"]
        self.version = version_of(program)
        self.threads = threads(usage)
        port = free_port()
        self.address = f"http://{HOST}:{port}"
        flags = {
            "--model": settings["model"],
            "--host": HOST,
            "--port": port,
            "--ctx-size": settings["context"],
            "--parallel": 1,
            "--batch-size": settings["batch"],
            "--ubatch-size": settings["batch"],
            "--threads": self.threads,
            "--cache-ram": settings["cache_mib"],
            "--slot-save-path": settings["states"],
        }
        command = [program, "--slots", "--jinja", "--no-webui", *(str(part) for flag in flags.items() for part in flag)]
        # In the environment, because everybody can see a command line.
        environment = dict(os.environ, LLAMA_API_KEY=settings["key"])
        self.process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, preexec_fn=end_with_parent
        )
        self.await_health()

    def await_health(self):
        while self.process.poll() is None:
            try:
                with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(self.address + "/health"):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"llama-server ended with status {self.process.returncode}")

    def wait(self):
        return self.process.wait()

    def stop(self):
        self.process.kill()
        self.process.wait()


def version_of(program):
    said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30)
    return "llama-server " + " ".join((said.stdout + said.stderr).split())[:200]


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def end_with_parent():
    """On Linux the child also ends when this process is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class CpuUsage:
    """How many cores others kept busy since it was made; 0 where that cannot be seen."""

    def __init__(self):
        self.before = self.read()

    def others(self):
        now = self.read()
        if not now or not self.before:
            return 0.0
        busy, own, seconds = (later - earlier for later, earlier in zip(now, self.before))
        return (busy - own) / seconds if seconds > 0 else 0.0

    @staticmethod
    def read():
        """Seconds of all processes, of this one and its starter, and of the clock."""
        try:
            tick = os.sysconf("SC_CLK_TCK")
            user, nice, system, _, _, irq, softirq = map(int, Path("/proc/stat").read_text().split()[1:8])
            own = sum(
                int(field)
                for pid in (os.getpid(), os.getppid())
                for field in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
            )
            return (user + nice + system + irq + softirq) / tick, own / tick, time.monotonic()
        except (OSError, ValueError, AttributeError):
            return None


def threads(usage):
    """Threads wait for each other after every layer, so one core that is shared slows all of them down."""
    cores = physical_cores()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    busy = load >= 0.7 and (usage.others() >= 0.4 or usage.before is None)
    return max(1, cores - 1 if busy else cores)


def physical_cores():
    """Cores that this process may use, hyper-threads counted once."""
    try:
        allowed = os.sched_getaffinity(0)
        siblings = Path("/sys/devices/system/cpu")
        return len({(siblings / f"cpu{n}/topology/thread_siblings_list").read_text() for n in allowed})
    except (AttributeError, OSError):
        pass
    try:
        said = subprocess.run(["sysctl", "-n", "hw.perflevel0.physicalcpu"], capture_output=True, text=True, timeout=5)
        return int(said.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return max(1, (os.cpu_count() or 2) // 2)


if __name__ == "__main__":
    sys.exit(main())
