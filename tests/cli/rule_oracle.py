# SPDX-License-Identifier: GPL-3.0-or-later
"""A second, slow reading of the threat rules, written from their specification alone.

It reads the rule files and a Threat Dragon model as JSON and gives the rows that the engine must give:
(rule, element, category, severity, confidence, prompt), and the questions that it must ask: (element,
property, rule). Whether one answer settles a rule it finds out by trying every answer. It shares no code and no table with the engine
but the rule files themselves: it parses each condition into nested tuples, and answers it by walking
them with dictionaries and lists, again for every element and every rule.

Some decisions of the project are part of the specification here as well. Some the invariants need: hiding
does not depend on controls (stating a control must not uncover a general threat); of several flows on which
one rule puts a threat on one element the worst and surest counts, of several items that make an `any` true
the surest, and of equally high sensitivities the one that is no guess (the order of a file must not matter).
Others keep the list of questions short: what a flow to or from one store carries is asked of the store,
whether something can be reached from the internet by its exposure; nothing is asked of what is out of scope,
nothing for a rule that is a prompt itself, that is hidden, or whose threat would stand on nothing; and
`askedWhere` says of what else some things are only asked.
"""

import json
import pathlib
import re

RULE_FILES = ("language", "core", "data", "identity", "web", "api", "cloud", "ics", "ai", "privacy", "baseline")
CLASSES = {"tm.Process": "process", "tm.Store": "store", "tm.Actor": "actor", "tm.Flow": "flow",
           "tm.BoundaryBox": "boundary", "tm.Boundary": "boundary"}
STATED = {
    "isEncrypted": "encrypted", "isPublicNetwork": "publicNetwork", "protocol": "protocol",
    "isBidirectional": "bidirectional", "isALog": "log", "isSigned": "signed",
    "storesCredentials": "credentials", "storesInventory": "inventory",
    "isWebApplication": "webApp", "handlesCardPayment": "cardPayment",
    "handlesGoodsOrServices": "goods", "privilegeLevel": "privilege",
    "providesAuthentication": "authenticates",
}
UNKNOWN = None
CONFIDENCES = ("stated", "assumed", "guessed")


# --- The language ----------------------------------------------------------------------------------

TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<string>\"[^\"]*\"|'[^']*')|"
                   r"(?P<name>[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)|(?P<sign>==|!=|<=|>=|[<>()\[\],+*-]))")
SETS = {"inflows", "outflows", "flows", "neighbours", "peers", "members", "crossed", "crossing"}


def tokenize(text):
    tokens, place = [], 0
    text = text.rstrip()
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            raise ValueError(f"{text!r} at {place}")
        tokens.append((match.lastgroup, match.group(match.lastgroup)))
        place = match.end()
    return tokens


class Parser:
    """Recursive descent, one method a line of the grammar."""

    def __init__(self, text):
        self.tokens = tokenize(text)
        self.place = 0

    def peek(self):
        return self.tokens[self.place][1] if self.place < len(self.tokens) else None

    def take(self, *wanted):
        if self.peek() in wanted:
            self.place += 1
            return True
        return False

    def need(self, wanted):
        if not self.take(wanted):
            raise ValueError(f"{wanted} expected, not {self.peek()}")

    def whole(self):
        tree = self.expression()
        if self.peek() is not None:
            raise ValueError(f"what is {self.peek()}?")
        return tree

    def expression(self):
        tree = self.conjunction()
        while self.take("or"):
            tree = ("or", tree, self.conjunction())
        return tree

    def conjunction(self):
        tree = self.negation()
        while self.take("and"):
            tree = ("and", tree, self.negation())
        return tree

    def negation(self):
        return ("not", self.negation()) if self.take("not") else self.test()

    def test(self):
        left = self.sum()
        for sign in ("==", "!=", "<=", ">=", "<", ">"):
            if self.take(sign):
                return ("compare", sign, left, self.sum(right=True))
        if self.take("in"):
            return ("in", left, self.words())
        if self.take("has"):
            return ("has", left, self.words() if self.peek() == "[" else [self.word()])
        if self.take("matches"):
            return ("matches", left, self.word())
        return left

    def word(self):
        kind, text = self.tokens[self.place]
        self.place += 1
        return text[1:-1] if kind == "string" else text

    def words(self):
        self.need("[")
        found = [self.word()]
        while self.take(","):
            found.append(self.word())
        self.need("]")
        return found

    def sum(self, right=False):
        tree = self.product(right)
        while self.peek() in ("+", "-"):
            sign = self.word()
            tree = ("arithmetic", sign, tree, self.product(right))
        return tree

    def product(self, right):
        tree = self.atom(right)
        while self.take("*"):
            tree = ("arithmetic", "*", tree, self.atom(right))
        return tree

    def arguments(self):
        found = [self.expression()]
        while self.take(","):
            found.append(self.expression())
        self.need(")")
        return found

    def atom(self, right):
        if self.take("("):
            tree = self.expression()
            self.need(")")
            return tree
        kind, text = self.tokens[self.place]
        self.place += 1
        if kind == "number":
            return ("constant", float(text))
        if kind == "string":
            return ("constant", text[1:-1])
        if text in ("true", "false"):
            return ("constant", text == "true")
        if self.peek() == "(" and text in ("any", "all", "none", "count"):
            self.place += 1
            name = self.word()
            tree = ("constant", True)
            if self.take(","):
                tree = self.expression()
            self.need(")")
            return (text, name, tree)
        if self.peek() == "(" and text in ("missing", "known"):
            self.place += 1
            path = self.word()
            self.need(")")
            return (text, path)
        if self.peek() == "(" and text in ("max", "min", "if"):
            self.place += 1
            return (text, self.arguments())
        # A bare word to the right of a comparison is a value.
        return ("constant", text) if right and "." not in text else ("path", text)


# --- The model -------------------------------------------------------------------------------------

class Element:
    def __init__(self, cell):
        data = cell["data"]
        self.id = cell["id"]
        self.kind = CLASSES[data["type"]]
        self.curve = data["type"] == "tm.Boundary"
        self.name = data.get("name", "")
        self.out = bool(data.get("outOfScope"))
        self.stated, self.boxes_ticked = {}, set()
        for field, name in STATED.items():
            if field in data and data[field] != "":
                self.stated[name] = data[field]
                self.boxes_ticked.add(name)
        for name, value in data.get("properties", {}).items():
            if value is not None and value != "":
                self.stated[name] = value
                self.boxes_ticked.discard(name)
        self.box = None
        if "position" in cell and "size" in cell:
            self.box = (cell["position"]["x"], cell["position"]["y"],
                        cell["size"]["width"], cell["size"]["height"])
        self.source = cell.get("source", {}).get("cell")
        self.target = cell.get("target", {}).get("cell")
        self.loose = [(end["x"], end["y"]) if "x" in end else None
                      for end in (cell.get("source", {}), cell.get("target", {}))]
        self.bends = [(point["x"], point["y"]) for point in cell.get("vertices") or []]
        self.guessed = set()

    def centre(self):
        x, y, width, height = self.box
        return (x + width / 2, y + height / 2)


def inside(box, point):
    x, y, width, height = box
    return x <= point[0] <= x + width and y <= point[1] <= y + height


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def meet(a, b, c, d):
    """Whether two segments have a point in common."""
    def on(p, q, r):
        return (turn(p, q, r) == 0 and min(p[0], q[0]) <= r[0] <= max(p[0], q[0])
                and min(p[1], q[1]) <= r[1] <= max(p[1], q[1]))
    if on(a, b, c) or on(a, b, d) or on(c, d, a) or on(c, d, b):
        return True
    return (turn(a, b, c) > 0) != (turn(a, b, d) > 0) and (turn(c, d, a) > 0) != (turn(c, d, b) > 0)


class Model:
    """One diagram, as rules see it."""

    def __init__(self, rules, document, guess):
        diagram = document["detail"]["diagrams"][0]
        self.rules = rules
        kind = diagram.get("diagramType") or "STRIDE"
        self.method = {"CIADIE": "CIADIE", "DIE": "CIADIE"}.get(kind, kind)
        if self.method not in ("STRIDE", "CIA", "CIADIE", "LINDDUN", "PLOT4ai"):
            self.method = "STRIDE"
        cells = [cell for cell in diagram["cells"] if cell.get("data", {}).get("type") in CLASSES]
        self.elements = {cell["id"]: Element(cell) for cell in cells}
        in_file = self.elements.values()
        self.flows = [e for e in in_file if e.kind == "flow"]
        self.nodes = [e for e in in_file if e.kind != "flow" and not e.curve]
        self.boundaries = [e for e in in_file if e.kind == "boundary"]
        for element in self.elements.values():
            if guess:
                self.guess(element)
            if element.kind == "flow":
                edge = element.stated.get("edge")
                element.stated["edge"] = edge if isinstance(edge, str) else "none"
                element.traffic = element.stated["edge"] == "none"
                element.stated.setdefault("bidirectional", False)
        for node in self.nodes:
            node.inside = sorted(self.boxes_around(node), key=lambda box: (box.box[2] * box.box[3], box.id))
        for flow in self.flows:
            flow.crossed = self.crossed_by(flow)

    def guess(self, element):
        """The first pattern that fits wins; an unticked box may be overruled."""
        seen = set()
        for pattern in self.rules.infer:
            if element.kind not in pattern["kinds"] or not re.search(pattern["name"], element.name, re.I):
                continue
            for name, value in pattern["set"].items():
                if name in seen or not self.rules.means(name, element.kind):
                    continue
                seen.add(name)
                if element.stated.get(name) in (None, False):
                    element.stated[name] = value
                    element.guessed.add(name)

    def boxes_around(self, node):
        area = node.box[2] * node.box[3]
        return [box for box in self.nodes
                if box.kind == "boundary" and box is not node and inside(box.box, node.centre())
                and (node.kind != "boundary" or box.box[2] * box.box[3] > area)]

    def track(self, line):
        ends = [self.elements[end].centre() if end in self.elements else loose
                for end, loose in zip((line.source, line.target), line.loose)]
        return [ends[0], *line.bends, ends[1]] if None not in ends else None

    def crossed_by(self, flow):
        track, crossed = self.track(flow), []
        if track is None:
            return crossed
        for other in self.boundaries:
            if not other.curve:
                if inside(other.box, track[0]) != inside(other.box, track[-1]):
                    crossed.append(other)
                continue
            curve = self.track(other)
            if curve is not None and any(meet(*track[i:i + 2], *curve[j:j + 2])
                                         for i in range(len(track) - 1) for j in range(len(curve) - 1)):
                crossed.append(other)
        return crossed

    def end(self, flow, which):
        return self.elements.get(getattr(flow, which))

    def entering(self, node):
        return [flow for flow in self.flows if flow.traffic and flow.target == node.id]

    def leaving(self, node):
        return [flow for flow in self.flows if flow.traffic and flow.source == node.id]

    # -- What follows from what is stated: (value, guessed)

    def stated(self, element, name):
        return element.stated.get(name), name in element.guessed

    def value(self, element, name):
        if name == "kind":
            return element.kind, False
        if name == "name":
            return element.name, False
        if not self.rules.means(name, element.kind):
            return False, False
        if name == "encrypted" and str(element.stated.get("protocol", "")).lower() in self.rules.encrypted \
                and not (element.stated.get("encrypted") is False and name not in element.boxes_ticked
                         and name not in element.guessed):
            return True, name in element.guessed and element.stated.get(name) is True
        derived = getattr(self, "derive_" + name, None)
        value = self.stated(element, name)
        if value[0] is None and derived is not None:
            return derived(element)
        if name in ("source", "target", "zone") and value[0] is None:
            return (True if self.step(element, name) is not None else None), False
        return value

    def derive_crosses(self, element):
        return (element.kind == "flow" and len(element.crossed) > 0), False

    def derive_crossings(self, element):
        return (float(len(element.crossed)) if element.kind == "flow" else False), False

    def derive_external(self, element):
        return element.kind == "actor", False

    def derive_exposed(self, element):
        return any(flow.crossed or getattr(self.end(flow, "source"), "kind", None) == "actor"
                   for flow in self.entering(element)), False

    def derive_internet(self, element):
        exposure, guessed = self.stated(element, "exposure") if self.rules.means("exposure", element.kind) \
            else (None, False)
        if isinstance(exposure, str) and exposure in ("internet", "public"):
            return True, False
        if element.kind not in ("process", "store"):
            return False, False
        networks = [self.stated(flow, "publicNetwork") for flow in self.entering(element)]
        for value, guessed in networks:
            if value is True:
                return True, guessed
        return (None if exposure is None and any(value is None for value, _ in networks) else False), False

    def derive_layer(self, element):
        for box in getattr(element, "inside", []):
            if box.stated.get("layer"):
                return self.stated(box, "layer")
        return None, False

    def derive_zoneType(self, element):
        box = self.step(element, "zone")
        return self.stated(box, "type") if box is not None else (None, False)

    def derive_auth(self, element):
        source = self.end(element, "source") if element.kind == "flow" else None
        if source is not None and self.stated(source, "authenticates")[0] is True:
            return "stated", False
        return None, False

    def own_sensitivity(self, element):
        if element.stated.get("sensitivity") is not None:
            return self.stated(element, "sensitivity")
        tags = element.stated.get("data") if self.rules.means("data", element.kind) else None
        levels = [self.rules.sensitivity[tag] for tag in (tags or []) if tag in self.rules.sensitivity]
        return (float(max(levels)), "data" in element.guessed) if levels else (None, False)

    def highest(self, values):
        """Of equals the one that is no guess."""
        known = [value for value in values if value[0] is not None]
        return max(known, key=lambda value: (value[0], not value[1])) if known else (None, False)

    def store_sensitivity(self, flow):
        ends = [self.end(flow, "source"), self.end(flow, "target")]
        return self.highest([self.own_sensitivity(end) for end in ends
                             if end is not None and end.kind == "store"])

    def derive_sensitivity(self, element):
        own = self.own_sensitivity(element)
        if own[0] is not None or element.kind in ("store", "actor", "boundary"):
            return own
        if element.kind == "flow":
            return self.store_sensitivity(element)
        found = []
        for flow in self.leaving(element) + self.entering(element):
            mine = self.own_sensitivity(flow)
            found += [mine if mine[0] is not None else self.store_sensitivity(flow),
                      self.store_sensitivity(flow)]
        return self.highest(found)

    def step(self, element, name):
        if element is None:
            return None
        if name == "zone":
            boxes = getattr(element, "inside", [])
            return boxes[0] if boxes else None
        return self.end(element, name) if element.kind == "flow" else None

    def items(self, tried, name):
        if name in ("inflows", "outflows", "flows"):
            entering = self.entering(tried) if name != "outflows" else []
            return entering + (self.leaving(tried) if name != "inflows" else [])
        if name == "neighbours":
            found = [self.end(flow, "target") for flow in self.leaving(tried)] \
                + [self.end(flow, "source") for flow in self.entering(tried)]
            return list(dict.fromkeys(item for item in found if item is not None and item is not tried))
        if name == "crossed":
            return tried.crossed if tried.kind == "flow" else []
        if name == "crossing":
            return [flow for flow in self.flows if flow.traffic and tried in flow.crossed]
        zone = tried if name == "members" else self.step(tried, "zone")
        return [node for node in self.nodes
                if zone is not None and node is not tried and node.kind != "boundary"
                and self.step(node, "zone") is zone]


# --- Answers ---------------------------------------------------------------------------------------

class Evaluation:
    """A condition on one element. An answer comes with the values that made it, each as
    (unknown, guessed)."""

    def __init__(self, model, tried, asked, without_controls=False):
        self.model, self.tried, self.asked = model, tried, asked
        self.without_controls = without_controls
        self.item = None
        self.unknown = {}

    def read(self, path):
        *steps, name = path.split(".")
        element = self.tried
        for step in steps:
            element = self.item if step == "it" else self.model.step(element, step)
            if element is None:
                return UNKNOWN, []
        value, guessed = self.model.value(element, name)
        if self.without_controls and name in self.model.rules.controls and value is not False:
            value, guessed = False, False
        if value is UNKNOWN:
            self.unknown[element.id, name] = None
        return value, [(value is UNKNOWN, guessed)]

    def answer(self, tree):
        """True, False or None, and the values that made it so."""
        return getattr(self, "answer_" + tree[0], self.answer_value)(tree)

    def answer_value(self, tree):
        value, leaves = self.value(tree)
        if value is UNKNOWN:
            return None, leaves
        return (value != 0 if isinstance(value, float) else not is_missing(value)), leaves

    def answer_and(self, tree):
        sides = [self.answer(side) for side in tree[1:]]
        for truth, leaves in sides:
            if truth is False:
                return False, leaves
        leaves = sides[0][1] + sides[1][1]
        return (None if None in (sides[0][0], sides[1][0]) else True), leaves

    def answer_or(self, tree):
        sides = [self.answer(side) for side in tree[1:]]
        for truth, leaves in sides:
            if truth is True:
                return True, leaves
        leaves = sides[0][1] + sides[1][1]
        return (None if None in (sides[0][0], sides[1][0]) else False), leaves

    def answer_not(self, tree):
        truth, leaves = self.answer(tree[1])
        return (None if truth is None else not truth), leaves

    def is_asked(self, tree):
        return tree[0] == "path" and tree[1] in self.asked

    def answer_compare(self, tree):
        _, sign, left_tree, right_tree = tree
        (left, some), (right, more) = self.value(left_tree), self.value(right_tree)
        leaves = some + more
        if left is UNKNOWN or right is UNKNOWN:
            word = isinstance(left, str) or isinstance(right, str)
            if word and not (self.is_asked(left_tree) or self.is_asked(right_tree)):
                return sign == "!=", leaves
            return None, leaves
        if isinstance(left, float) and isinstance(right, float):
            return {"==": left == right, "!=": left != right, "<": left < right, "<=": left <= right,
                    ">": left > right, ">=": left >= right}[sign], leaves
        if sign not in ("==", "!="):
            return False, leaves
        same = type(left) is type(right) and not isinstance(left, list) and fold(left) == fold(right)
        return same == (sign == "=="), leaves

    def answer_in(self, tree):
        value, leaves = self.value(tree[1])
        if value is UNKNOWN and self.is_asked(tree[1]):
            return None, leaves
        return isinstance(value, str) and fold(value) in map(fold, tree[2]), leaves

    def answer_has(self, tree):
        value, leaves = self.value(tree[1])
        if value is UNKNOWN and self.is_asked(tree[1]):
            return None, leaves
        return isinstance(value, list) and not set(map(fold, value)).isdisjoint(map(fold, tree[2])), leaves

    def answer_matches(self, tree):
        value, leaves = self.value(tree[1])
        if value is UNKNOWN and self.is_asked(tree[1]):
            return None, leaves
        return isinstance(value, str) and re.search(tree[2], value, re.I) is not None, leaves

    def answer_missing(self, tree):
        value, leaves = self.read(tree[1])
        return value is UNKNOWN or is_missing(value), leaves

    def answer_known(self, tree):
        value, leaves = self.read(tree[1])
        return value is not UNKNOWN, [(False, guessed) for _, guessed in leaves if not guessed]

    def over(self, tree):
        outer, found = self.item, []
        for item in self.model.items(self.tried, tree[1]):
            self.item = item
            found.append(self.answer(tree[2]))
        self.item = outer
        return found

    def answer_any(self, tree):
        """Of several items that make it true the surest counts, and of equals the first in the file."""
        found = self.over(tree)
        holding = [leaves for truth, leaves in found if truth is True]
        if holding:
            return True, min(holding, key=lambda leaves: CONFIDENCES.index(confidence_of(leaves)))
        return (None if any(truth is None for truth, _ in found) else False), \
            [leaf for _, leaves in found for leaf in leaves]

    def answer_none(self, tree):
        found = self.over(tree)
        for truth, leaves in found:
            if truth is True:
                return False, leaves
        # That there is no such item is a fact of the drawing.
        return (None if any(truth is None for truth, _ in found) else True), []

    def answer_all(self, tree):
        found = self.over(tree)
        for truth, leaves in found:
            if truth is False:
                return False, leaves
        return (None if any(truth is None for truth, _ in found) else True), \
            [leaf for _, leaves in found for leaf in leaves]

    def value(self, tree):
        kind = tree[0]
        if kind == "constant":
            return tree[1], []
        if kind == "path":
            value, leaves = self.read(tree[1])
            return (float(value) if isinstance(value, int) and not isinstance(value, bool) else value), leaves
        if kind == "arithmetic":
            return self.arithmetic(tree)
        if kind in ("max", "min"):
            parts = [self.value(part) for part in tree[1]]
            known = [part for part in parts if isinstance(part[0], float)]
            if not known:
                return UNKNOWN, []
            best = max if kind == "max" else min
            return best(part[0] for part in known), [leaf for part in known for leaf in part[1]]
        if kind == "if":
            return self.value(tree[1][1] if self.answer(tree[1][0])[0] is True else tree[1][2])
        if kind == "count":
            return float(sum(truth is True for truth, _ in self.over(tree))), []
        return self.answer(tree)

    def arithmetic(self, tree):
        (left, some), (right, more) = self.value(tree[2]), self.value(tree[3])
        if not isinstance(left, float) or not isinstance(right, float):
            return UNKNOWN, some + more
        return {"+": left + right, "-": left - right, "*": left * right}[tree[1]], some + more


def confidence_of(leaves):
    return "guessed" if any(guessed for _, guessed in leaves) \
        else "assumed" if any(unknown for unknown, _ in leaves) else "stated"


def fold(value):
    return value.lower() if isinstance(value, str) else value


def is_missing(value):
    return value is False or fold(value) == "none" or value == []


def severity_of(score):
    return "Critical" if score >= 20 else "High" if score >= 12 else "Medium" if score >= 6 else "Low"


# --- The rules -------------------------------------------------------------------------------------

class Rules:
    def __init__(self, folder, tactics=None):
        """@tactics: from a technique to its first tactic, for drawn attacks."""
        parts = [json.loads((pathlib.Path(folder) / f"{name}.json").read_text()) for name in RULE_FILES]
        language = parts[0]
        self.vocabulary = {kind: set(names) for kind, names in language["vocabulary"].items()}
        self.sensitivity = language["sensitivity"]
        self.encrypted = set(language["encryptedProtocols"])
        self.controls = set(language["controls"])
        self.infer = language["infer"]
        self.asked_where = {name: Parser(text).whole() for name, text in language["askedWhere"].items()}
        self.tactic_category = language["tacticStride"]
        self.tactics = tactics or {}
        self.rules = [rule for part in parts for rule in part.get("rules", [])]
        for rule in self.rules:
            for field in ("when", "likelihood", "impact"):
                rule["_" + field] = Parser(rule[field]).whole()
        self.answers = {}
        for rule in self.rules:
            self.learn(rule["_when"])

    def learn(self, tree):
        """What a condition compares a property with tells what could be said of the property."""
        sides = {"compare": tree[2:], "in": tree[1:2], "has": tree[1:2], "matches": tree[1:2]}.get(tree[0], ())
        for side in sides:
            if side[0] == "path":
                said = self.answers.setdefault(side[1].split(".")[-1], [])
                if tree[0] == "compare":
                    said += [other[1] for other in sides if other[0] == "constant"]
                else:
                    said += [[word] for word in tree[2]] if tree[0] == "has" else tree[2]
        for part in tree[1:]:
            for piece in part if isinstance(part, list) else [part]:
                if isinstance(piece, tuple):
                    self.learn(piece)

    def answers_to(self, name):
        """Yes and no, a number above and below each limit, each word and another one."""
        said = self.answers.get(name, [])
        numbers = {value + more for value in said if isinstance(value, float) for more in (-1.0, 0.0, 1.0)}
        words = {value for value in said if isinstance(value, str)}
        lists = [value for value in said if isinstance(value, list)]
        if numbers:
            return sorted(numbers)
        if lists:
            return [*lists, ["something-else"]]
        if words or name == "exposure":
            return [*sorted(words), "internet", "something-else"]
        return [True, False]

    def means(self, name, kind):
        return name in self.vocabulary["derived"] or name in self.vocabulary[kind]

    def category_under(self, rule, method):
        """CIA-DIE holds CIA; PLOT4ai gathers what others tell apart."""
        given = rule["category"]
        if method == "CIADIE":
            return given.get("CIADIE", given.get("CIA"))
        if method != "PLOT4ai" or method in given:
            return given.get(method)
        gathered = {"linkability": "identifiabilityLinkability", "identifiability": "identifiabilityLinkability",
                    "unawareness": "unawareness", "nonCompliance": "nonCompliance"}
        if given.get("LINDDUN") in gathered:
            return gathered[given["LINDDUN"]]
        return {None: None, "D": "accessibility"}.get(given.get("STRIDE"), "security")

    def category(self, rule, model, tried):
        category = self.category_under(rule, model.method)
        if category == "@attack":
            tactic = self.tactics.get(str(tried.stated.get("attack", "")))
            return self.tactic_category.get(tactic, "T")
        return category

    def number(self, evaluation, tree):
        value, _ = evaluation.value(tree)
        return min(max(value if isinstance(value, float) else 1.0, 1.0), 5.0)

    def try_on(self, model, rule, tried):
        asked = set(rule.get("ask", []))
        truth, leaves = Evaluation(model, tried, asked).answer(rule["_when"])
        hides = truth is True
        if rule.get("supersedes") and not hides:
            hides = Evaluation(model, tried, asked, True).answer(rule["_when"])[0] is True
        if truth is not True:
            return None, hides
        evaluation = Evaluation(model, tried, asked)
        score = self.number(evaluation, rule["_likelihood"]) * self.number(evaluation, rule["_impact"])
        return (score, confidence_of(leaves)), hides

    def root(self, model, element, name):
        """Where the answer to a question about what is derived is written."""
        if name == "sensitivity" and element.kind == "flow":
            silent = [end for end in (model.end(element, "source"), model.end(element, "target"))
                      if end is not None and end.kind == "store" and model.value(end, name)[0] is UNKNOWN]
            if len(silent) == 1:
                return silent[0], name
        if name == "internet" and self.means("exposure", element.kind):
            return element, "exposure"
        return element, name

    def settles(self, model, rule, tried, element, name):
        """Whether any answer would leave the rule with a yes or a no."""
        before, guessed = dict(element.stated), set(element.guessed)
        element.guessed.discard(name)
        try:
            for value in self.answers_to(name):
                element.stated[name] = value
                if Evaluation(model, tried, set(rule.get("ask", []))).answer(rule["_when"])[0] is None:
                    return False
            return True
        finally:
            element.stated, element.guessed = before, guessed

    def is_asked(self, model, element, name):
        where = self.asked_where.get(name)
        return not element.out and (where is None or Evaluation(model, element, set()).answer(where)[0] is True)

    def asks(self, model, rule, tried):
        """The questions of which each alone would settle the rule."""
        evaluation = Evaluation(model, tried, set(rule.get("ask", [])))
        if rule.get("prompt") or evaluation.answer(rule["_when"])[0] is not None:
            return set()
        roots = {self.root(model, model.elements[place], name) for place, name in evaluation.unknown}
        return {(element.id, name) for element, name in roots
                if self.is_asked(model, element, name) and self.settles(model, rule, tried, element, name)}

    def questions(self, document, guess=False):
        """For each rule and element that can be settled: the (element, property, rule) one of which is asked."""
        model, found = Model(self, document, guess), []
        for tried in model.elements.values():
            rules = [rule for rule in self.rules if rule["applies"] == tried.kind
                     and self.category_under(rule, model.method) is not None]
            hidden = {name for rule in rules if rule.get("supersedes") and self.try_on(model, rule, tried)[1]
                      for name in rule["supersedes"]}
            for rule in rules if not tried.out else []:
                stands_on = model.end(tried, rule["at"]) if rule.get("at") else tried
                if rule["id"] in hidden or stands_on is None or stands_on.out:
                    continue
                found.append({(element, name, rule["id"]) for element, name in self.asks(model, rule, tried)})
        return [questions for questions in found if questions]

    def rows(self, document, prompts=True, guess=False):
        model = Model(self, document, guess)
        found = {}
        for tried in model.elements.values():
            if tried.out:
                continue
            fired, hidden = {}, set()
            for rule in self.rules:
                if rule["applies"] != tried.kind or self.category_under(rule, model.method) is None \
                        or (rule.get("prompt") and not prompts):
                    continue
                answer, hides = self.try_on(model, rule, tried)
                if hides:
                    hidden |= set(rule.get("supersedes", []))
                if answer is not None:
                    fired[rule["id"]] = (rule, answer)
            for name, (rule, answer) in fired.items():
                element = model.end(tried, rule["at"]) if rule.get("at") else tried
                if name not in hidden and element is not None and not element.out:
                    found.setdefault((name, element.id), []).append(
                        (answer, self.category(rule, model, tried), rule, tried.id))
        return self.finish(found)

    def finish(self, found):
        """Of several flows the worst and surest counts, of equals the first in the file."""
        severities = ("Critical", "High", "Medium", "Low")
        rows = []
        for (name, element), candidates in found.items():
            rows.append(min(((name, element, category, severity_of(score), confidence, bool(rule.get("prompt")), on)
                             for (score, confidence), category, rule, on in candidates),
                            key=lambda row: (severities.index(row[3]), CONFIDENCES.index(row[4]))))
        claimed = {(row[1], row[2]) for row in rows if not row[5]}
        return sorted(row for row in rows if not row[5] or (row[1], row[2]) not in claimed)
