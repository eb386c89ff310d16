"""One page of a headless Chromium, by the DevTools protocol over a pipe, with nothing but the standard library.

    PROGRAM BROWSER PAGE FOLDER

is how each program beside this file is called: it opens PAGE in BROWSER, writes pictures into FOLDER, prints what it
checked, and ends with 1 and says what is wrong where something is.
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

# What reaches beyond the page.
WIDE = """Array.from(document.querySelectorAll("body *:not(.scroll *)"))
  .filter((element) => element.getBoundingClientRect().right > innerWidth)
  .map((element) => element.tagName + "." + element.className + "#" + element.id + element.textContent.slice(0, 40)).slice(0, 9)"""


def check_quiet(browser):
    """The console is empty, and nothing but the page was loaded."""
    entries = [event["params"] for event in browser.events if event["method"] in ("Log.entryAdded", "Runtime.exceptionThrown")]
    entries += [event["params"] for event in browser.events
                if event["method"] == "Runtime.consoleAPICalled" and event["params"]["type"] in ("error", "warning")]
    holds("the console is empty", not entries, entries)
    asked = [event["params"]["request"]["url"] for event in browser.events if event["method"] == "Network.requestWillBeSent"]
    holds("nothing else is loaded", set(asked) <= {PAGE.as_uri(), "about:blank"}, asked)


def in_a_browser(*checks):
    """Opens the page, makes the checks, and ends with 1 where one found a fault."""
    profile = tempfile.mkdtemp(prefix="page-")
    browser = Browser(profile)
    try:
        browser.size(1440, 1000)
        browser.open(PAGE)
        for check in (*checks, check_quiet):
            check(browser)
    finally:
        browser.close()
        shutil.rmtree(profile, ignore_errors=True)
    sys.exit(1 if FAULTS else 0)
