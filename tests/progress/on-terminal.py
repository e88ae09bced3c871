#!/usr/bin/env python3
"""on-terminal.py COLUMNS COMMAND: run a command of sh on a terminal of that width, and print what came on it, ESC as <ESC>,
CR as <CR>; the terminal's own CR before LF is left out. The status is the command's."""
import fcntl
import os
import pty
import struct
import sys
import termios

child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(2, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
    os.execvp("sh", ["sh", "-c", sys.argv[2]])
text = b""
while True:
    try:
        piece = os.read(terminal, 65536)
    except OSError:  # how Linux tells that the other end is closed
        break
    if not piece:
        break
    text += piece
text = text.replace(b"\r\n", b"\n").replace(b"\r", b"<CR>").replace(b"\x1b", b"<ESC>")
sys.stdout.buffer.write(text)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
