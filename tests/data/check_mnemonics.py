#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every control with a label has a mnemonic, and no two that are seen together share one:
check_mnemonics.py SOURCE-ROOT

Read in English and in each translation. Rows that only show something have nothing to activate, and what is
made from data (facts, metrics, levels of markings) is reached with the arrow keys.
"""
import ast
import pathlib
import re
import sys
from xml.etree import ElementTree

BUTTONS = {'GtkButton', 'GtkToggleButton', 'GtkCheckButton', 'GtkMenuButton', 'GtkLinkButton',
           'AdwButtonContent', 'AdwSplitButton'}
ROWS = {'AdwEntryRow', 'AdwPasswordEntryRow', 'AdwComboRow', 'AdwExpanderRow', 'PpInspectorKindRow',
        'PpInspectorTagsRow', 'PpInspectorTextRow'}
WITHOUT_LABEL = {'GtkSwitch', 'GtkSpinButton', 'GtkDropDown', 'GtkEntry'}

# Rows that give themselves their labels.
OWN_LABELS = {'PpInspectorMarkingRow': ['_Marking', 'Ca_veats'], 'PpMarkingChooser': ['Ca_veats']}

# A model and its diagram have each their own: the mnemonic goes from one to the other.
REPEATED = {'_Marking', 'Ca_veats'}

# What is seen of flows only, and of nodes only.
EXCLUSIVE = {'flow_group': 'flow', 'attack_group': 'flow', 'PpInspectorPlace': 'node'}

# What C code makes: calls whose text is the label of a control.
CALLS = re.compile(
    r'(?:gtk_\w*button_new_with_(?:label|mnemonic) \(|gtk_button_set_label \([^;"]*|g_menu_append \(\w+, '
    r'|adw_toast_set_button_label \(\w+, |adw_preferences_row_set_title \([^;"]*'
    r'|"(?:cancel|discard|save|save-as|overwrite|recover|lower|agree|remove|delete|close)", )'
    r'_\(("(?:[^"\\]|\\.)*")\)')
SHOWN_ONLY = {'Unnamed', 'Untitled Threat'}

# Templates whose controls stand in one window at the same time.
PANELS = ('pp-window', 'pp-threat-panel')
TOGETHER = [(*PANELS, page) for page in (
    'pp-inspector-layout', 'pp-threat-page', 'pp-property-page', 'pp-threat-detail', 'pp-path-panel',
    'pp-question-list')] + [(*PANELS, 'pp-inspector-element', 'pp-inspector-kind-row', 'pp-inspector-place')]


class Control:
    def __init__(self, name, text, underline, pages):
        self.name, self.text, self.underline, self.pages = name, text, underline, pages

    def is_seen_with(self, other):
        return all(other.pages.get(stack, page) == page for stack, page in self.pages.items())


def mnemonic(text):
    match = re.search(r'_(\w)', text.replace('__', ''))
    return match.group(1).casefold() if match else None


def properties(widget):
    return {child.get('name').replace('_', '-'): (child.text or '').strip()
            for child in widget.findall('property')}


def label_of(widget, values, kind):
    """The text of what can be activated, or None."""
    if kind in BUTTONS:
        return values.get('label')
    if kind in ROWS:
        return values.get('title')
    if kind == 'GtkStackPage':
        return values.get('title')
    if kind == 'GtkLabel':
        return values.get('label') if 'mnemonic-widget' in values else None
    if kind == 'AdwActionRow':
        below = {child.get('class') for child in widget.iter('object')}
        if 'activatable-widget' in values or values.get('activatable', '').lower() in ('true', 'yes'):
            return values.get('title')
        return values.get('title') if below & WITHOUT_LABEL else None
    return None


def controls(name, widget, pages):
    """The controls of a template; PAGES says on which page of which stack a widget lies."""
    kind = widget.get('parent') if widget.tag == 'template' else widget.get('class')
    for key in (widget.get('id'), widget.get('class')):
        if key in EXCLUSIVE:
            pages = {**pages, 'selection': EXCLUSIVE[key]}
    if widget.tag in ('object', 'template'):
        for text in OWN_LABELS.get(widget.get('class'), []):
            yield Control(name, text, True, pages)
        values = properties(widget)
        text = label_of(widget, values, widget.get('class') if widget.get('class') in ROWS else kind)
        if text:
            yield Control(name, text, values.get('use-underline', '').lower() in ('true', 'yes'), pages)
        if kind in ('GtkPopover', 'PpPropertyPopover'):
            pages = {**pages, 'popover': id(widget)}
    if kind == 'GtkStack':
        for page in widget.findall('child/object'):
            values = properties(page)
            if values.get('title'):
                yield Control(name, values['title'], values.get('use-underline', '').lower() in ('true', 'yes'),
                              pages)
            for child in page.findall('property/object'):
                yield from controls(name, child, {**pages, id(widget): id(page)})
        return
    for path in ('child/object', 'property/object'):
        for child in widget.findall(path):
            yield from controls(name, child, pages)


def menu_items(menu):
    """The labels of one menu; those of its sections belong to it, those of its submenus do not."""
    for item in menu:
        if item.tag in ('item', 'submenu'):
            yield from (attribute.text for attribute in item.findall('attribute[@name="label"]'))
        elif item.tag == 'section':
            yield from menu_items(item)


def read_translation(path):
    """Texts by their originals; a context is left out, as the templates have none."""
    texts, fields, field = {}, {}, None
    for line in path.read_text(encoding='utf-8').splitlines() + ['']:
        match = re.match(r'(msgctxt|msgid|msgstr)\s+(".*")$', line)
        if match:
            field = match.group(1)
            fields[field] = ast.literal_eval(match.group(2))
        elif line.startswith('"') and field:
            fields[field] += ast.literal_eval(line)
        elif not line:
            texts[fields.get('msgid')] = fields.get('msgstr')
            fields, field = {}, None
    return texts


def find_clashes(where, found, language, texts):
    for i, control in enumerate(found):
        for other in found[:i]:
            letter = mnemonic(texts.get(control.text) or control.text)
            if (letter and letter == mnemonic(texts.get(other.text) or other.text) and other.is_seen_with(control)
                    and not (control.text == other.text and control.text in REPEATED)):
                yield f'{where} ({language}): “{other.text}” and “{control.text}” share {letter.upper()}'


def missing(found):
    for control in found:
        if not mnemonic(control.text):
            yield f'{control.name}.ui: “{control.text}” has no mnemonic'
        elif not control.underline:
            yield f'{control.name}.ui: “{control.text}” does not use its underline'


def missing_in_code(root):
    for path in sorted(root.glob('src/app/*.c')) + sorted(root.glob('src/canvas/*.c')):
        for literal in CALLS.findall(path.read_text(encoding='utf-8')):
            text = ast.literal_eval(literal)
            if not mnemonic(text) and text not in SHOWN_ONLY:
                yield f'{path.relative_to(root)}: “{text}” has no mnemonic'


def missing_in_translation(language, texts):
    for text, translation in texts.items():
        # An underline of ours stands before a letter that begins or is within a word of an interface text.
        if text and translation and mnemonic(text) and not mnemonic(translation):
            yield f'po/{language}.po: “{translation}” has no mnemonic'


def problems(root):
    languages = {'en': {}}
    for path in sorted(root.glob('po/*.po')):
        languages[path.stem] = read_translation(path)
        yield from missing_in_translation(path.stem, languages[path.stem])
    yield from missing_in_code(root)
    templates = {}
    for path in sorted(root.glob('resources/ui/*.ui')):
        tree = ElementTree.parse(path).getroot()
        found = templates[path.stem] = [control for widget in tree
                                        for control in controls(path.stem, widget, {})]
        yield from missing(found)
        menus = [[Control(path.stem, text, True, {}) for text in menu_items(menu)]
                 for kind in ('menu', 'submenu') for menu in tree.iter(kind)]
        for menu in menus:
            yield from missing(menu)
        for language, texts in languages.items():
            for group in [found, *menus]:
                yield from find_clashes(path.stem, group, language, texts)
    for names in TOGETHER:
        found = [control for name in names for control in templates[name]
                 if name != 'pp-window' or not control.pages]
        for language, texts in languages.items():
            yield from find_clashes(' + '.join(names), found, language, texts)


def main():
    found = sorted(set(problems(pathlib.Path(sys.argv[1]))))
    print('\n'.join(found))
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
