#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What software centres ask of the metainfo: check_metainfo.py METAINFO VERSION APPLICATION-ID"""
import re
import sys
import xml.etree.ElementTree as ElementTree

NEEDED = [
    'id', 'name', 'summary', 'metadata_license', 'project_license', 'developer/name',
    'description/p', 'launchable[@type="desktop-id"]', 'url[@type="homepage"]',
    'url[@type="bugtracker"]', 'url[@type="vcs-browser"]', 'translation[@type="gettext"]',
    'content_rating[@type="oars-1.1"]', 'releases/release/description/p', 'requires/display_length',
    'branding/color[@scheme_preference="light"]', 'branding/color[@scheme_preference="dark"]',
]
LANGUAGE = '{http://www.w3.org/XML/1998/namespace}lang'


def original(root, path):
    """The element at path in the language of the source."""
    return next((e for e in root.findall(path) if LANGUAGE not in e.attrib), None)


def check_names(root, application_id):
    if original(root, 'id').text != application_id:
        yield 'the id is not that of the application'
    if original(root, 'launchable').text != application_id + '.desktop':
        yield 'the launchable is not the desktop file'
    name, summary = original(root, 'name').text, original(root, 'summary').text
    if len(name) > 15:
        yield 'the name is longer than 15 characters'
    if not 10 <= len(summary) <= 35:
        yield f'the summary has {len(summary)} characters, not 10 to 35'
    if summary.endswith('.') or re.match(r'(A|An|The) ', summary) or name in summary:
        yield 'the summary ends with a stop, begins with an article or repeats the name'


def check_releases(root, version):
    releases = root.findall('releases/release')
    dates = [release.get('date', '') for release in releases]
    if releases[0].get('version') != version:
        yield f'the newest release is not {version}'
    if dates != sorted(dates, reverse=True) or not all(dates):
        yield 'the releases do not begin with the newest'
    if any(release.find('description') is None for release in releases):
        yield 'a release has no notes'


def check_looks(root):
    colours = [colour.text for colour in root.findall('branding/color')]
    if len(set(colours)) != 2:
        yield 'two different brand colours are needed'
    screenshots = root.findall('screenshots/screenshot')
    if len(screenshots) < 3 or any(s.find('caption') is None for s in screenshots):
        yield 'three screenshots with captions are needed'


def main():
    path, version, application_id = sys.argv[1:]
    root = ElementTree.parse(path).getroot()
    found = [f'{needed} is missing' for needed in NEEDED if original(root, needed) is None]
    if not found:
        found += check_names(root, application_id)
        found += check_releases(root, version)
        found += check_looks(root)
    for problem in found:
        print(f'{path}: {problem}')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
