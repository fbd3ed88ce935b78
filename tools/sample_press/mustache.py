"""A small part of the Mustache template language (mustache.5), enough for the sample press.

{{name}}            the value, escaped for HTML
{{{name}}}          the value as it is
{{#name}}…{{/name}} once for a true value, once per item of a list, nothing for a false one
{{^name}}…{{/name}} only for a false value or an empty list
{{!note}}           nothing; the sample press marks with it what only article pages have
An unknown name is an error, so that a template cannot silently lose a field.
"""

import html
import re

_TAG = re.compile(r"\{\{!(?P<note>[^}]*)\}\}\n?|\{\{\{(?P<raw>\w+)\}\}\}|"
                  r"\{\{(?P<sign>[#^/]?)(?P<name>\w+)\}\}\n?")


def _parse(template):
    root = []
    stack = [("", "", root)]
    position = 0
    for match in _TAG.finditer(template):
        end = match.end()
        raw, sign, name = match.group("raw", "sign", "name")
        if name and not sign and match.group(0).endswith("\n"):
            end -= 1  # a newline is swallowed only after a section tag
        stack[-1][2].append(("text", template[position:match.start()]))
        position = end
        if match.group("note") is not None:
            continue
        if raw:
            stack[-1][2].append(("raw", raw))
        elif sign in ("#", "^"):
            children = []
            stack[-1][2].append((sign, name, children))
            stack.append((sign, name, children))
        elif sign == "/":
            if stack[-1][1] != name:
                raise ValueError(f"section {name} closed, {stack[-1][1]} open")
            stack.pop()
        else:
            stack[-1][2].append(("value", name))
    if len(stack) != 1:
        raise ValueError(f"section {stack[-1][1]} left open")
    root.append(("text", template[position:]))
    return root


def _find(name, scopes):
    for scope in reversed(scopes):
        if isinstance(scope, dict) and name in scope:
            return scope[name]
    raise KeyError(f"the template asks for an unknown name: {name}")


def _write(nodes, scopes, out):
    for node in nodes:
        if node[0] == "text":
            out.append(node[1])
        elif node[0] == "raw":
            out.append(str(_find(node[1], scopes)))
        elif node[0] == "value":
            out.append(html.escape(str(_find(node[1], scopes))))
        else:
            value = _find(node[1], scopes)
            if node[0] == "^":
                if not value:
                    _write(node[2], scopes, out)
            elif isinstance(value, list):
                for item in value:
                    _write(node[2], scopes + [item], out)
            elif value:
                _write(node[2], scopes + [value] if isinstance(value, dict) else scopes, out)


def render(template, context):
    """The template filled from the dict `context`. KeyError for an unknown name."""
    out = []
    _write(_parse(template), [context], out)
    return "".join(out)
