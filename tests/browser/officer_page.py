"""Opens the officer's page in headless Chromium and checks what an officer needs of it.

    officer_page.py BROWSER PAGE FOLDER

Writes pictures of the page and a PDF into FOLDER.
"""

import base64

from chromium import CONTRAST, FOLDER, PAGE, WIDE, holds, in_a_browser

CONTROLS = "Array.from(document.querySelectorAll('a[href], summary, input, button, select'))"
FOLDED = "Array.from(document.querySelectorAll('details:not([open])'))"


def check_keyboard(browser):
    controls = browser.value(CONTROLS + ".filter((at) => at.matches('summary') || at.checkVisibility()).length")
    reached, unseen = [], []
    for _ in range(controls + 5):
        browser.key("Tab", 9)
        at, outline, box = browser.value(f"""(() => {{ const at = document.activeElement; const box = at.getBoundingClientRect();
            return [{CONTROLS}.indexOf(at), getComputedStyle(at).outlineStyle, [box.left, box.width, box.bottom - innerHeight]]; }})()""")
        if at < 0 or at in reached:
            break
        reached.append(at)
        if outline != "solid" or box[0] < 0 or box[1] <= 0 or box[2] > 0:
            unseen.append((at, outline, box))
    holds(f"tabs reach all {controls} controls", len(reached) == controls, reached)
    holds("in the order of the page", reached == sorted(reached), reached)
    holds("the focus can be seen on each", not unseen, unseen)
    browser.open(PAGE)
    browser.key("Tab", 9)
    browser.value("document.activeElement.click()")
    holds("the first leads to the main part", browser.value("document.activeElement.id") == "main")


def check_folds(browser):
    closed = browser.value(FOLDED + ".map((at) => at.querySelector('h2').textContent)")
    opened = browser.value("Array.from(document.querySelectorAll('details[open] h2')).map((at) => at.textContent)")
    details = {"You may", "Good to know"}
    holds("powers and notes are folded, and nothing else",
          "Good to know" in closed and set(closed) <= details and not details & set(opened), (closed, opened))
    holds("what to do and what the person gets are open", {"Do now", "What the person gets"} <= set(opened), opened)
    browser.value(FOLDED + "[0].querySelector('summary').focus()")
    browser.ask("Input.dispatchKeyEvent", type="keyDown", key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r")
    browser.ask("Input.dispatchKeyEvent", type="keyUp", key="Enter", code="Enter", windowsVirtualKeyCode=13)
    holds("the keyboard unfolds one", browser.value(FOLDED + ".length") == len(closed) - 1)
    browser.value("document.querySelector('input').focus()")
    browser.ask("Input.dispatchKeyEvent", type="keyDown", key=" ", code="Space", windowsVirtualKeyCode=32, text=" ")
    browser.ask("Input.dispatchKeyEvent", type="keyUp", key=" ", code="Space", windowsVirtualKeyCode=32)
    holds("the keyboard ticks a box", browser.value("document.querySelector('input').checked"))
    browser.open(PAGE)


def check_names(browser):
    nodes = browser.ask("Accessibility.getFullAXTree")["nodes"]
    role = lambda node: node.get("role", {}).get("value")
    name = lambda node: (node.get("name", {}).get("value") or "").strip()
    seen = [node for node in nodes if not node.get("ignored")]
    wanted = {"link", "checkbox", "table", "region", "heading", "DisclosureTriangle", "columnheader", "rowheader"}
    named = [node for node in seen if role(node) in wanted]
    nameless = [role(node) for node in named if not name(node)]
    holds(f"all {len(named)} things to use or to name have a name", len(named) > 20 and not nameless, nameless[:9])
    roles = {role(node) for node in seen}
    landmarks = {"main", "banner", "contentinfo", "region"}
    holds("the landmarks are there", landmarks <= roles, roles)
    regions = [name(node) for node in seen if role(node) == "region"]
    holds("no two regions have one name", len(regions) == len(set(regions)), regions)
    holds("the table has headers for columns and rows", {"columnheader", "rowheader"} <= roles, roles)
    holds("boxes to tick are boxes", "checkbox" in roles, roles)
    levels = browser.value("Array.from(document.querySelectorAll('h1, h2, h3, h4')).map((h) => Number(h.tagName[1]))")
    in_order = levels[0] == 1 and levels.count(1) == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:]))
    holds("headings come in order", in_order, levels)
    first = browser.value("document.body.innerText.trim().split('\\n').find((line) => line.trim() && !line.startsWith('Skip'))")
    holds("the notice comes first", first.startswith("INTERNAL"), first)
    holds("the language is British English", browser.value("document.documentElement.lang") == "en-GB")


def check_looks(browser):
    papers = {}
    for scheme in ("light", "dark"):
        browser.scheme(scheme)
        papers[scheme] = browser.value("getComputedStyle(document.body).backgroundColor")
        for name, width in (("wide", 1280), ("narrow", 320)):
            browser.size(width, 1000)
            browser.value("scrollTo(0, 0)")
            browser.picture(f"{scheme}-{name}-folded.png")
            browser.value(FOLDED + ".forEach((at) => { at.open = true; })")
            across = browser.value("document.documentElement.scrollWidth - innerWidth")
            holds(f"nothing has to be scrolled sideways ({scheme}, {width} px)", across <= 0, browser.value(WIDE))
            poor = browser.value(CONTRAST)
            holds(f"words are easy to tell from the paper ({scheme}, {width} px)", not poor, poor)
            height = browser.value("document.documentElement.scrollHeight")
            browser.size(width, min(height, 6000))
            browser.picture(f"{scheme}-{name}.png")
            browser.open(PAGE)
    holds("dark is dark and light is light", papers["light"] != papers["dark"], papers)


def check_print(browser):
    browser.size(720, 1000)
    browser.scheme("dark", media="print")
    paper = browser.value("getComputedStyle(document.body).backgroundColor")
    ink = browser.value("getComputedStyle(document.querySelector('.notice')).color")
    holds("print is black on white, even from a dark screen", (paper, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)"), (paper, ink))
    hidden = browser.value(FOLDED + ".flatMap((at) => Array.from(at.querySelectorAll('li')))"
                           ".filter((at) => !at.checkVisibility({ contentVisibilityAuto: true }) || at.getClientRects()[0].height < 1).length")
    folded = browser.value(FOLDED + ".flatMap((at) => Array.from(at.querySelectorAll('li'))).length")
    holds(f"what is folded is printed, all {folded} lines", folded > 0 and hidden == 0, hidden)
    height = browser.value("document.documentElement.scrollHeight")
    browser.size(720, height)
    browser.picture("print.png")
    pdf = base64.b64decode(browser.ask("Page.printToPDF", printBackground=False, paperWidth=8.27, paperHeight=11.69)["data"])
    (FOLDER / "page.pdf").write_bytes(pdf)
    holds("it prints", pdf.startswith(b"%PDF") and len(pdf) > 10_000, len(pdf))


in_a_browser(check_keyboard, check_folds, check_names, check_looks, check_print)
