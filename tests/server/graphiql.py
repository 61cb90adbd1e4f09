#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""GraphiQL of the server for development in a real browser, as TAP: graphiql.py SERVER [MODULES]

Skipped where there is no Chromium, and where the server was built without npm's modules."""
import json
import os
import pathlib
import select
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

PATIENCE = 60


class Server:
    """parapet-server --dev"""

    def __init__(self, program, folder):
        self.tokens = {}
        self.process = subprocess.Popen(
            [program, '--dev', '--port', '0', '--folder', folder / 'development'],
            stdout=subprocess.PIPE, stderr=open(folder / 'log', 'w'), text=True)
        for line in self.process.stdout:
            words = line.split()
            if words[0] == 'token':
                self.tokens[words[1]] = words[3]
            elif words[0] == 'graphiql':
                self.page = words[1]
            elif words[0] == 'ready':
                self.url = words[1]
                return
        raise RuntimeError('the server does not start: ' + (folder / 'log').read_text())

    def ask(self, query):
        request = urllib.request.Request(self.url, json.dumps({'query': query}).encode(), {
            'authorization': 'Bearer ' + self.tokens['architect'], 'content-type': 'application/json'})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE)


class Browser:
    """Chromium, by the DevTools protocol over two pipes."""

    def __init__(self, program, folder):
        to_read, self.commands = os.pipe()
        self.answers, to_write = os.pipe()
        # The protocol has the descriptors 3 and 4.
        words = ['bash', '-c', f'exec 3<&{to_read} 4>&{to_write}; exec "$@"', 'browser', program,
                 '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
                 '--remote-debugging-pipe', f'--user-data-dir={folder}/browser', '--window-size=1280,800', 'about:blank']
        self.process = subprocess.Popen(
            words, pass_fds=(to_read, to_write), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=open(folder / 'browser.log', 'w'))
        os.close(to_read)
        os.close(to_write)
        self.received = b''
        self.number = 0
        self.session = None
        self.complaints = []
        self.addresses = []

    def read(self, end):
        while b'\0' not in self.received:
            if not select.select([self.answers], [], [], max(0, end - time.monotonic()))[0]:
                raise TimeoutError('the browser does not answer')
            piece = os.read(self.answers, 1 << 16)
            if not piece:
                raise EOFError('the browser has ended')
            self.received += piece
        message, self.received = self.received.split(b'\0', 1)
        return json.loads(message)

    def note(self, message):
        """What the console shows, and what is asked of whom."""
        method, parameters = message.get('method'), message.get('params', {})
        if method == 'Runtime.exceptionThrown':
            self.complaints.append(parameters['exceptionDetails'].get('exception', {}).get('description'))
        elif method == 'Runtime.consoleAPICalled' and parameters['type'] in ('error', 'warning', 'assert'):
            self.complaints.append(str([value.get('value') for value in parameters['args']]))
        elif method == 'Log.entryAdded' and parameters['entry']['level'] in ('error', 'warning'):
            self.complaints.append(parameters['entry']['text'])
        elif method == 'Network.requestWillBeSent':
            self.addresses.append(parameters['request']['url'])
        elif method == 'Network.webSocketCreated':
            self.addresses.append(parameters['url'])

    def call(self, method, **parameters):
        self.number += 1
        message = {'id': self.number, 'method': method, 'params': parameters}
        if self.session:
            message['sessionId'] = self.session
        os.write(self.commands, json.dumps(message).encode() + b'\0')
        end = time.monotonic() + PATIENCE
        while True:
            answer = self.read(end)
            self.note(answer)
            if answer.get('id') == self.number:
                if 'error' in answer:
                    raise RuntimeError(f'{method}: {answer["error"]}')
                return answer['result']

    def open(self, url):
        target = self.call('Target.createTarget', url='about:blank')['targetId']
        self.session = self.call('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        for domain in ('Page', 'Runtime', 'Log', 'Network'):
            self.call(domain + '.enable')
        self.call('Page.navigate', url=url)

    def evaluate(self, expression):
        result = self.call('Runtime.evaluate', expression=expression, returnByValue=True, awaitPromise=True)
        if 'exceptionDetails' in result:
            raise RuntimeError(f'{expression}: {result["exceptionDetails"]}')
        return result['result'].get('value')

    def wait(self, expression):
        end = time.monotonic() + PATIENCE
        while not self.evaluate(f'!!({expression})'):
            if time.monotonic() > end:
                raise TimeoutError(f'{expression} does not come true: ' + self.evaluate('document.body.innerText'))
            time.sleep(0.02)

    def press(self, selector):
        """A click with the mouse where it is, as a person does it."""
        self.wait(f'document.querySelector({json.dumps(selector)})')
        x, y = self.evaluate(f'''(() => {{
            const place = document.querySelector({json.dumps(selector)}).getBoundingClientRect();
            return [place.x + place.width / 2, place.y + place.height / 2]; }})()''')
        for kind in ('mousePressed', 'mouseReleased'):
            self.call('Input.dispatchMouseEvent', type=kind, x=x, y=y, button='left', clickCount=1)

    def stop(self):
        os.close(self.commands)
        self.process.wait(PATIENCE)


def shows(selector, text):
    """An expression that is true once an element that is selected holds a text."""
    return (f'[...document.querySelectorAll({json.dumps(selector)})]'
            f'.some(element => element.textContent.includes({json.dumps(text)}))')


ANSWER = '.graphiql-response .CodeMirror-code'


def test_documentation(browser, server):
    """the documentation shows a type with its description"""
    browser.press('button[aria-label="Show Documentation Explorer"]')
    browser.press('.graphiql-doc-explorer-type-name')
    browser.wait(shows('.graphiql-doc-explorer-title', 'Query'))
    browser.wait(shows('.graphiql-markdown-description', 'Who asks.'))
    browser.press('button[aria-label="Hide Documentation Explorer"]')


def test_query(browser, server):
    """a query is answered in the name of who is signed in"""
    browser.wait(f'!({shows(ANSWER, "Alice Architect")})')
    browser.press('.graphiql-execute-button')
    browser.wait(shows(ANSWER, 'Alice Architect'))


def test_users(browser, server):
    """another user can be chosen"""
    browser.evaluate("""(() => {
      const choice = document.querySelector('.sign-in select');
      const set = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set;
      set.call(choice, 'viewer');
      choice.dispatchEvent(new Event('change', { bubbles: true })); })()""")
    browser.press('.graphiql-execute-button')
    browser.wait(shows(ANSWER, 'Vera Viewer'))


def test_subscription(browser, server):
    """a subscription shows an event"""
    browser.press('.graphiql-tab:nth-child(3) button')
    browser.wait(shows('.graphiql-query-editor .CodeMirror-code', 'modelsChanged'))
    browser.press('.graphiql-execute-button')
    # The page does not show when the server began to listen for it, nor when GraphiQL has noticed which operation stands
    # in the other tab.
    end = time.monotonic() + PATIENCE
    while not browser.evaluate(shows(ANSWER, '"created"')):
        assert time.monotonic() < end, 'no event is shown'
        if browser.evaluate(shows(ANSWER, 'Unknown operation')):
            browser.press('.graphiql-execute-button')
        made = server.ask('mutation { createModel(input: { title: "Shop" }) { model { id } } }')
        assert made['data']['createModel']['model'], made
        browser.evaluate('new Promise(resolve => setTimeout(resolve, 100))')
    browser.press('.graphiql-execute-button')


def test_dialog(browser, server):
    """a dialog opens"""
    browser.press('button[aria-label="Open settings dialog"]')
    browser.wait(shows('.graphiql-dialog', 'Theme'))
    # What it does to the page behind it is not allowed everywhere.
    browser.wait("getComputedStyle(document.body).overflow === 'hidden'")


def test_silence(browser, server):
    """the console shows no complaint, and nobody else was asked for anything"""
    assert not browser.complaints, browser.complaints
    places = {address.split('/')[2] for address in browser.addresses if not address.startswith('data:')}
    assert places == {server.url.split('/')[2]}, places
    assert any(address.startswith('ws:') for address in browser.addresses), browser.addresses


def test_stranger(browser, server):
    """without the key of the page nobody is signed in"""
    browser.open(server.url)
    browser.wait(shows('.sign-in', 'Not signed in'))


TESTS = [test_documentation, test_query, test_users, test_subscription, test_dialog, test_silence, test_stranger]


def skip(reason):
    print(f'1..0 # SKIP {reason}')
    sys.exit(0)


def run(browser, server):
    print(f'1..{len(TESTS)}')
    for number, test in enumerate(TESTS, 1):
        test(browser, server)
        print(f'ok {number} {test.__doc__}', flush=True)


def main():
    program = shutil.which('chromium')
    if len(sys.argv) < 3 or not sys.argv[2]:
        skip('the server is built without GraphiQL')
    if not program:
        skip('there is no chromium')
    if not shutil.which('pg_ctl') and not pathlib.Path('/usr/lib/postgresql').is_dir():
        skip('there is no PostgreSQL')
    folder = pathlib.Path(tempfile.mkdtemp(prefix='parapet-'))
    # The database may have a user of its own, who has to get through.
    folder.chmod(0o711)
    try:
        server = Server(sys.argv[1], folder)
        try:
            browser = Browser(program, folder)
            try:
                browser.open(server.page)
                run(browser, server)
            finally:
                browser.stop()
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


if __name__ == '__main__':
    main()
