#!/usr/bin/env python3
"""Runs a command and prints its CPU and wall seconds and the most memory it and its children held together: measure.py LABEL COMMAND ...

Memory is the sum of resident sizes, sampled every 10 ms; `anon` counts only what is not a mapped file. Peaks are per program. Linux only.
"""
import os
import resource
import subprocess
import sys
import time

PAGE = os.sysconf("SC_PAGESIZE")


def processes(root):
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", "rb") as file:
                    text = file.read()
            except OSError:
                continue
            rest = text[text.rindex(b")") + 2:].split()
            parents[int(entry)] = (int(rest[1]), text[text.index(b"(") + 1:text.rindex(b")")].decode())
    found, open_ = {}, [root]
    while open_:
        at = open_.pop()
        if at in parents:
            found[at] = parents[at][1]
            open_ += [pid for pid, (parent, _) in parents.items() if parent == at]
    return found


def memory(pid):
    try:
        with open(f"/proc/{pid}/statm") as file:
            fields = file.read().split()
        return int(fields[1]) * PAGE, (int(fields[1]) - int(fields[2])) * PAGE
    except (OSError, IndexError):
        return 0, 0


def main():
    label, command = sys.argv[1], sys.argv[2:]
    begin = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    os.set_blocking(child.stderr.fileno(), False)
    told, total, anonymous, by_name, known, last_look = b"", 0, 0, {}, {}, 0.0
    while child.poll() is None:
        told += child.stderr.read() or b""
        now = time.monotonic()
        if now - last_look > 0.1:
            known, last_look = processes(child.pid), now
        sums = [0, 0]
        for pid, name in known.items():
            resident, anon = memory(pid)
            sums = [sums[0] + resident, sums[1] + anon]
            by_name[name] = max(by_name.get(name, 0), resident)
        total, anonymous = max(total, sums[0]), max(anonymous, sums[1])
        time.sleep(0.01)
    told += child.stderr.read() or b""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    megabytes = lambda value: f"{value / 1e6:.0f} MB"
    peaks = ", ".join(f"{name} {megabytes(most)}" for name, most in sorted(by_name.items()))
    print(f"{label}: CPU {used.ru_utime + used.ru_stime:.2f} s (user {used.ru_utime:.2f}), wall {time.monotonic() - begin:.2f} s, "
          f"memory {megabytes(total)} in all ({megabytes(anonymous)} anon); {peaks}; largest process {megabytes(used.ru_maxrss * 1024)}")
    if child.returncode not in (0, 1):
        sys.stderr.buffer.write(told[-4000:])
    return 0 if child.returncode in (0, 1) else child.returncode


sys.exit(main())
