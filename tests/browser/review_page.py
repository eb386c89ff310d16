"""Opens a review page in headless Chromium and checks what a reader needs of it.

    review_page.py BROWSER PAGE FOLDER

Talks to the browser over a pipe, with nothing but the standard library. Writes pictures of the page and a PDF into
FOLDER. Prints what was checked; ends with 1 and says what is wrong where something is.
"""

import base64
import json
import os
import pathlib
import select
import shutil
import subprocess
import sys
import tempfile
import time

BROWSER, PAGE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3])
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-pipe",
]


class Browser:
    """One page of a browser, by the DevTools protocol."""

    def __init__(self, profile):
        read_by_browser, self.commands = os.pipe()
        self.answers, written_by_browser = os.pipe()
        # The browser reads commands from descriptor 3 and answers on descriptor 4. Both pipes are moved out of the way
        # first, so that neither is lost when the other takes its number.
        high = [os.dup2(fd, at) for fd, at in ((read_by_browser, 63), (written_by_browser, 64))]

        def place():
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        command = [BROWSER, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
        self.process = subprocess.Popen(
            command, preexec_fn=place, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for fd in (*high, read_by_browser, written_by_browser):
            os.close(fd)
        self.buffer, self.number, self.session, self.events = b"", 0, None, []
        targets = self.ask("Target.getTargets")["targetInfos"]
        target = next(target for target in targets if target["type"] == "page")
        self.session = self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Accessibility", "Network"):
            self.ask(domain + ".enable")

    def receive(self):
        limit = time.monotonic() + 120
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.answers], [], [], max(0, limit - time.monotonic()))
            more = os.read(self.answers, 1 << 20) if ready else b""
            if not more:
                raise SystemExit("the browser does not answer")
            self.buffer += more
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def ask(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, page):
        self.ask("Page.navigate", url="about:blank")
        self.ask("Page.navigate", url=page.as_uri())
        while self.value("location.href + document.readyState") != page.as_uri() + "complete":
            time.sleep(0.1)

    def value(self, expression):
        result = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def key(self, key, code):
        for kind in ("rawKeyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def size(self, width, height):
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def scheme(self, scheme, media=""):
        features = [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]
        self.ask("Emulation.setEmulatedMedia", media=media, features=features)

    def picture(self, name):
        shot = self.ask("Page.captureScreenshot", format="png")
        (FOLDER / name).write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        self.session = None
        try:
            self.ask("Browser.close")
            self.process.wait(20)
        except (SystemExit, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()


FAULTS = []


def holds(what, is_so, shown=None):
    print(("ok: " if is_so else "FAULT: ") + what + ("" if is_so else f" ({shown})"))
    if not is_so:
        FAULTS.append(what)


# The contrast of words against what lies behind them, for every element with words of its own.
CONTRAST = """(() => {
  const channel = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const poor = new Set();
  const compare = (name, ink, paper) => {
    const [a, b] = [light(ink), light(paper)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.add(name + " " + ratio.toFixed(2));
  };
  for (const element of document.querySelectorAll("body *:not(script):not(svg):not(svg *)")) {
    const words = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.data.trim());
    if (words && !element.closest(".skip")) {
      compare(element.tagName + "." + element.className, numbers(getComputedStyle(element).color), behind(element));
    }
  }
  for (const box of document.querySelectorAll("svg rect")) {
    for (const name of ["name", "soft"]) {
      const words = box.closest("svg").querySelector("." + name);
      if (words) compare("svg " + name + " on " + box.className.baseVal, numbers(getComputedStyle(words).fill), numbers(getComputedStyle(box).fill));
    }
  }
  return Array.from(poor);
})()"""

# Words of pictures that leave their box, or the picture.
SPILLED = """(() => {
  const spilled = [];
  for (const svg of document.querySelectorAll("svg")) {
    const boxes = Array.from(svg.querySelectorAll("rect")).map((rect) => rect.getBBox());
    const whole = svg.viewBox.baseVal;
    for (const text of svg.querySelectorAll("text:not(.column)")) {
      const words = text.getBBox();
      const inside = (box) => words.x >= box.x && words.y >= box.y - 1 && words.x + words.width <= box.x + box.width
        && words.y + words.height <= box.y + box.height + 1;
      if (!boxes.some(inside)) spilled.push(text.textContent);
    }
    const last = Math.max(...boxes.map((box) => box.y + box.height));
    if (last > whole.height || Math.max(...boxes.map((box) => box.x + box.width)) > whole.width + 1) spilled.push("a box");
  }
  return spilled;
})()"""

# What reaches beyond the page.
WIDE = """Array.from(document.querySelectorAll("body *:not(.scroll *)"))
  .filter((element) => element.getBoundingClientRect().right > innerWidth)
  .map((element) => element.tagName + "." + element.className + "#" + element.id + element.textContent.slice(0, 40)).slice(0, 9)"""

VISIBLE = "Array.from(document.querySelectorAll('[data-row={}]')).filter((row) => !row.hidden)"
STATUS = "document.getElementById('filter-status').textContent"


def choose(browser, field, value):
    browser.value(f"""(() => {{ const field = document.getElementById('filter-{field}');
        field.value = {json.dumps(value)}; field.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()""")


def check_filters(browser):
    everything = browser.value(STATUS)
    rules = browser.value(VISIBLE.format("rule") + ".length")
    findings = browser.value(VISIBLE.format("finding") + ".length")
    holds("the live region says that everything is shown",
          everything == f"Shown: {findings} of {findings} findings, {rules} of {rules} rows of rules.", everything)
    choose(browser, "right", "erasure")
    choose(browser, "role", "exemption")
    fewer = browser.value(VISIBLE.format("rule") + ".length")
    odd = browser.value(VISIBLE.format("rule") + ".filter((row) => row.dataset.rights !== 'erasure'"
                        " || row.dataset.roles !== 'exemption').length")
    holds("filters hide rows and leave the right ones", 0 < fewer < rules and odd == 0, (fewer, odd))
    holds("the live region says how many", f"{fewer} of {rules} rows of rules" in browser.value(STATUS), browser.value(STATUS))
    holds("a table with rows that match is open",
          browser.value(VISIBLE.format("rule") + ".every((row) => row.getClientRects().length > 0)"))
    choose(browser, "text", "no words like these")
    holds("words that occur nowhere leave nothing", "Shown: 0 of" in browser.value(STATUS), browser.value(STATUS))
    browser.value("location.hash = '#finding-1-1'")
    time.sleep(0.3)
    holds("a link to a hidden place shows it again",
          browser.value(STATUS) == everything and not browser.value("document.getElementById('finding-1-1').hidden"))
    choose(browser, "severity", "accepted")
    holds("accepted findings can be looked at alone",
          browser.value(VISIBLE.format("finding") + ".every((row) => row.classList.contains('accepted'))"))
    browser.value("document.querySelector('#filters button').click()")
    time.sleep(0.3)
    holds("one button shows everything again", browser.value(STATUS) == everything, browser.value(STATUS))


def check_keyboard(browser):
    # From the top of a page that was just opened.
    browser.open(PAGE)
    reached, first = [], None
    for _ in range(400):
        browser.key("Tab", 9)
        at = browser.value("""(() => { const at = document.activeElement; const box = at.getBoundingClientRect();
            return [at.className + '#' + at.id, at.tagName, getComputedStyle(at).outlineStyle, box.left >= 0 && box.width > 0]; })()""")
        first = first or at
        reached.append(at[0])
        if "#filter-text" in at[0]:
            break
    holds("the first tab reaches the skip link, and it can be seen", first[0].startswith("skip") and first[3], first)
    wanted = ["#filter-right", "#filter-role", "#filter-kind", "#filter-severity", "#filter-text"]
    order = [name for name in reached if name in wanted]
    holds("tabs reach the filters in order", order == wanted, reached)
    holds("the focus can be seen", first[2] == "solid", first)


def check_names(browser):
    nodes = browser.ask("Accessibility.getFullAXTree")["nodes"]
    wanted = {"link", "button", "textbox", "searchbox", "combobox", "image", "img", "table", "region", "article", "heading",
              "navigation", "main", "search", "DisclosureTriangle"}
    role = lambda node: node.get("role", {}).get("value")
    name = lambda node: (node.get("name", {}).get("value") or "").strip()
    seen = [node for node in nodes if not node.get("ignored") and role(node) in wanted - {"main"}]
    nameless = [role(node) for node in seen if not name(node)]
    holds(f"all {len(seen)} things to use or to name have a name", len(seen) > 50 and not nameless, nameless[:9])
    roles = {role(node) for node in nodes}
    holds("the landmarks are there", {"main", "navigation", "search", "banner"} <= roles, roles)
    levels = browser.value("Array.from(document.querySelectorAll('h1, h2, h3, h4')).map((h) => Number(h.tagName[1]))")
    in_order = levels[0] == 1 and levels.count(1) == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:]))
    holds("headings come in order", in_order, levels)


def check_looks(browser):
    papers = {}
    for scheme in ("light", "dark"):
        browser.scheme(scheme)
        papers[scheme] = browser.value("getComputedStyle(document.body).backgroundColor")
        poor = browser.value(CONTRAST)
        holds(f"words are easy to tell from the paper ({scheme})", not poor, poor)
        for name, width in (("wide", 1440), ("narrow", 390)):
            browser.size(width, 1000)
            for at, place in (("top", "#main"), ("picture", "#book-1-erasure"), ("large", "#book-2-access")):
                browser.value(f"document.querySelector('{place}')?.scrollIntoView()")
                browser.picture(f"{scheme}-{name}-{at}.png")
            across = browser.value("document.documentElement.scrollWidth - innerWidth")
            holds(f"nothing has to be scrolled sideways ({scheme}, {name})", across <= 0, browser.value(WIDE))
    holds("dark is dark and light is light", papers["light"] != papers["dark"], papers)
    browser.scheme("light")
    browser.size(1440, 1000)
    spilled = browser.value(SPILLED)
    holds("words of pictures stay in their boxes", not spilled, spilled[:9])


def check_print(browser):
    pdf = base64.b64decode(browser.ask("Page.printToPDF", printBackground=False, paperWidth=8.27, paperHeight=11.69)["data"])
    (FOLDER / "page.pdf").write_bytes(pdf)
    holds("it prints", pdf.startswith(b"%PDF") and len(pdf) > 50_000, len(pdf))
    browser.scheme("light", media="print")
    browser.value("dispatchEvent(new Event('beforeprint'))")
    holds("filters are not printed", browser.value("getComputedStyle(document.getElementById('filters')).display") == "none")
    holds("what is folded is printed", browser.value("document.querySelectorAll('details:not([open])').length") == 0)
    browser.value("dispatchEvent(new Event('afterprint'))")
    browser.scheme("light")
    holds("and folded again afterwards", browser.value("document.querySelectorAll('details:not([open])').length") > 0)


def main():
    profile = tempfile.mkdtemp(prefix="review-page-")
    browser = Browser(profile)
    try:
        browser.size(1440, 1000)
        browser.open(PAGE)
        check_filters(browser)
        check_keyboard(browser)
        check_names(browser)
        check_looks(browser)
        check_print(browser)
        entries = [event["params"] for event in browser.events if event["method"] in ("Log.entryAdded", "Runtime.exceptionThrown")]
        entries += [event["params"] for event in browser.events
                    if event["method"] == "Runtime.consoleAPICalled" and event["params"]["type"] in ("error", "warning")]
        holds("the console is empty", not entries, entries)
        asked = [event["params"]["request"]["url"] for event in browser.events if event["method"] == "Network.requestWillBeSent"]
        holds("nothing else is loaded", set(asked) <= {PAGE.as_uri(), "about:blank"}, asked)
    finally:
        browser.close()
        shutil.rmtree(profile, ignore_errors=True)
    sys.exit(1 if FAULTS else 0)


main()
