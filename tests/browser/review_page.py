"""Opens a review page in headless Chromium and checks what a reader needs of it.

    review_page.py BROWSER PAGE FOLDER

Writes pictures of the page and a PDF into FOLDER.
"""

import base64
import json
import time

from chromium import CONTRAST, FOLDER, PAGE, WIDE, holds, in_a_browser

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


in_a_browser(check_filters, check_keyboard, check_names, check_looks, check_print)
