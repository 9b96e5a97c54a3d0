// look.js - what is wrong with a page as it lies there now: a list of sentences, each with what it is about.
(() => {
    const wrong = [];
    const width = document.documentElement.clientWidth;
    const name = (e) => `${e.tagName.toLowerCase()}${e.className.length ? "." + e.className : ""} "${(e.textContent || "").trim().slice(0, 40)}"`;
    const say = (words, e) => { if (wrong.length < 20) wrong.push(`${words}: ${name(e)}`); };
    const hidden = (e) => e.closest(".sr, .skip") !== null;
    const all = [...document.body.querySelectorAll("*")].filter((e) => !hidden(e) && !e.closest("svg"));

    if (document.documentElement.scrollWidth > width)
        wrong.push(`the page is ${document.documentElement.scrollWidth} wide on a screen of ${width}`);
    for (const e of all) {
        const box = e.getBoundingClientRect();
        if (box.width > 0 && (box.right > width + 1 || box.left < -1) && !e.closest(".scroll"))
            say("beyond the edge", e);
        const style = getComputedStyle(e);
        if (style.overflowX === "hidden" && e.scrollWidth > e.clientWidth + 1)
            say("clipped", e);
        if (e.matches("td, th, p, li, dd, dt, h1, h2, h3, figcaption") && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
            say("text beyond its box", e);
        if (e.matches(".scroll") && (e.scrollWidth > e.clientWidth + 1) && matchMedia("print").matches)
            say("cut on paper", e);
    }

    // Blocks that follow one another: no two may share ground.
    const block = (e) => !/^inline/.test(getComputedStyle(e).display) && getComputedStyle(e).position !== "absolute"
        && getComputedStyle(e).display !== "none";
    for (const parent of [document.body, ...all]) {
        let last = null;
        for (const e of parent.children) {
            if (hidden(e) || e.closest("svg") || !block(e) || !e.textContent.trim())
                continue;
            const box = e.getBoundingClientRect();
            if (last && Math.min(box.right, last.right) - Math.max(box.left, last.left) > 1
                && Math.min(box.bottom, last.bottom) - Math.max(box.top, last.top) > 1)
                say("overlaps what is before it", e);
            last = box;
        }
    }

    // Letters of a drawing: none over another, none outside.
    for (const svg of document.querySelectorAll("svg.lanes")) {
        const texts = [...svg.querySelectorAll("text")].map((e) => [e, e.getBoundingClientRect()]);
        texts.forEach(([e, a], i) => {
            if (a.right > width + 1 || a.left < -1)
                say("a label beyond the edge", e);
            for (const [, b] of texts.slice(i + 1))
                if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3)
                    say("a label over another", e);
        });
        const ground = svg.getBoundingClientRect();
        for (const [e, a] of texts)
            if (a.bottom > ground.bottom + 2)
                say("a label below its drawing", e);
    }

    // What a person who sees nothing needs.
    for (const e of document.querySelectorAll("table"))
        if (!e.caption || !e.querySelector("th[scope=col]") || (e.querySelector("tbody tr") && !e.querySelector("th[scope=row]")))
            say("a table without caption or headings", e);
    for (const e of document.querySelectorAll("svg[role=img]"))
        if (!e.querySelector(":scope > title") || !e.querySelector(":scope > desc"))
            say("a drawing without words", e);
    for (const e of document.querySelectorAll(".scroll"))
        if (e.tabIndex !== 0)
            say("a region that no key reaches", e);
    return wrong;
})()
