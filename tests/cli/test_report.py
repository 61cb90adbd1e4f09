#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""parapet-cli report: test_report.py PROGRAM SOURCE-ROOT"""
import base64
import html.parser
import re
import shutil
import subprocess
import sys
import zlib

from program import FAILED, Skip, main

VOID = {'meta', 'link', 'br', 'img'}
HOSTILE = '<script>alert("x")</script> [a](javascript:x) **b** | c\u202egnp.exe\u0007\n# d'


class Page(html.parser.HTMLParser):
    """What an HTML file consists of: elements, headings, text; and whether every element is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.headings, self.words, self.ids, self.links = [], [], [], [], [], []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if 'id' in attributes:
            self.ids.append(attributes['id'])
        if tag == 'a':
            self.links.append(attributes['href'])
        if re.fullmatch('h[1-6]', tag):
            self.headings.append([int(tag[1]), ''])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()

    def handle_data(self, data):
        self.words.append(data)
        if self.open and re.search('h[1-6]', ' '.join(self.open)):
            self.headings[-1][1] += data

    def text(self):
        return ' '.join(''.join(self.words).split())


def report(cli, model, ending, *options, **how):
    cli('report', model, '-o', f'out.{ending}', *options, **how)
    return (cli.folder / f'out.{ending}').read_bytes()


def page(cli, model, *options):
    return Page(report(cli, model, 'html', *options).decode())


def pdf_text(cli, name):
    if shutil.which('pdftotext') is None:
        raise Skip('pdftotext is not here')
    return subprocess.run(['pdftotext', '-layout', cli.folder / name, '-'], capture_output=True, text=True,
                          check=True).stdout


def pdf_inside(data):
    """All of a PDF that can be unpacked: objects, drawings, metadata."""
    parts = [data]
    for match in re.finditer(rb'stream\r?\n(.*?)\r?\nendstream', data, re.DOTALL):
        try:
            parts.append(zlib.decompress(match.group(1)))
        except zlib.error:
            parts.append(match.group(1))
    return b'\n'.join(parts)


def test_sections_in_html(cli):
    found = page(cli, cli.changed('shop.parapet'))
    assert [text for level, text in found.headings if level == 2] == [
        'Contents', 'Summary', 'Diagrams', 'Elements', 'Threats', 'Controls', 'Open questions', 'Attack paths',
        'ATT&CK coverage']
    assert [text for level, text in found.headings if level == 1] == [cli.shop['model']['title']]
    for threat in cli.shop['threats'].values():
        assert threat['title'] in found.text()


def test_headings_leave_out_no_level(cli):
    levels = [level for level, _ in page(cli, cli.changed('shop.parapet')).headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))


def test_html_needs_nothing_else(cli):
    found = page(cli, cli.changed('shop.parapet'))
    names = {name for name, _ in found.elements}
    assert not names & {'script', 'link', 'iframe', 'object', 'form', 'img'}
    for name, attributes in found.elements:
        assert not [key for key in attributes if key.startswith('on')]
        for key in ('href', 'src', 'xlink:href'):
            assert attributes.get(key, '#').startswith(('#', 'data:image/png;base64,')), (name, attributes)
    policy = [a['content'] for n, a in found.elements if n == 'meta' and a.get('http-equiv')]
    assert policy and "default-src 'none'" in policy[0]


def test_every_link_in_html_leads_somewhere(cli):
    found = page(cli, cli.changed('shop.parapet'))
    assert len(set(found.ids)) == len(found.ids)
    assert found.links and {link[1:] for link in found.links} <= set(found.ids)
    used = {a['href'][1:] for n, a in found.elements if n == 'use'}
    assert used and used <= set(found.ids)


def test_every_diagram_is_a_named_picture(cli):
    found = page(cli, cli.changed('shop.parapet'))
    pictures = [a['aria-label'] for n, a in found.elements if n == 'svg' and a.get('role') == 'img']
    assert pictures == [f"{layout['title']}, TLP:AMBER" for layout in cli.shop['layouts'].values()]


class Drawings(html.parser.HTMLParser):
    """What a browser makes of the drawings of a page: each use is a copy of all that it uses."""

    def __init__(self, text):
        super().__init__()
        self.within, self.figures, self.held, self.uses = [], [], {}, {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.within.append(attributes.get('id'))
        if tag == 'figure':
            self.figures.append([])
        for name in filter(None, self.within):
            self.held[name] = self.held.get(name, 0) + 1
            if tag == 'use':
                self.uses.setdefault(name, []).append(attributes['href'][1:])
        if self.figures and tag == 'use':
            self.figures[-1].append(attributes['href'][1:])

    def handle_endtag(self, tag):
        self.within.pop()

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def size(self, name):
        return self.held[name] + sum(map(self.size, self.uses.get(name, [])))


def test_a_browser_copies_little_of_a_large_diagram(cli):
    """A part that used the whole would make it copy the whole for each part."""
    def grow(model):
        model['layouts'] = {'large': {'title': 'Large', 'placements': {}}}
        for i in range(600):
            model['nodes'][f'n{i}'] = {'kind': 'process', 'name': f'Node {i}'}
            model['layouts']['large']['placements'][f'n{i}'] = {
                'x': i % 30 * 200, 'y': i // 30 * 200, 'width': 100, 'height': 60}
    drawings = Drawings(re.sub('<meta[^>]*>', '', report(cli, cli.changed('large.parapet', grow), 'html').decode()))
    whole, *parts = drawings.figures
    letters = sum(len(f'Node{i}') for i in range(600))
    assert len(parts) > 20
    assert sum(map(len, parts)) >= letters and min(map(len, parts)) > 2
    assert max(sum(map(drawings.size, part)) for part in parts) < letters / 4
    assert sum(sum(map(drawings.size, part)) for part in drawings.figures) < 4 * letters


def test_only_on_a_screen_is_anything_left_for_later(cli):
    style = report(cli, cli.changed('shop.parapet'), 'html').decode().split('</style>')[0]
    on_screen = re.search(r'^@media screen \{\n.*?^\}', style, re.DOTALL | re.MULTILINE)[0]
    assert 'content-visibility: auto' in on_screen
    assert 'content-visibility' not in style.replace(on_screen, '')


def hostile(model):
    model['model']['title'] = HOSTILE
    model['model']['description'] = HOSTILE
    for kind in ('nodes', 'edges'):
        for element in model[kind].values():
            element['name'] = HOSTILE
            element['description'] = HOSTILE
    for threat in model['threats'].values():
        threat.update(title=HOSTILE, description=HOSTILE, mitigation=HOSTILE, category=HOSTILE, status=HOSTILE,
                      references=[HOSTILE])
    for layout in model['layouts'].values():
        layout['title'] = HOSTILE
    model['controls'] = {'c': {'title': HOSTILE, 'owner': HOSTILE, 'status': HOSTILE}}


def test_hostile_text_stays_text_in_html(cli):
    found = page(cli, cli.changed('shop.parapet', hostile))
    assert 'script' not in {name for name, _ in found.elements}
    assert '<script>alert("x")</script>' in found.text()
    assert not re.search('[\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f]', found.text())


def test_hostile_text_stays_text_in_markdown(cli):
    text = report(cli, cli.changed('shop.parapet', hostile), 'md').decode()
    body = '\n'.join(line for line in text.splitlines() if not line.startswith('[diagram-'))
    assert not re.search(r'(?<!\\)<script', body)
    assert not re.search(r'(?<!\\)\]\(', body)
    assert '\n# d' not in body and '\u202e' not in body and '\u0007' not in body
    rows = [line for line in body.splitlines() if line.startswith('| **\\<script')]
    assert rows and all(line.count('|') - line.count('\\|') == 5 for line in rows)


def test_hostile_text_stays_text_in_pdf(cli):
    report(cli, cli.changed('shop.parapet', hostile), 'pdf')
    assert '<script>alert("x")</script>' in pdf_text(cli, 'out.pdf')


def test_figures_of_pdf_have_texts(cli):
    data = report(cli, cli.changed('shop.parapet'), 'pdf')
    texts = re.findall(rb'/S /Figure\n[^>]*?/Alt <feff([0-9a-f]+)>', data)
    titles = [layout['title'] for layout in cli.shop['layouts'].values()]
    assert [bytes.fromhex(text.decode()).decode('utf-16-be') for text in texts] == titles


def test_markdown_holds_its_pictures(cli):
    text = report(cli, cli.changed('shop.parapet'), 'md').decode()
    used = re.findall(r'^!\[.*\]\[(diagram-\d+)\]$', text, re.MULTILINE)
    held = dict(re.findall(r'^\[(diagram-\d+)\]: data:image/svg\+xml;base64,(\S+)$', text, re.MULTILINE))
    assert used == list(held) and len(used) == len(cli.shop['layouts'])
    assert all(b'<svg' in base64.b64decode(data) for data in held.values())


def test_the_same_model_gives_the_same_bytes(cli):
    model = cli.changed('shop.parapet')
    for ending in ('html', 'pdf', 'md'):
        assert report(cli, model, ending) == report(cli, model, ending), ending


def test_where_it_is_written_does_not_matter(cli):
    """Turkish shapes and folds letters in its own way, and writes a comma in numbers."""
    elsewhere = cli.folder / 'elsewhere'
    elsewhere.mkdir()
    model = cli.changed('shop.parapet', ('nodes.shop.name', 'Profile İndex fi'), ('nodes.shop.description', 'first I'))
    turkish = {**cli.locale('tr_TR'), 'LANGUAGE': 'tr', 'TZ': 'Asia/Tokyo'}
    for ending in ('html', 'pdf', 'md'):
        cli('report', '../shop.parapet', '-o', f'there.{ending}', folder=elsewhere, environment=turkish)
        assert (elsewhere / f'there.{ending}').read_bytes() == report(cli, model, ending), ending
    for ending in ('svg', 'pdf', 'png'):
        cli('render', model, '-o', f'out.{ending}')
        cli('render', '../shop.parapet', '-o', f'there.{ending}', folder=elsewhere, environment=turkish)
        assert (elsewhere / f'there.{ending}').read_bytes() == (cli.folder / f'out.{ending}').read_bytes(), ending
    for command in (['analyze', '--json', '--prompts', '--guess', '--questions', '-1'], ['paths', '--json'],
                    ['attack', '--json'], ['analyze', '--format', 'sarif'], ['analyze', '--format', 'csv']):
        here = cli(command[0], model.name, *command[1:], environment={'LC_ALL': 'C'}).out
        assert here == cli(command[0], model.name, *command[1:], environment=turkish).out, command


def test_a_report_has_the_date_that_is_asked_for(cli):
    model = cli.changed('shop.parapet')
    assert 'Date' not in page(cli, model).words
    assert '2026-05-31' in page(cli, model, '--date', '2026-05-31').words
    data = report(cli, model, 'pdf', '--date', '2026-05-31')
    assert b'/CreationDate (20260531' in pdf_inside(data)
    assert b'/CreationDate (19700101' in pdf_inside(report(cli, model, 'pdf'))
    for wrong in ('2026-02-30', '31.5.2026', '2026-5-31', '2026-05-31x'):
        cli('report', model, '-o', 'out.md', '--date', wrong, status=FAILED)


def test_only_what_a_diagram_shows(cli):
    def second(model):
        model['nodes']['alone'] = {'kind': 'process', 'name': 'Lonely Hermit'}
        model['layouts']['second'] = {'title': 'Second', 'placements': {
            'alone': {'x': 0, 'y': 0, 'width': 100, 'height': 60}}}
    model = cli.changed('shop.parapet', second)
    only = page(cli, model, '--layout', 'Second')
    assert 'Lonely Hermit' in only.text()
    first = next(iter(cli.shop['nodes'].values()))['name']
    assert first not in only.text()
    answer = cli('report', model, '-o', 'out.html', '--layout', 'Third', status=FAILED)
    assert 'Third' in answer.err and 'Second' in answer.err


def test_changes_since_an_older_version(cli):
    old = cli.changed('old.parapet')
    node = next(iter(cli.shop['nodes']))

    def edit(model):
        model['nodes'][node]['name'] = 'Kiosk'
        model['nodes']['cache'] = {'kind': 'database', 'name': 'Brand New Cache'}
    new = cli.changed('new.parapet', edit)
    text = page(cli, new, '--since', old).text()
    assert 'Changes' in [title for _, title in page(cli, new, '--since', old).headings]
    assert f'Name: {cli.shop["nodes"][node]["name"]} → Kiosk' in text
    assert 'Added' in text.split('Changes')[-1] and 'Brand New Cache' in text.split('Changes')[-1]
    assert 'Nothing has changed.' in page(cli, old, '--since', old).text()


def test_the_marking_is_on_every_page(cli):
    def mark(model):
        model['model']['marking'] = {'tlp': 'AMBER', 'caveats': ['A & B']}
    model = cli.changed('marked.parapet', mark)
    found = page(cli, model)
    assert [a for n, a in found.elements if n == 'div' and a.get('role') == 'note']
    assert 'TLP:AMBER // A & B' in found.text()
    text = report(cli, model, 'md').decode()
    assert text.startswith('**TLP:AMBER // A \\& B**') and text.count('**TLP:AMBER') == 2
    report(cli, model, 'pdf')
    pages = pdf_text(cli, 'out.pdf').rstrip('\f').split('\f')
    assert len(pages) > 3
    assert all(one.count('TLP:AMBER // A & B') == 2 for one in pages)


def without_marking(model):
    del model['model']['marking']


def test_every_picture_carries_the_marking_of_what_it_shows(cli):
    """The second diagram shows nothing but what is green, in a model where something else is red."""
    def mark(model):
        model['model']['marking'] = {'tlp': 'GREEN'}
        model['nodes']['shop']['marking'] = {'tlp': 'RED'}
        model['nodes']['alone'] = {'kind': 'process', 'name': 'Lonely'}
        model['layouts']['second'] = {'title': 'Second', 'placements': {
            'alone': {'x': 0, 'y': 0, 'width': 100, 'height': 60}}}
    first = next(iter(cli.shop['layouts'].values()))['title']
    marked = cli.changed('marked.parapet', mark)
    found = page(cli, marked)
    pictures = [a['aria-label'] for n, a in found.elements if n == 'svg' and a.get('role') == 'img']
    assert pictures == [f'{first}, TLP:RED', 'Second, TLP:GREEN']
    used = [a['href'] for n, a in found.elements if n == 'use' and re.fullmatch(r'#m\d+', a['href'])]
    defined = [name for name in found.ids if re.fullmatch(r'm\d+', name)]
    assert len(defined) == 2 and sorted(used) == sorted('#' + name for name in defined)
    plain = page(cli, cli.changed('plain.parapet', without_marking))
    assert not [name for name in plain.ids if name.startswith('m')]


def test_every_picture_in_markdown_carries_the_marking(cli):
    def pictures(name, *edits):
        text = report(cli, cli.changed(name, *edits), 'md').decode()
        return [base64.b64decode(data).decode() for data in re.findall(r'svg\+xml;base64,(\S+)$', text, re.MULTILINE)]

    def height(svg):
        return float(re.search(r'viewBox="0 0 \S+ (\S+)"', svg)[1])
    plain = pictures('plain.parapet', without_marking)
    marked = pictures('marked.parapet', ('model.marking', {'tlp': 'AMBER'}))
    assert len(plain) == len(marked) == len(cli.shop['layouts'])
    for without, with_band in zip(plain, marked):
        assert height(with_band) == height(without) + 52
        assert len(re.findall('rgb\\(0%, ?0%, ?0%\\)', with_band)) == len(
            re.findall('rgb\\(0%, ?0%, ?0%\\)', without)) + 2


def test_lowered_markings_are_told_of_but_not_in_a_release(cli):
    def lower(model):
        node = next(iter(model['nodes']))
        model['model']['lowerings'] = {'x': {
            'record': node, 'name': 'Shop', 'from': {'tlp': 'RED'}, 'to': {'tlp': 'GREEN'},
            'reason': 'It is on the web now', 'by': 'Ada', 'at': '2026-05-31T10:00:00Z'}}
    model = cli.changed('lowered.parapet', lower)
    text = page(cli, model).text()
    assert 'Lowered markings' in text and 'TLP:RED' in text and 'It is on the web now' in text
    text = page(cli, model, '--marking', 'TLP:RED').text()
    assert 'Lowered markings' not in text and 'It is on the web now' not in text


def structure(cli, name):
    """The structure of a PDF with its texts, as poppler reads it; it complains of what is not as it should be."""
    if shutil.which('pdfinfo') is None:
        raise Skip('pdfinfo is not here')
    run = subprocess.run(['pdfinfo', '-struct-text', cli.folder / name], capture_output=True, text=True, check=True)
    assert not run.stderr, run.stderr
    return run.stdout.splitlines()


def test_a_pdf_has_a_structure_to_read(cli):
    report(cli, cli.changed('shop.parapet'), 'pdf')
    lines = structure(cli, 'out.pdf')
    assert [line for line in lines if line and line[0] != ' '] == ['Document']
    kinds = {line.split()[0] for line in lines if '"' not in line}
    assert {'H1', 'H2', 'H3', 'H4', 'P', 'L', 'LI', 'LBody', 'Table', 'TR', 'TH', 'TD', 'TOC', 'TOCI', 'Link',
            'Figure'} <= kinds
    headings = [lines[i + 1].strip() for i, line in enumerate(lines) if line.strip().startswith('H2')]
    assert headings == [f'"{title}"' for title in (
        'Contents', 'Summary', 'Diagrams', 'Elements', 'Threats', 'Controls', 'Open questions', 'Attack paths',
        'ATT&CK coverage')]
    data = (cli.folder / 'out.pdf').read_bytes()
    assert b'/Lang (en)' in data and b'/DisplayDocTitle true' in data and b'/MarkInfo << /Marked true >>' in data


def test_the_structure_of_a_pdf_has_every_word(cli):
    """Long texts, which break over lines and pages, and words with letters that fonts join."""
    words = [f'offices{i} flying{i} waffle{i}' for i in range(600)]
    model = cli.changed('shop.parapet', ('model.description', ' '.join(words)), ('nodes.shop.description', words[3] * 40))
    report(cli, model, 'pdf')
    text = ' '.join(line.strip()[1:-1] for line in structure(cli, 'out.pdf') if line.strip().startswith('"'))
    assert ' '.join(words) in ' '.join(text.split())


def test_a_picture_stands_below_its_headings(cli):
    """However far the page is filled before it."""
    for lines in range(0, 44, 4):
        model = cli.changed('shop.parapet', ('model.description', '\n'.join(['line'] * lines + ['.'])))
        report(cli, model, 'pdf')
        pages = pdf_text(cli, 'out.pdf').rstrip('\f').split('\f')[2:]
        with_heading = [one for one in pages if re.search(r'^ *Diagrams$', one, re.MULTILINE)]
        assert len(with_heading) == 1 and 'Overview' in with_heading[0] and 'Data centre' in with_heading[0], lines


def test_an_empty_diagram_says_so(cli):
    model = cli.changed('shop.parapet', ('layouts.second', {'title': 'Second', 'placements': {}}))
    for ending in ('html', 'md', 'pdf'):
        data = report(cli, model, ending)
    assert 'There is nothing on this diagram.' in pdf_text(cli, 'out.pdf') and data
    assert 'There is nothing on this diagram.' in page(cli, model).text()


def test_the_language_is_that_which_is_asked_for(cli):
    german = cli.translate()
    model = cli.changed('shop.parapet')
    for ending in ('html', 'md', 'pdf'):
        data = set()
        for environment in ({'LC_ALL': 'C'}, {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en', 'LANG': 'fr_FR.UTF-8'}):
            cli('report', model, '-o', f'out.{ending}', '--language', 'de_DE', environment={**german, **environment})
            data.add((cli.folder / f'out.{ending}').read_bytes())
        assert len(data) == 1, ending
    words = pdf_text(cli, 'out.pdf')
    assert 'Bericht zum Bedrohungsmodell' in words and 'Zusammenfassung' in words and 'Summary' not in words
    found = Page((cli.folder / 'out.html').read_text())
    assert [a['lang'] for n, a in found.elements if n == 'html'] == ['de']
    assert 'Offene Fragen' in [text for level, text in found.headings if level == 2]


def test_what_rules_say_is_translated(cli):
    """Whole sentences with the names in them; texts that people wrote, and names out of catalogues, stay."""
    german = cli.translate()
    cli('report', cli.changed('shop.parapet'), '-o', 'out.html', '--language', 'de', environment=german)
    text = (cli.folder / 'out.html').read_text()
    assert '<bdi>Eingaben an Shop können Teil der Abfragen an Orders werden</bdi>' in text
    assert '<dd dir="auto">Eine Webanwendung ohne angegebene Kodierung der Ausgaben.</dd>' in text
    assert 'Wandelt „Shop“ Bytes von außen in Objekte um?' in text
    assert '<bdi>1. Orders are read by others</bdi>' in text
    assert re.search('<dd lang="en" dir="auto">CWE-', text)
    english = report(cli, cli.changed('shop.parapet'), 'html').decode()
    for sentence in ('Input to Shop can become', 'without stated output encoding', 'Does “Shop” turn bytes'):
        assert sentence in english and sentence not in text, sentence


def test_what_a_rule_has_written_is_translated(cli):
    """A threat that was kept has the rule's words until somebody finds better ones."""
    german = cli.translate()
    for title, shown in (('Too many parties can change Orders', 'Zu viele Stellen können Orders ändern'),
                         ('Too many parties can change Old', 'Zu viele Stellen können Old ändern'),
                         ('Too many hands on Orders', 'Too many hands on Orders')):
        model = cli.changed('shop.parapet', ('threats.t1.title', title), ('threats.t1.rule', 'DATA-12'),
                            ('threats.t1.description', 'Three or more writers from other zones.'))
        text = report(cli, model, 'md', '--language', 'de', environment=german).decode()
        assert f'1\\. {shown}\n' in text, shown
        assert 'Drei oder mehr schreibende Stellen aus anderen Zonen.' in text


def test_what_is_not_translated_is_marked_as_english(cli):
    """As rules of a team's own are, which no catalogue knows."""
    german = cli.translate('msggrep -v -N po/rules.c')
    cli('report', cli.changed('shop.parapet'), '-o', 'out.html', '--language', 'de', environment=german)
    text = (cli.folder / 'out.html').read_text()
    assert '<bdi lang="en">Input to Shop can become part of its queries to Orders</bdi>' in text
    assert '<dd lang="en" dir="auto">A web application without stated output encoding.</dd>' in text
    assert '<bdi>1. Orders are read by others</bdi>' in text


def test_every_text_of_its_own_is_translated(cli):
    """With a catalogue that puts a sign before each text, nothing that the report says itself is without."""
    sign = cli.translate("msgfilter --keep-header sed 's/[^ ]/¤&/' <")
    old, model = cli.changed('old.parapet'), cli.changed('shop.parapet', ('nodes.shop.name', 'Kiosk'))
    cli('report', model, '-o', 'out.html', '--language', 'de', '--since', old, '--date', '2026-05-31', environment=sign)
    text = (cli.folder / 'out.html').read_text()
    said = re.findall(r'<th [^>]*>([^<]*)<|<dt[^>]*>([^<]*)<|<h2[^>]*>([^<]*)<|<b>\d+</b> ([^<]*)<', text)
    said = [''.join(groups) for groups in said]
    assert len(said) > 40 and not [word for word in said if not word.startswith('¤')], said


def test_a_language_that_is_not_there(cli):
    model = cli.changed('shop.parapet')
    english = report(cli, model, 'md')
    for language in ('en', 'en_GB', 'en-US'):
        assert report(cli, model, 'md', '--language', language) == english
    for language in ('xx', '', '../de', 'de/../de'):
        answer = cli('report', model, '-o', 'no.md', '--language', language, status=FAILED)
        assert answer.err.startswith('--language: '), answer.err
    assert not (cli.folder / 'no.md').exists()


def test_usage(cli):
    model = cli.changed('shop.parapet')
    cli('report', model, status=FAILED)
    cli('report', model, '-o', 'out.doc', status=FAILED)
    cli('report', 'nothing.parapet', '-o', 'out.md', status=FAILED)
    cli('report', model, '-o', 'out.md', '--marking', 'TLP:PURPLE', status=FAILED)
    assert not (cli.folder / 'out.md').exists()


if __name__ == '__main__':
    sys.exit(main(globals()))
