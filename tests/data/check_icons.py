#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Icons are plain SVG, and symbolic ones can be recoloured: check_icons.py SOURCE-ROOT

GTK recolours a symbolic icon by filling every shape with the colour of text. So such an icon may be
made of filled paths alone: a stroke would be drawn as a blot.
"""
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

SVG = '{http://www.w3.org/2000/svg}'
SYMBOLIC_ATTRIBUTES = {'fill', 'd', 'opacity'}


def check_symbolic(root):
    if root.get('viewBox') != '0 0 16 16':
        yield 'is not drawn on 16 by 16'
    for element in root:
        if element.tag != SVG + 'path' or set(element.attrib) - SYMBOLIC_ATTRIBUTES:
            yield 'has something other than filled paths'
        elif element.get('fill') != '#2e3436':
            yield 'is not filled with #2e3436'


def check_scalable(root):
    if root.get('viewBox') != '0 0 128 128':
        yield 'is not drawn on 128 by 128'
    if root.find('.//' + SVG + 'image') is not None or root.find('.//' + SVG + 'text') is not None:
        yield 'has pictures or text in it'


def main():
    source = pathlib.Path(sys.argv[1])
    icons = [*source.glob('resources/icons/**/*'), *source.glob('data/icons/**/*')]
    problems = []
    for path in (icon for icon in icons if icon.is_file()):
        if path.suffix != '.svg':
            problems.append(f'{path} is no SVG')
            continue
        root = ElementTree.parse(path).getroot()
        check = check_symbolic if path.stem.endswith('-symbolic') else check_scalable
        problems += [f'{path} {problem}' for problem in check(root)]
    bundle = (source / 'resources/knowledge.gresource.xml').read_text(encoding='utf-8')
    for kind in json.loads((source / 'resources/kinds.json').read_text(encoding='utf-8'))['kinds']:
        if f'/{kind["icon"]}.svg<' not in bundle:
            problems.append(f'{kind["icon"]} is not in knowledge.gresource.xml')
    print('\n'.join(problems))
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
