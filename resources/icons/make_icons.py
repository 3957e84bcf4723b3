#!/usr/bin/env python3
"""Writes the program's icons beside itself: line drawings on a 24 x 24 grid in currentColor (ui/widgets/IconFactory recolours them).

Run it after changing ICONS; the written files are checked in.
"""
import pathlib

HERE = pathlib.Path(__file__).parent
F = 'fill="currentColor" stroke="none"'


def rect(x, y, w, h, r=1.5, extra=""):
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" {extra}/>'


def dot(x, y, r=1.6):
    return f'<circle cx="{x}" cy="{y}" r="{r}" {F}/>'


def path(d, extra=""):
    return f'<path d="{d}" {extra}/>'


def ring(x, y, r):
    return f'<circle cx="{x}" cy="{y}" r="{r}"/>'


ICONS = {
    # actions
    "open": path("M14 3H6.5A1.5 1.5 0 0 0 5 4.500V19.500A1.500 1.500 0 0 0 6.500 21H17.500A1.500 1.500 0 0 0 19 19.500V8Z") + path("M14 3V8H19") + path("M12 18V11.500M9 14L12 11L15 14"),
    "folder": path("M3 18.500V6A1.500 1.500 0 0 1 4.500 4.500H9L11.500 7H19.500A1.500 1.500 0 0 1 21 8.500V18.500A1.500 1.500 0 0 1 19.500 20H4.500A1.500 1.500 0 0 1 3 18.500Z"),
    "save": path("M4 5.500A1.500 1.500 0 0 1 5.500 4H16L20 8V18.500A1.500 1.500 0 0 1 18.500 20H5.500A1.500 1.500 0 0 1 4 18.500Z") + path("M8 4V9H15V4M7.500 20V14H16.500V20"),
    "reload": path("M19.500 12A7.500 7.500 0 1 1 17 6.400") + path("M19.500 3.500V7.500H15.500"),
    "close": path("M6 6L18 18M18 6L6 18"),
    "copy": rect(8.5, 8.5, 12, 12, 2) + path("M15.500 5.500V5A1.500 1.500 0 0 0 14 3.500H5A1.500 1.500 0 0 0 3.500 5V14A1.500 1.500 0 0 0 5 15.500H5.500"),
    "search": ring(10.5, 10.5, 6.5) + path("M15.500 15.500L20.500 20.500"),
    "undo": path("M8 5L4 9L8 13") + path("M4 9H14.500A5.500 5.500 0 0 1 14.500 20H9"),
    "redo": path("M16 5L20 9L16 13") + path("M20 9H9.500A5.500 5.500 0 0 0 9.500 20H15"),
    "history": path("M4.500 12A7.500 7.500 0 1 0 7 6.400") + path("M4.500 3.500V7.500H8.500M12 8V12L15 14"),
    "export": path("M12 3.500V15M7.500 8L12 3.500L16.500 8") + path("M4 15V18.500A1.500 1.500 0 0 0 5.500 20H18.500A1.500 1.500 0 0 0 20 18.500V15"),
    "picture": rect(3.5, 4.5, 17, 15, 2) + ring(8.5, 9.5, 1.6) + path("M4 17L9.500 13L13 16L16 13.500L20 17"),
    "run": path("M7 4.500V19.500L19.500 12Z"),
    "inspect": rect(3.5, 4.5, 17, 15, 2) + path("M14.500 4.500V19.500M17 9H18M17 12H18"),
    "compare": rect(3.5, 5.5, 7, 13, 1.5) + rect(13.5, 5.5, 7, 13, 1.5),
    "transplant": rect(3.5, 4.5, 6, 6, 1.5) + rect(14.5, 13.5, 6, 6, 1.5) + path("M13 7.500H17.500V10.500M15.500 9L17.500 11L19.500 9"),
    "beside": rect(3.5, 4.5, 17, 15, 2) + path("M12 4.500V19.500"),
    "zoom-in": ring(10.5, 10.5, 6.5) + path("M15.500 15.500L20.500 20.500M10.500 7.500V13.500M7.500 10.500H13.500"),
    "zoom-out": ring(10.5, 10.5, 6.5) + path("M15.500 15.500L20.500 20.500M7.500 10.500H13.500"),
    "fit": path("M4 9V4H9M15 4H20V9M20 15V20H15M9 20H4V15"),
    "back": path("M19 12H5M11 6L5 12L11 18"),
    "forward": path("M5 12H19M13 6L19 12L13 18"),
    "help": ring(12, 12, 8.5) + path("M9.500 9.500A2.500 2.500 0 1 1 12 12.500V14") + dot(12, 17, 1.1),
    "info": ring(12, 12, 8.5) + path("M12 11V16.500") + dot(12, 7.8, 1.1),
    "warning": path("M12 4L21 19.500H3Z") + path("M12 10V14") + dot(12, 16.8, 1.1),
    "error": ring(12, 12, 8.5) + path("M9 9L15 15M15 9L9 15"),
    "check": path("M5 12.500L10 17.500L19 7"),
    "more": dot(5, 12) + dot(12, 12) + dot(19, 12),
    "chevron-down": path("M6 9.500L12 15.500L18 9.500"),
    "chevron-right": path("M9.500 6L15.500 12L9.500 18"),
    "layout-vertical": rect(8.5, 3.5, 7, 4.5) + rect(8.5, 16, 7, 4.5) + path("M12 8V16M9.500 13.500L12 16L14.500 13.500"),
    "layout-horizontal": rect(3.5, 8.5, 4.5, 7) + rect(16, 8.5, 4.5, 7) + path("M8 12H16M13.500 9.500L16 12L13.500 14.500"),
    "fold": path("M7 4L12 9L17 4M7 20L12 15L17 20"),
    "unfold": path("M7 9L12 4L17 9M7 15L12 20L17 15"),
    "minimap": rect(3.5, 4.5, 17, 15, 2) + rect(12.5, 12, 5.5, 5, 1),
    "eye": path("M2.500 12C6 6.500 18 6.500 21.500 12C18 17.500 6 17.500 2.500 12Z") + ring(12, 12, 2.6),
    "filter": path("M4 5H20L14 12.500V19L10 17V12.500Z"),
    "home": path("M4 11L12 4L20 11M6 9.500V19.500H18V9.500"),
    "stop": rect(6, 6, 12, 12, 2),
    "random": rect(4, 4, 16, 16, 3) + dot(8.5, 8.5, 1.4) + dot(15.5, 15.5, 1.4) + dot(15.5, 8.5, 1.4) + dot(8.5, 15.5, 1.4) + dot(12, 12, 1.4),
    # panes
    "graph": rect(9, 3, 6, 5) + rect(3, 16, 6, 5) + rect(15, 16, 6, 5) + path("M12 8V12M6 16V12H18V16"),
    "weights": rect(3.5, 3.5, 17, 17, 2) + path("M3.500 9H20.500M3.500 15H20.500M9 3.500V20.500M15 3.500V20.500"),
    "summary": path("M5 5H19M5 9.500H15M5 14H19M5 18.500H13"),
    "histogram": path("M4 20H20") + path("M6.500 20V14M10.200 20V8M13.800 20V5M17.500 20V12"),
    "heatmap": rect(4, 4, 16, 16, 1.5) + rect(4.8, 4.8, 7.2, 7.2, 0, F + ' opacity="0.55"') + rect(12, 12, 7.2, 7.2, 0, F),
    # kinds of things
    "variable": rect(4, 4, 16, 16, 2) + dot(8.5, 8.5) + dot(15.5, 8.5) + dot(8.5, 15.5) + dot(15.5, 15.5),
    "variable-frozen": path("M12 3V21M4.500 7.500L19.500 16.500M19.500 7.500L4.500 16.500"),
    "signature": path("M9 4.500C6 4.500 8 12 5 12C8 12 6 19.500 9 19.500M15 4.500C18 4.500 16 12 19 12C16 12 18 19.500 15 19.500"),
    "asset": path("M14 3H6.500A1.500 1.500 0 0 0 5 4.500V19.500A1.500 1.500 0 0 0 6.500 21H17.500A1.500 1.500 0 0 0 19 19.500V8Z") + path("M14 3V8H19M8.500 12.500H15.500M8.500 16H13"),
    "operator": ring(12, 12, 7.5) + path("M12 8.500V15.500M8.500 12H15.500"),
    "optimizer": path("M4 6C7 19 12 20 20 18.500") + dot(5.5, 10.5) + dot(10, 16.7) + dot(16.5, 18.6),
    # kinds of files
    "file-model": rect(4, 3.5, 16, 4.6) + rect(4, 9.7, 16, 4.6) + rect(4, 15.9, 16, 4.6),
    "file-weights": rect(3.5, 3.5, 17, 17, 2) + path("M3.500 9H20.500M3.500 15H20.500M9 3.500V20.500M15 3.500V20.500"),
    "file-folder": path("M3 18.500V6A1.500 1.500 0 0 1 4.500 4.500H9L11.500 7H19.500A1.500 1.500 0 0 1 21 8.500V18.500A1.500 1.500 0 0 1 19.500 20H4.500A1.500 1.500 0 0 1 3 18.500Z") + path("M8 11.500H16M8 15.500H16"),
    "file-checkpoint": path("M6 21V4M6 5H18L15 9.500L18 14H6"),
    "file-json": path("M9 4.500C6 4.500 8 12 5 12C8 12 6 19.500 9 19.500M15 4.500C18 4.500 16 12 19 12C16 12 18 19.500 15 19.500") + dot(12, 12, 1.2),
    "file-missing": path("M14 3H6.500A1.500 1.500 0 0 0 5 4.500V19.500A1.500 1.500 0 0 0 6.500 21H17.500A1.500 1.500 0 0 0 19 19.500V8Z", 'stroke-dasharray="3 2.4"') + path("M10 12.500L14 16.500M14 12.500L10 16.500"),
    # categories of layers
    "category-input": path("M3 12H14M10 8L14 12L10 16") + path("M14 5H18.500A1.500 1.500 0 0 1 20 6.500V17.500A1.500 1.500 0 0 1 18.500 19H14"),
    "category-core": path("M6 6L18 6M6 6L18 12M6 6L18 18M6 18L18 6M6 18L18 12M6 18L18 18", 'stroke-width="1.1"') + dot(6, 6, 2.2) + dot(6, 18, 2.2) + dot(18, 6, 2.2) + dot(18, 12, 2.2) + dot(18, 18, 2.2),
    "category-convolution": rect(3.5, 3.5, 17, 17, 2) + rect(6.5, 6.5, 7, 7, 1, F),
    "category-pooling": path("M4 5H20L14.500 12V19H9.500V12Z"),
    "category-recurrent": path("M17.500 7.500A7 7 0 1 0 19 12.500") + path("M18.500 3.500V8H14") + dot(12, 12.3, 2.1),
    "category-normalization": path("M3.500 18.500C8.500 18.500 8.500 5.500 12 5.500S15.500 18.500 20.500 18.500"),
    "category-attention": ring(12, 12, 3) + path("M12 3.500V6M12 18V20.500M3.500 12H6M18 12H20.500M6 6L7.800 7.800M16.200 16.200L18 18M18 6L16.200 7.800M7.800 16.200L6 18"),
    "category-activation": path("M3.500 17.500H11L20.500 6"),
    "category-merging": path("M5 4V7C5 11 12 9.500 12 14V20M19 4V7C19 11 12 9.500 12 14M9 17L12 20L15 17"),
    "category-reshaping": rect(3.5, 8.5, 6, 7, 1) + rect(15, 4.5, 5.500, 15, 1) + path("M11 12H13.500"),
    "category-regularization": dot(6, 6, 2) + ring(12, 6, 2) + dot(18, 6, 2) + ring(6, 12, 2) + dot(12, 12, 2) + dot(18, 12, 2) + dot(6, 18, 2) + dot(12, 18, 2) + ring(18, 18, 2),
    "category-preprocessing": path("M4 7H20M4 12H20M4 17H20") + dot(9, 7, 2.3) + dot(15.5, 12, 2.3) + dot(8, 17, 2.3),
    "category-embedding": rect(3.5, 4, 17, 4.5, 1) + rect(3.5, 9.8, 17, 4.5, 1, 'fill="currentColor"') + rect(3.5, 15.6, 17, 4.5, 1),
    "category-wrapper": rect(3.5, 3.5, 17, 17, 3) + rect(8, 8, 8, 8, 1.5),
    "category-model": rect(4, 3.5, 16, 4.6) + rect(4, 9.7, 16, 4.6) + rect(4, 15.9, 16, 4.6),
    "category-unknown": rect(3.5, 3.5, 17, 17, 3, 'stroke-dasharray="3.2 2.4"') + path("M9.700 9.800A2.300 2.300 0 1 1 12 12.600V13.800") + dot(12, 16.6, 1.1),
}

for name, body in ICONS.items():
    (HERE / f"{name}.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" '
        'stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">' + body + "</svg>\n")
files = "".join(f'    <file>icons/{name}.svg</file>\n' for name in sorted(ICONS))
(HERE.parent / "layerwright.qrc").write_text(
    '<!DOCTYPE RCC>\n<RCC version="1.0">\n  <qresource prefix="/">\n' + files
    + '    <file>icons/layerwright.svg</file>\n  </qresource>\n</RCC>\n')
