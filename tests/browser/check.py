"""check.py PAGES OUT [AXE] - looks at the report's pages in Chromium as people will: on telephones, desks and walls, light
and dark, enlarged, by keyboard, on paper. Prints TAP; screenshots go to OUT."""
import base64
import os
import shutil
import subprocess
import sys
import time

from browser import Browser, find

HERE = os.path.dirname(os.path.abspath(__file__))
LOOK = open(os.path.join(HERE, "look.js"), encoding="utf-8").read()
# 320 is WCAG 2.2's 1.4.10; 640 at two is 1280 at 200 %.
SCREENS = ((320, 1), (360, 1), (640, 2), (1280, 1), (1920, 1))
# What margins of 15 mm leave of A4 and Letter, in CSS pixels.
SHEETS = (("a4", 680), ("letter", 703))
AXE = """axe.run(document, {resultTypes: ['violations']}).then(r => r.violations
    .filter(v => v.impact === 'serious' || v.impact === 'critical')
    .map(v => v.id + ': ' + v.help + ' (' + v.nodes.length + ') ' + v.nodes[0].target))"""

count = bad = 0


def ok(name, wrong):
    global count, bad
    count += 1
    bad += bool(wrong)
    print("%sok %d - %s" % ("not " if wrong else "", count, name), flush=True)
    for line in wrong:
        print("#", line)


def skip(name, why):
    global count
    count += 1
    print("ok %d - %s # SKIP %s" % (count, name, why))


def noise(browser):
    """What the page loaded, and what the console says: a policy that was broken is told there."""
    wrong = []
    for event in browser.events:
        params = event.get("params", {})
        if event.get("method") == "Network.requestWillBeSent" and not params["documentURL"] == params["request"]["url"]:
            wrong.append("loads " + params["request"]["url"][:80])
        if event.get("method") == "Log.entryAdded":
            wrong.append(params["entry"]["text"][:160])
        if event.get("method") in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled"):
            wrong.append(event["method"])
    return wrong


def screens(browser, name, out, full):
    for width, scale in SCREENS if full else ((360, 1), (1280, 1)):
        browser.size(width, scale=scale)
        ok("%s, %d pixels%s" % (name, width, " at 200 %" if scale == 2 else ""), browser.run(LOOK))
        if width == 1280 or (full and width in (360, 1920)):
            browser.picture(os.path.join(out, "%s-%d.png" % (name, width)), width)


def accessible(browser, name, axe):
    if not axe:
        skip(name + ": axe-core", "no axe-core here")
        return
    browser.run(axe)
    # Rows are alike: a dozen of each table are enough, and take a tenth of the time.
    browser.run("document.querySelectorAll('tbody tr:nth-child(n+13)').forEach((e) => e.remove())")
    for scheme, width in (("light", 1280), ("dark", 1280), ("dark", 360)):
        browser.size(width)
        browser.media("screen", scheme)
        ok("%s: axe-core finds nothing serious, %s, %d pixels" % (name, scheme, width), browser.run(AXE))
    browser.media()


def keyboard(browser, name):
    browser.size(1280)
    browser.run("document.activeElement.blur(); scrollTo(0, 0)")
    browser.key("Tab", 9)
    wrong = browser.run("""(() => { const e = document.activeElement, b = e.getBoundingClientRect();
        return e.matches('.skip') && b.left >= 0 && b.top >= 0 ? [] : ['the first stop is ' + e.outerHTML.slice(0, 60)]; })()""")
    ok(name + ": the first stop leads to the content", wrong)
    browser.key("Enter", 13)
    ok("... and goes there", browser.run("document.activeElement.id === 'content' ? [] : [document.activeElement.tagName]"))
    wrong, last = [], -1
    stops = browser.run("document.querySelectorAll('main a[href], main [tabindex=\"0\"]').length")
    for _ in range(min(stops, 15)):
        browser.key("Tab", 9)
        at, seen = browser.run("""(() => { const all = [...document.querySelectorAll('main a[href], main [tabindex="0"]')];
            const e = document.activeElement, s = getComputedStyle(e);
            return [all.indexOf(e), s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2]; })()""")
        if at != last + 1 or not seen:
            wrong.append("stop %d after %d%s" % (at, last, "" if seen else ", not seen"))
        last = at
    ok("... then every link and region in turn, each seen", wrong)


def paper(browser, name, out, full):
    for sheet, width in SHEETS if full else SHEETS[:1]:
        browser.media("print")
        browser.size(width)
        ok("%s on paper, %s" % (name, sheet), browser.run(LOOK))
        if full:
            browser.picture(os.path.join(out, "%s-%s.png" % (name, sheet)), width)
    ground = browser.run("getComputedStyle(document.body).backgroundColor")
    ok("... on white", [] if ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)") else [ground])
    browser.media()


def printed(browser, name, out):
    """What stands above and below every printed sheet, where there is what reads a PDF."""
    if not shutil.which("pdftotext"):
        skip(name + ": every sheet is marked and numbered", "no pdftotext here")
        return
    browser.media("")  # no emulation: printed as a person prints it
    got = browser("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
    path = os.path.join(out, name + ".pdf")
    with open(path, "wb") as file:
        file.write(base64.b64decode(got["data"]))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    sheets = text.split("\f")[:-1]
    wrong = ["sheet %d" % (i + 1) for i, sheet in enumerate(sheets)
             if sheet.count("TLP:AMBER+STRICT") < 2 or "page %d of %d" % (i + 1, len(sheets)) not in sheet
             or "INC-7K2Q9F3MX2" not in sheet.strip().split("\n")[0]]
    heads = sum("country" in sheet and "accounts" in sheet for sheet in sheets)
    ok("%s: the head of a table stands on each of its sheets" % name, [] if heads > 1 else ["on %d sheets" % heads])
    ok("%s: every one of %d sheets is marked and numbered" % (name, len(sheets)), wrong if sheets else ["no sheet"])


def page(browser, path, out, axe, full):
    name = os.path.basename(path).replace(".html", "")
    start = time.monotonic()
    browser.size(1280)
    browser.media()
    browser.open(path)
    ok(name + ": loads nothing, breaks no policy", noise(browser))
    screens(browser, name, out, full)
    if full:
        keyboard(browser, name)
        browser.media("screen", "dark")
        for width in (360, 1280):
            browser.picture(os.path.join(out, "%s-%d-dark.png" % (name, width)), width)
    paper(browser, name, out, full)
    if name == "big":
        printed(browser, name, out)
    if full:
        accessible(browser, name, axe)
    print("# %s: %.1f s" % (name, time.monotonic() - start))


def main():
    pages, out = sys.argv[1:3]
    axe = open(sys.argv[3], encoding="utf-8").read() if len(sys.argv) > 3 else None
    os.makedirs(out, exist_ok=True)
    browser = Browser(find())
    try:
        for name in sorted(os.listdir(pages)):
            if name.endswith(".html"):
                page(browser, os.path.join(pages, name), out, axe, name != "thirty.html")
    finally:
        browser.close()
    print("1..%d" % count)
    return 1 if bad else 0


sys.exit(main())
