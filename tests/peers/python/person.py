"""A person at the sign-in and consent pages: cookies, redirects and forms, and no screen."""

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests

REDIRECTS = 10


class Forms(HTMLParser):
    """Every form of a page: its action, the fields it would send, and the names of all its controls."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self._open = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self._open = {"action": attributes.get("action"), "fields": {}, "names": set()}
            self.found.append(self._open)
        elif self._open is not None and tag in ("input", "button") and "name" in attributes:
            self._control(tag, attributes)

    def handle_endtag(self, tag):
        if tag == "form":
            self._open = None

    def _control(self, tag, attributes):
        self._open["names"].add(attributes["name"])
        kind = (attributes.get("type") or "text").lower()
        chosen = kind not in ("checkbox", "radio") or "checked" in attributes
        if tag == "input" and kind not in ("submit", "button", "image") and chosen:
            self._open["fields"][attributes["name"]] = attributes.get("value") or ""


class Person:
    """Signs in and consents wherever an authorization request asks for it."""

    def __init__(self, issuer, user):
        self._issuer = issuer
        self._session = requests.Session()
        self._answers = {
            "password": {"identifier": user["identifier"], "password": user["password"]},
            "decision": {"decision": "allow"},
        }

    def authorize(self, url):
        """The address to which the provider sends the browser back."""
        page, leaves = self._follow("GET", url)
        asked = set()
        while leaves is None:
            form, step = self._asks(page)
            if step is None or step in asked:
                raise AssertionError(f"stuck after {asked}: {page.status_code} at {page.url}: {page.text[:500]}")
            asked.add(step)
            target = urljoin(page.url, form["action"] or "")
            page, leaves = self._follow("POST", target, {**form["fields"], **self._answers[step]})
        return leaves

    def _asks(self, page):
        for form in Forms(page.text).found:
            for step in self._answers:
                if step in form["names"]:
                    return form, step
        return None, None

    def _follow(self, method, url, body=None):
        for _ in range(REDIRECTS):
            headers = {"Origin": self._issuer} if method == "POST" else {}
            page = self._session.request(method, url, data=body, headers=headers, allow_redirects=False, timeout=30)
            if not page.is_redirect:
                return page, None
            url = urljoin(url, page.headers["location"])
            if "{0.scheme}://{0.netloc}".format(urlsplit(url)) != self._issuer:
                return page, url
            method, body = "GET", None
        raise AssertionError(f"more than {REDIRECTS} redirects, the last to {url}")
