// What test_look.py asks of an open page. Each function returns its findings in words: an empty list when all is well.

window.look = (() => {
  const CONTROLS = "a[href], area[href], button, input, select, textarea, summary, iframe, audio, video, [tabindex]";
  const violations = [];
  addEventListener("securitypolicyviolation", (event) =>
    violations.push(`${event.violatedDirective} forbids ${event.blockedURI || event.sample}`),
  );

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const squeezed = (words) => words.replace(/\s+/g, " ").trim();
  const quoted = (node) => `“${squeezed(node.textContent).slice(0, 50)}”`;
  const named = (element) => {
    const tag = element
      .cloneNode(false)
      .outerHTML.replace(/<\/[^>]*>$/, "")
      .slice(0, 110);
    return `${tag} ${quoted(element)}`;
  };

  // --- what is seen ---

  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  // What is worked out of elements is kept until the page is looked at anew.
  let kept = [];
  function remembered(work) {
    const known = new Map();
    kept.push(known);
    return (element) => {
      if (!known.has(element)) known.set(element, work(element));
      return known.get(element);
    };
  }
  const anew = () => kept.forEach((known) => known.clear());

  // For screen readers only: a box of a pixel, or one that is clipped away.
  const apart = remembered((element) => {
    if (!element || element === document.body) return false;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const clipped = style.clipPath.startsWith("inset(50%") || style.clip.startsWith("rect(0px, 0px, 0px, 0px");
    const tiny = style.position === "absolute" && style.overflow !== "visible" && box.width <= 1 && box.height <= 1;
    return clipped || tiny || apart(element.parentElement);
  });

  // The parts of text that are seen: each a text node, its element and the boxes of its lines.
  function texts(root = document.body) {
    const found = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("script, style, noscript, template, option")) continue;
      if (!shown(element) || apart(element) || element.matches("details:not([open])")) continue;
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0.5 && box.height > 0.5);
      if (boxes.length) found.push({ node, element, boxes });
    }
    return found;
  }

  // Whether one of the boxes of a text is wrong: of its words, for spaces may hang over at the end of a line.
  function wrong({ node, boxes }, test) {
    const range = document.createRange();
    return (
      boxes.some(test) &&
      [...node.data.matchAll(/\S+/g)].some(({ 0: word, index }) => {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        return [...range.getClientRects()].some(test);
      })
    );
  }

  const scrolls = (element, side) => /auto|scroll/.test(getComputedStyle(element)[`overflow${side}`]);
  const scroller = remembered((element) => {
    if (!element || element === document.body) return null;
    return scrolls(element, "X") ? element : scroller(element.parentElement);
  });

  // The box that a text is to stay in.
  const box = remembered((element) => {
    const flows = element.localName !== "svg" && /^(inline|contents)$/.test(getComputedStyle(element).display);
    return flows && element !== document.body ? box(element.parentElement) : element;
  });

  // --- room ---

  // What does not fit.
  function cramped({ print = false } = {}) {
    anew();
    const seen = texts();
    return [...sideways(seen, print), ...spilling(seen), ...overlapping(seen), ...clipped()];
  }

  // What makes the page scroll sideways, and what scrolls by itself without being a named place that keys reach.
  function sideways(seen, print) {
    const width = document.documentElement.clientWidth;
    const found = [];
    if (document.documentElement.scrollWidth > width)
      found.push(`the page is ${document.documentElement.scrollWidth} px wide on a screen of ${width} px`);
    for (const text of seen)
      if (!scroller(text.element) && wrong(text, (each) => each.right > width + 1 || each.left < -1))
        found.push(`text leaves the screen: ${quoted(text.node)} in ${named(text.element)}`);
    for (const element of all("body *")) {
      const over = element.scrollWidth > element.clientWidth + 1 && scrolls(element, "X") && shown(element);
      if (!over || element.matches("input, textarea, select")) continue;
      const label = element.getAttribute("aria-label") || element.getAttribute("aria-labelledby");
      if (print) found.push(`cut off on paper: ${named(element)}`);
      else if (element.tabIndex < 0 || !label || !element.matches("section, [role=region], [role=group]"))
        found.push(`scrolls, and is no region with a name that keys reach: ${named(element)}`);
    }
    return found;
  }

  // Text that leaves the box it is in.
  function spilling(seen) {
    const found = [];
    for (const text of seen) {
      const within = box(text.element).getBoundingClientRect();
      const room = parseFloat(getComputedStyle(text.element).fontSize) / 2; // marks may hang in the margin
      const out = (each) =>
        each.right > within.right + room ||
        each.left < within.left - room ||
        each.top + each.height / 2 > within.bottom + 2 ||
        each.bottom - each.height / 2 < within.top - 2;
      if (wrong(text, out)) found.push(`${quoted(text.node)} leaves ${named(box(text.element))}`);
    }
    return found;
  }

  // Text over text. The upper and lower quarters of a line may meet those of another.
  function overlapping(seen) {
    const lines = seen.flatMap(({ node, element, boxes }) => {
      const around = scroller(element)?.getBoundingClientRect();
      return boxes
        .filter((each) => !around || (each.left < around.right && each.right > around.left))
        .map((each) => ({
          node,
          left: each.left + 1,
          right: each.right - 1,
          top: each.top + each.height / 4,
          bottom: each.bottom - each.height / 4,
        }));
    });
    lines.sort((one, other) => one.top - other.top);
    const found = [];
    let open = [];
    for (const line of lines) {
      open = open.filter((each) => each.bottom > line.top);
      for (const each of open)
        if (each.node !== line.node && each.left < line.right && line.left < each.right)
          found.push(`${quoted(each.node)} lies over ${quoted(line.node)} in ${named(line.node.parentElement)}`);
      open.push(line);
    }
    return found;
  }

  // Boxes that hide a part of their text.
  function clipped() {
    const hides = (element) =>
      /hidden|clip/.test(getComputedStyle(element).overflow) && !apart(element) && shown(element);
    const over = (element) =>
      element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;
    return all("body *")
      .filter((element) => element.textContent.trim() && !element.closest("svg") && hides(element) && over(element))
      .map((element) => `a part is hidden of ${named(element)}`);
  }

  // The text spacing that WCAG 1.4.12 says a page must bear.
  function spaced() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
      p { margin-block-end: 2em !important }
    `);
    document.adoptedStyleSheets = [sheet];
  }
  const unspaced = () => void (document.adoptedStyleSheets = []);

  // Take the inner part of every long list away, but for headings.
  function shorten() {
    for (const list of all("body *"))
      [...list.children].slice(5, -5).forEach((each) => each.matches("h1, h2, h3, h4, h5, h6") || each.remove());
  }

  // --- colour ---

  const colours = new Map();
  function rgba(colour) {
    if (!colours.has(colour)) {
      const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      colours.set(colour, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return colours.get(colour);
  }
  const light = (colour) => {
    const [r, g, b] = rgba(colour).map((part) => (part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };

  // The colour that stands behind an element: in a drawing that of the last shape drawn there before it.
  function ground(element) {
    const drawing = element.closest("svg");
    if (drawing) {
      const { left, top, width, height } = element.getBoundingClientRect();
      const holds = (area) =>
        area.left <= left + width / 2 &&
        area.right >= left + width / 2 &&
        area.top <= top + height / 2 &&
        area.bottom >= top + height / 2;
      const before = all("rect, circle, ellipse, path, polygon", drawing).filter(
        (shape) =>
          shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING &&
          holds(shape.getBoundingClientRect()),
      );
      const filled = before
        .map((shape) => getComputedStyle(shape))
        .filter((style) => style.fill !== "none" && style.fillOpacity > 0.5);
      if (filled.length) return filled.at(-1).fill;
    }
    for (let each = drawing ?? element; each; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (rgba(backgroundColor)[3] > 200) return backgroundColor;
    }
    return "Canvas";
  }

  // Words in drawings, which axe does not look at, that are hard to tell from what is behind them.
  const faint = () =>
    all("svg text")
      .filter((text) => text.textContent.trim() && shown(text))
      .filter((text) => contrast(getComputedStyle(text).fill, ground(text)) < 4.5)
      .map((text) => `faint in a drawing: ${named(text)}`);

  // The letters of reports: links of one or two capitals. Each is legible, and has a shape of its own around it.
  const letters = () =>
    all("main a").filter((link) => /^[A-Z]{1,2}$/.test(link.textContent.trim()) && shown(link) && !apart(link));
  function unmarked() {
    anew();
    return letters().flatMap((link) => {
      const style = getComputedStyle(link);
      const around = ground(link.parentElement);
      const edged = parseFloat(style.borderTopWidth) > 0 && contrast(style.borderTopColor, around) >= 3;
      const filled = contrast(ground(link), around) >= 3;
      const drawn = link.querySelector("svg") !== null;
      const legible = contrast(style.color, ground(link)) >= 4.5;
      return [
        ...(legible ? [] : [`illegible: ${named(link)}`]),
        ...(edged || filled || drawn ? [] : [`no shape: ${named(link)}`]),
      ];
    });
  }

  // --- keys ---

  const reached = (element) =>
    element.tabIndex >= 0 &&
    !element.disabled &&
    element.type !== "hidden" &&
    shown(element) &&
    element.getClientRects().length > 0 &&
    (element.type !== "radio" || element.checked);

  // Where the keys have been, and what was wrong there. The place is looked at when the next key is pressed.
  const walk = { wanted: [], been: [], found: [], shadow: new Map() };
  function follow() {
    walk.wanted = all(CONTROLS).filter(reached);
    walk.wanted.forEach((element) => walk.shadow.set(element, getComputedStyle(element).boxShadow));
    document.addEventListener("focusin", (event) => walk.been.push(event.target), true);
    document.addEventListener("keydown", () => inspect(document.activeElement), true);
    return walk.wanted.length;
  }
  function inspect(element) {
    if (!element || element === document.body) return;
    const style = getComputedStyle(element);
    const outlined =
      style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && rgba(style.outlineColor)[3] > 0;
    const shaded = style.boxShadow !== "none" && style.boxShadow !== walk.shadow.get(element);
    if (!outlined && !shaded) walk.found.push(`no sign of focus: ${named(element)}`);
    const place = [...element.getClientRects()].find((each) => each.width > 2 && each.height > 2);
    const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2; // of what is on the screen
    const seen =
      place &&
      document.elementFromPoint(
        middle(place.left, place.right, innerWidth),
        middle(place.top, place.bottom, innerHeight),
      );
    if (!seen || apart(element) || element.closest("[aria-hidden=true]"))
      walk.found.push(`has focus and is not seen: ${named(element)}`);
    else if (!element.contains(seen) && !seen.contains(element))
      walk.found.push(`has focus under ${named(seen)}: ${named(element)}`);
  }
  function walked() {
    inspect(document.activeElement);
    const { wanted, found } = walk;
    const been = walk.been.filter((element) => wanted.includes(element));
    const lost = wanted.findIndex((element, number) => element !== been[number]);
    if (lost >= 0) {
      const instead = been[lost] ? named(been[lost]) : "nothing";
      found.push(`key ${lost + 1} of ${wanted.length} should reach ${named(wanted[lost])}, and reached ${instead}`);
    }
    const hidden = walk.been.filter((element) => !wanted.includes(element) && !scroller(element));
    return [...found, ...hidden.map((element) => `reached by keys, and hidden: ${named(element)}`)];
  }

  // One of each sort of what can be pointed at, brought into view: where it is.
  function sorts() {
    const seen = new Map();
    for (const element of all(CONTROLS).filter(reached)) seen.set(`${element.localName} ${element.className}`, element);
    return [...seen.values()];
  }
  function point(number) {
    const element = sorts()[number];
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const place = element.getClientRects()[0];
    return { x: place.left + place.width / 2, y: place.top + place.height / 2, button: element.localName === "button" };
  }

  // --- motion, paper ---

  const moved = [];
  for (const type of ["transitionrun", "animationstart"])
    addEventListener(
      type,
      ({ target, propertyName, animationName }) => {
        const long = target
          .getAnimations({ subtree: true })
          .some((each) => each.effect.getComputedTiming().duration > 10);
        if (long) moved.push(`moves: ${propertyName ?? animationName} of ${named(target)}`);
      },
      true,
    );

  function moving() {
    const seconds = (text) =>
      Math.max(...text.split(",").map((each) => parseFloat(each) * (each.trim().endsWith("ms") ? 0.001 : 1)));
    const found = all("*").flatMap((element) =>
      [null, "::before", "::after"].flatMap((part) => {
        const style = getComputedStyle(element, part);
        const moves = seconds(style.transitionDuration) > 0.01 && style.transitionProperty !== "none";
        const plays = style.animationName !== "none" && seconds(style.animationDuration) > 0.01;
        return moves || plays || style.scrollBehavior === "smooth"
          ? [`would move: ${named(element)}${part ?? ""}`]
          : [];
      }),
    );
    return [...found, ...moved];
  }

  function onPaper() {
    const of = (selector) =>
      all(selector).filter((element) => shown(element) && element.getClientRects().length && !apart(element));
    const useless = of(
      "nav, [role=navigation], [role=search], search, form, :not(th) > button, input, select, textarea, dialog",
    );
    const closed = all("details:not([open])").filter(
      (each) => getComputedStyle(each, "::details-content").contentVisibility === "hidden",
    );
    return [
      ...useless.map((each) => `of no use on paper: ${named(each)}`),
      ...closed.map((each) => `closed on paper: ${named(each)}`),
      ...cramped({ print: true }),
    ];
  }

  // What the main part says, without controls and what they say: a line for each part of text.
  const said = () =>
    texts(document.querySelector("main"))
      .filter(
        ({ element }) =>
          !element.closest(
            "button, label, select, form, search, legend, output, [role=status], [role=alert], [aria-live]",
          ),
      )
      .map(({ node }) => squeezed(node.data));

  return {
    cramped,
    faint,
    follow,
    letters,
    moving,
    onPaper,
    point,
    said,
    shorten,
    sorts,
    spaced,
    unmarked,
    unspaced,
    violations,
    walked,
  };
})();
