#!/usr/bin/env python3
"""Pages and published files of a large register, and the same files from nginx, in turns within one run.

  bench/pages.py VEEDOR [--filings N] [--seconds S] [--rounds N] [--data DIR]

VEEDOR is a release build. Needs `wrk` and `nginx` (Debian packages), `taskset` and two cores: the server has one, the load the
other. Makes a register of made-up filings, or serves that of DIR, kept for another run. Prints tables in Markdown.
"""

import argparse
import asyncio
import json
import os
import pathlib
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

SERVER, LOAD = ["taskset", "-c", "0"], ["taskset", "-c", "1"]
READERS = 8
RATE = 1000
# What a browser sends: nearly all readers take pages compressed.
ENCODING = "gzip, deflate, br, zstd"
# An address with a number in it is another page each time.
ANOTHER = """
local size, path, encoding = {size}, "{path}", "{encoding}"
wrk.headers["Accept-Encoding"] = encoding
request = function() return wrk.format("GET", (string.gsub(path, "{{n}}", tostring(math.random(0, size - 1))))) end
"""
UNITS = {"us": 0.001, "ms": 1, "s": 1000}

NGINX = """
daemon off; worker_processes 1; pid {scratch}/nginx.pid; error_log stderr;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; default_type application/octet-stream;
  client_body_temp_path {scratch}; proxy_temp_path {scratch}; fastcgi_temp_path {scratch}; uwsgi_temp_path {scratch}; scgi_temp_path {scratch};
  server {{ listen 127.0.0.1:{port}; root {public}; }} }}
"""


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def get(url):
    with urllib.request.urlopen(url, timeout=120) as answer:
        return answer.read()


def until(url, ready, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if ready(get(url)):
                return
        except OSError:
            pass
        time.sleep(1)
    sys.exit(f"{url} was not ready within {seconds} s")


def load(url, seconds, readers, size=1):
    """Answers a second, and milliseconds within which half and 99 of 100 came; `{n}` in an address is any entry below `size`."""
    base, path = re.fullmatch(r"(\w+://[^/]+)(.*)", url).groups()
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(ANOTHER.format(size=size, path=path, encoding=ENCODING))
        script.flush()
        command = [*LOAD, "wrk", "-t1", f"-c{readers}", f"-d{seconds}s", "--latency", "-s", script.name, base]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told:
        sys.exit(f"{url}: {told}")
    of = dict(re.findall(r"^\s+(50|99)%\s+([\d.]+[mu]?s)\s*$", told, re.M))
    if "Socket errors" in told or len(of) < 2:
        return None
    millis = [float(re.match(r"[\d.]+", of[part])[0]) * UNITS[re.search(r"[a-z]+", of[part])[0]] for part in ("50", "99")]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]), *millis


def at_rate(url, seconds, size):
    """Milliseconds within which 99 of 100 answers came, each counted from when its question was due; none where they fell behind."""
    told = subprocess.run([*LOAD, sys.executable, __file__, "--ask", url, str(seconds), str(size)], check=True, capture_output=True, text=True)
    return json.loads(told.stdout)


async def ask(url, seconds, size):
    """Asks `RATE` times a second, whether answers come or not."""
    parts = urllib.parse.urlsplit(url)
    path = f"{parts.path}?{parts.query}"
    head = f"HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept-Encoding: {ENCODING}\r\n\r\n"
    idle, took, clock = [], [], asyncio.get_running_loop().time
    begun = clock()

    async def one(due):
        line = idle.pop() if idle else await asyncio.open_connection(parts.hostname, parts.port)
        line[1].write(f"GET {path.replace('{n}', str(random.randrange(size)))} {head}".encode())
        told = await line[0].readuntil(b"\r\n\r\n")
        if b" 200 " not in told.split(b"\r\n")[0]:
            raise SystemExit(f"{url}: {told!r}")
        if length := re.search(rb"(?i)content-length: (\d+)", told):
            await line[0].readexactly(int(length[1]))
        else:
            await line[0].readuntil(b"\r\n0\r\n\r\n")
        idle.append(line)
        took.append(1000 * (clock() - due))

    asked = []
    for at in range(RATE * seconds):
        due = begun + at / RATE
        if (early := due - clock()) > 0:
            await asyncio.sleep(early)
        if len(asked) - len(took) > RATE:
            return None
        asked.append(asyncio.create_task(one(due)))
    await asyncio.gather(*asked)
    return statistics.quantiles(took, n=100)[98]


def memory(pid):
    """MiB that a process holds, without pages of files."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"RssAnon:\s+(\d+)", status)[1]) / 1024


def cpu(pid):
    """Seconds of processors that a process used."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pages(base, size):
    record = json.loads(get(f"{base}/en/records.json"))["records"][0]["id"]
    body = json.loads(get(f"{base}/en/bodies.json"))["bodies"][-1]["id"]
    return {
        "home": "/en/",
        "find, nothing asked": "/en/records",
        "find, one word": "/es/records?q=espia",
        "find, a word of every filing": "/es/records?q=sintetico",
        "find, words nobody wrote": "/es/records?q=espiia",
        "a technology": f"/en/records/{record}",
        "a body": f"/en/bodies/{body}",
        "an entry, another each time": "/en/entries/{n}",
        "a receipt, another each time": "/receipts/{n}",
        "findings": "/en/findings",
        "findings as CSV": "/en/findings.csv",
        "gaps": "/en/gaps",
        "calendar": "/en/calendar",
        "log": "/en/log",
        "network": "/en/network",
        "figures": "/en/use",
        "duties": "/en/duties",
        "disagreements": "/en/disagreements",
        "a technology as known a day ago": f"/en/records/{record}?as-of={time.strftime('%Y-%m-%d')}",
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("veedor", type=pathlib.Path)
    parser.add_argument("--filings", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--data", type=pathlib.Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        data = args.data or pathlib.Path(scratch) / "data"
        if not (data / "site.json").exists():
            made = [args.veedor, "demo", "--synthetic", str(args.filings), "--data", data, "--no-serve"]
            subprocess.run([str(part) for part in made], check=True, stdout=subprocess.DEVNULL)
        run(args, data, scratch)


def run(args, data, scratch):
    port, other = free_port(), free_port()
    base = f"http://127.0.0.1:{port}"
    serve = [*SERVER, str(args.veedor), "serve", "--data", str(data), "--listen", f"127.0.0.1:{port}"]
    server = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    config = pathlib.Path(scratch) / "nginx.conf"
    config.write_text(NGINX.format(scratch=scratch, port=other, public=data / "public"))
    nginx = subprocess.Popen([*SERVER, "nginx", "-c", str(config)], stderr=subprocess.DEVNULL)
    try:
        whole = lambda told: (health := json.loads(told))["indexed"] == health["published"] > 0
        until(f"{base}/healthz", whole, 3600)
        size = json.loads(get(f"{base}/healthz"))["published"]
        tell_pages(args, base, size, server.pid)
        tell_files(args, base, f"http://127.0.0.1:{other}", size)
    finally:
        for process in (server, nginx):
            process.terminate()
            process.wait()


def tell_pages(args, base, size, pid):
    print(f"\n{size:,} entries, {READERS} readers at once, server on one core, {args.seconds} s a page.\n")
    print(f"| page | first, ms | answers/s | p50 ms | p99 ms | p99 ms at {RATE:,}/s | CPU ms | KB |\n|---|---:|---:|---:|---:|---:|---:|---:|")
    before = memory(pid)
    for name, path in pages(base, size).items():
        begun = time.monotonic()
        weight = len(get(base + path.replace("{n}", str(size // 2)))) / 1000
        first = 1000 * (time.monotonic() - begun)
        busy = cpu(pid)
        told = load(base + path, args.seconds, READERS, size)
        each = "" if told is None else f"{1000 * (cpu(pid) - busy) / (told[0] * args.seconds):.2f}"
        rates = "not within 2 s | | " if told is None else "{:,.0f} | {:.1f} | {:.1f} ".format(*told)
        slow = told is None or told[0] < RATE / 2 or (late := at_rate(base + path, args.seconds, size)) is None
        rates += "| falls behind" if slow else f"| {late:.1f} "
        print(f"| {name} | {first:,.1f} | {rates}| {each} | {weight:.0f} |", flush=True)
    print(f"\nMemory of the server: {before:.0f} MiB before, {memory(pid):.0f} MiB after.")


def tell_files(args, base, other, size):
    tile, bundle = "/log/tile/0/000", "/log/tile/entries/000"
    print("\n| file | Veedor, answers/s | nginx, answers/s | share |\n|---|---:|---:|---:|")
    for name, path in {"a full tile, 8 KiB": tile, "a full bundle of entries": bundle}.items():
        ours, theirs = [], []
        for at in range(args.rounds):
            for rates, url in [(ours, base), (theirs, other)][:: 1 if at % 2 else -1]:
                rates.append(load(url + path, args.seconds, 64)[0])
        mine, peer = statistics.median(ours), statistics.median(theirs)
        print(f"| {name} | {mine:,.0f} | {peer:,.0f} | {100 * mine / peer:.0f} % |", flush=True)


if sys.argv[1:2] == ["--ask"]:
    print(json.dumps(asyncio.run(ask(sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))))
else:
    main()
