#!/usr/bin/env python3
"""Draws icon.png, the icon of the packages: a cell unrolled over three steps. No libraries: `python3 src/icon.py`."""
import math
import pathlib
import struct
import zlib

SIZE, FINE = 128, 4  # pixels; samples a pixel in each direction
NAVY, WHITE, BLUE, ORANGE = (16, 37, 66), (238, 243, 248), (86, 180, 233), (230, 159, 0)
COLUMNS, INPUTS, CELLS, OUTPUTS = (26, 64, 102), 102, 64, 26


def box(x, y, cx, cy, half, corner):
    """Distance to a square with round corners, negative inside."""
    dx, dy = abs(x - cx) - half + corner, abs(y - cy) - half + corner
    return math.hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - corner


def line(x, y, ax, ay, bx, by, half):
    """Distance to a line with round ends."""
    t = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
    t = min(max(t, 0), 1)
    return math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)) - half


def colour(x, y):
    """What is seen at a point, the last shape on top; None outside of the icon."""
    if box(x, y, 64, 64, 64, 24) > 0:
        return None
    seen = NAVY
    if line(x, y, COLUMNS[0], CELLS, COLUMNS[2], CELLS, 3) <= 0:
        seen = WHITE
    for column in COLUMNS:
        if line(x, y, column, INPUTS, column, OUTPUTS, 2) <= 0:
            seen = WHITE
    for column in COLUMNS:
        if math.hypot(x - column, y - INPUTS) <= 7:
            seen = WHITE
        if math.hypot(x - column, y - OUTPUTS) <= 7:
            seen = ORANGE
        if box(x, y, column, CELLS, 14, 6) <= 0:
            seen = BLUE
    return seen


def pixel(column, row):
    """Mean of the samples, red, green, blue and how much of the pixel is covered."""
    samples = [colour(column + (i + 0.5) / FINE, row + (j + 0.5) / FINE) for i in range(FINE) for j in range(FINE)]
    inside = [sample for sample in samples if sample]
    if not inside:
        return bytes(4)
    mean = [round(sum(channel) / len(inside)) for channel in zip(*inside)]
    return bytes([*mean, round(255 * len(inside) / len(samples))])


def chunk(name, data):
    """A part of a PNG file: length, name, data and checksum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(SIZE)) for y in range(SIZE))
png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0))
png += chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
pathlib.Path(__file__).with_name("icon.png").write_bytes(png)
