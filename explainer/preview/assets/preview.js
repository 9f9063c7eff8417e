/* Keeps an open page at the last build: morphs it in place, shows what is wrong with the content, and tells of each
   stretch of text where it was written.

   Everything of ours stands in the shadow root of one element beside <body>, so that neither the site's styles nor
   the morphing reach it. All text is set as text; the page's policy allows no inline style or script. */
import { Idiomorph } from './idiomorph.js';

const own = new URL('.', import.meta.url).href;
const script = document.querySelector('script[data-own]');
const root = document.documentElement;

function make(tag, properties = {}, ...children) {
  const { role, aria = {}, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  if (role) element.setAttribute('role', role);
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, value);
  element.append(...children);
  return element;
}

// ---------------------------------------------------------------------------------------------- what is ours

const host = make('div', { id: 'preview-own' });
const shadow = host.attachShadow({ mode: 'open' });
const staleBar = make('div', { className: 'preview-stale', hidden: true });
const ribbon = make('p', { className: 'preview-ribbon', textContent: 'Draft: not in the published site', hidden: true });
const outline = make('div', { className: 'preview-outline', hidden: true });
const tag = make('div', { className: 'preview-tag', hidden: true, role: 'group', aria: { label: 'Where this is written' } });
const sign = make('p', { className: 'preview-sign', role: 'status' });
const said = make('p', { className: 'preview-said', role: 'status' });
const headline = make('p', { className: 'preview-headline', role: 'status', aria: { live: 'polite' } });
const toggle = make('button', { type: 'button', className: 'preview-toggle', aria: { controls: 'preview-details' } });
const details = make('div', { id: 'preview-details', tabIndex: 0, role: 'group', aria: { label: 'Problems' } });
const report = make('section', { id: 'preview-report', hidden: true, role: 'region', aria: { label: 'Preview' } },
  make('div', { className: 'preview-head' }, headline, toggle), details);

/** Put our elements on the page, once their style is there: unstyled, they would stand in the page's flow. */
function attach() {
  const style = make('link', { rel: 'stylesheet', href: `${own}preview.css` });
  const loaded = new Promise((done) => { style.onload = style.onerror = done; });
  shadow.append(style);
  root.append(host);
  return loaded.then(() => {
    shadow.append(staleBar, ribbon, outline, tag, report, sign, said);
    // Room for the report under the page, so that it hides nothing for good.
    new ResizeObserver(() => {
      root.style.setProperty('--preview-room', `${report.offsetHeight}px`);
      placeTag();
    }).observe(report);
  });
}

// ------------------------------------------------------------------------------------------ copying and opening

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { // no permission, or a host that is not this computer: the old way, which needs a selection
    const before = shadow.activeElement ?? document.activeElement;
    const field = shadow.appendChild(make('textarea', { className: 'preview-said', value: text }));
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    before?.focus({ preventScroll: true });
    return copied;
  }
}

function editorAddress(place) {
  const isWhole = /^(\/|[A-Za-z]:)/.test(place); // content outside the folder where the preview was started
  const path = (isWhole ? place : `${script.dataset.root}/${place}`).replaceAll('\\', '/').replace(/^\/+/, '');
  return `vscode://file/${encodeURI(path).replaceAll('#', '%23').replaceAll('?', '%3F')}`;
}

/** A place as a button that copies it and, where the project's folder is known, a link that opens it. */
function placeControls(place, copying = 'Copy') {
  const word = make('span', { className: 'preview-word', textContent: copying });
  const button = make('button', { type: 'button', className: 'preview-copy' }, make('code', {}, place), ' ', word);
  button.onclick = async () => {
    word.textContent = (await copy(place)) ? 'Copied' : 'Not copied';
    said.textContent = word.textContent;
    setTimeout(() => { word.textContent = copying; said.textContent = ''; }, 1500);
  };
  if (!script.dataset.root) return [button];
  return [button, make('a', { className: 'preview-open', href: editorAddress(place) }, 'Open in VS Code')];
}

// ------------------------------------------------------------------------------------------------ the report

const CONTROLS = 'button, a';
let shownReport = '';
let openKey = '';

async function updateReport(hash) {
  if (hash === shownReport) return;
  shownReport = hash;
  if (!hash) return renderReport(null);
  try {
    const response = await fetch(`${own}report`, { cache: 'no-store' });
    const data = await response.json();
    if (hash === shownReport) renderReport(data);
  } catch {
    if (hash === shownReport) shownReport = undefined; // asked for again with the next state
  }
}

function renderReport(data) {
  if (!data && staleBar.hidden === false) said.textContent = 'The page is up to date again.';
  report.hidden = !data;
  staleBar.hidden = !data?.stale;
  const focused = [...details.querySelectorAll(CONTROLS)].indexOf(shadow.activeElement);
  details.replaceChildren();
  headline.textContent = data?.headline ?? '';
  if (!data?.stale) sessionStorage.removeItem('preview-open-stale'); // who folded up one mistake sees the next
  if (!data) {
    delete root.dataset.previewReport;
    return;
  }
  root.dataset.previewReport = report.dataset.kind = data.stale ? 'stale' : 'notes';
  const problems = (data.problems ?? []).map(renderProblem);
  const notes = (data.notes ?? []).map((note) => make('li', { textContent: note }));
  if (problems.length) details.append(make('ol', { className: 'preview-problems' }, ...problems));
  if (notes.length) details.append(make('ul', { className: 'preview-notes' }, ...notes));
  toggle.hidden = !details.hasChildNodes();
  // Each kind is remembered by itself: who folded up the notes has not asked to miss the next mistake.
  openKey = `preview-open-${report.dataset.kind}`;
  setOpen((sessionStorage.getItem(openKey) ?? String(data.stale)) === 'true');
  if (focused >= 0) ([...details.querySelectorAll(CONTROLS)].slice(0, focused + 1).at(-1) ?? toggle).focus({ preventScroll: true });
}

function renderProblem(problem) {
  const item = make('li', {}, make('p', { className: 'preview-place' }, ...placeControls(problem.place)),
    make('p', { className: 'preview-message', textContent: problem.message }));
  if (problem.frame) item.append(renderFrame(problem));
  if (problem.hint) item.append(make('p', { className: 'preview-hint', textContent: problem.hint }));
  if (problem.private) {
    item.append(make('p', { className: 'preview-hint', textContent: 'What the text says instead is in the terminal.' }));
  }
  for (const [place, words] of problem.related ?? []) {
    item.append(make('p', { className: 'preview-related' }, ...placeControls(place), ' ', words));
  }
  return item;
}

function renderFrame({ frame, mark, line }) {
  const code = make('code');
  const letters = Array.from(frame); // the range counts characters, as Python does, not UTF-16 units
  const [start, end] = mark ?? [letters.length, letters.length];
  code.append(letters.slice(0, start).join(''));
  if (mark) code.append(make('mark', {}, letters.slice(start, end).join('') || ' '));
  code.append(letters.slice(end).join(''));
  return make('pre', {}, make('span', { className: 'preview-line', textContent: line ?? '' }), code);
}

function setOpen(open) {
  details.hidden = !open;
  toggle.textContent = open ? 'Hide' : 'Show';
  toggle.setAttribute('aria-expanded', open);
}

toggle.onclick = () => {
  setOpen(details.hidden);
  sessionStorage.setItem(openKey, !details.hidden);
};

// ----------------------------------------------------------------------------------------- bringing a page up to date

let fetching = null;

async function updatePage(site) {
  fetching?.abort(); // the newest state wins; what an older one asked for is not shown
  fetching = null;
  if (String(site) === root.dataset.site) return markShown();
  const mine = fetching = new AbortController();
  let text;
  try {
    const response = await fetch(location.href, { cache: 'no-store', signal: mine.signal });
    text = await response.text(); // whatever its status: a page that is gone is answered with the page that says so
  } catch {
    return; // overtaken, or no server: a page one can read is better than none, and a new connection asks again
  }
  if (mine !== fetching) return;
  fetching = null;
  try {
    morph(new DOMParser().parseFromString(text, 'text/html'));
  } catch (error) {
    console.warn('preview: loading the page anew,', error);
    return location.reload();
  }
  root.dataset.site ??= site;
  markShown();
  if (pointed) showTag(pointed); // its place may be another now
  document.dispatchEvent(new CustomEvent('preview:updated', { detail: { site } }));
}

function markShown() {
  root.dataset.previewSite = root.dataset.site;
  ribbon.hidden = !root.hasAttribute('data-draft');
}

function morph(next) {
  const isOurs = (element) => element === script || (element.localName === 'link' && element.href === `${own}preview.css`);
  for (const element of next.head.querySelectorAll('link, script')) {
    if (element.dataset.own !== undefined || isOurs(element)) element.remove();
  }
  // A sheet keeps the address under which it is loaded, with the version it was swapped for; else it would be loaded anew.
  const wanted = new Set();
  for (const link of next.querySelectorAll('link[rel=stylesheet]')) {
    wanted.add(sheetPath(link));
    const [live] = liveSheets(sheetPath(link));
    if (live) link.setAttribute('href', live.getAttribute('href'));
  }
  const isKeptSheet = (element) => element.rel === 'stylesheet' && wanted.has(sheetPath(element));
  const known = new Set(document.querySelectorAll('details'));
  Idiomorph.morph(root, next.documentElement, {
    // 'merge' compares whole elements; 'morph' would turn one <link> into another and load every sheet again.
    head: { style: 'merge', shouldPreserve: isOurs, shouldRemove: (element) => !isKeptSheet(element) },
    callbacks: {
      beforeNodeRemoved: (node) => node !== host,
      beforeAttributeUpdated: (name, element) => !isReaders(name, element, known),
    },
  });
}

/** Whether the reader, or we, made an attribute what it is, so that the new page has no say in it. */
function isReaders(name, element, known) {
  if (element === root) return name === 'style' || name.startsWith('data-preview-');
  if (name === 'open') return known.has(element); // a <details> that is new opens as the page says
  if (name === 'value') return element.value !== element.defaultValue;
  if (name === 'checked') return element.checked !== element.defaultChecked;
  return name === 'selected' && element.selected !== element.defaultSelected;
}

// -------------------------------------------------------------------------------------------------- style sheets

const sheetHashes = new Map();
const sheetPath = (link) => new URL(link.getAttribute('href'), location.href).pathname;
const liveSheets = (path) => [...document.querySelectorAll('link[rel=stylesheet]')].filter((link) => sheetPath(link) === path);

function updateSheets(sheets) {
  for (const [path, hash] of Object.entries(sheets)) {
    const before = sheetHashes.get(path);
    sheetHashes.set(path, hash);
    if (before !== undefined && before !== hash) swapSheet(path, hash);
  }
}

/** The old sheet goes only when the new one is there: the page is never without style. */
function swapSheet(path, hash) {
  const links = liveSheets(path);
  if (!links.length) return;
  const next = links.at(-1).cloneNode();
  next.href = `${path}?v=${encodeURIComponent(hash)}`;
  next.onload = () => links.forEach((link) => link.remove());
  next.onerror = () => next.remove();
  links.at(-1).after(next);
}

// ------------------------------------------------------------------------------------------------ where it is written

const SHOW_AFTER = 100;
const HIDE_AFTER = 300; // long enough to bring the pointer from the text to the tag
let pointed = null; // what the tag is about: { element, byFocus, x, y }
let dismissed = null; // the element whose tag was sent away by Escape
let at = null; // where the pointer is
let escapedAt = null; // where it was when the tag was sent away
let timer = 0;

/** The marked element that a target is in, or that opens the item it is in: no place at all is better than a wrong one. */
function markedAt(target) {
  const inside = target.closest?.('[data-at]');
  if (inside) return inside;
  const item = target.closest?.('li, tr, tbody, dd, figure, blockquote');
  const first = item?.querySelector('a, [data-at]');
  return first?.localName === 'a' && first.dataset.at ? first : null;
}

function later(wait, action) {
  clearTimeout(timer);
  timer = setTimeout(action, wait);
}

function onPointerOver(event) {
  if (event.pointerType === 'touch') return; // a finger points by tapping, and swipes over everything
  if (event.target === host) return clearTimeout(timer);
  if (escapedAt && Math.hypot(event.clientX - escapedAt.x, event.clientY - escapedAt.y) < 8) return;
  escapedAt = null;
  const element = markedAt(event.target);
  if (element !== dismissed) dismissed = null;
  if (element && element === pointed?.element) return clearTimeout(timer);
  if (element && element !== dismissed) {
    later(SHOW_AFTER, () => showTag({ element, byFocus: false, x: event.clientX, y: event.clientY }));
  } else {
    later(HIDE_AFTER, () => pointed?.byFocus || hideTag());
  }
}

function onClick(event) {
  if (event.pointerType !== 'touch' || event.target === host) return;
  const element = markedAt(event.target);
  if (element) showTag({ element, byFocus: false, x: event.clientX, y: event.clientY });
  else hideTag();
}

function onPointerMove(event) {
  at = { x: event.clientX, y: event.clientY };
}

function onFocusIn(event) {
  const element = event.target.closest?.('[data-at]');
  if (element || event.target === host) clearTimeout(timer); // a click in the tag takes the focus there
  if (!element) return;
  if (element === pointed?.element) pointed.byFocus = true; // made anew, its button could not say "Copied"
  else showTag({ element, byFocus: true });
}

function onFocusOut() {
  if (!pointed?.byFocus) return;
  pointed.byFocus = false;
  later(HIDE_AFTER, hideTag);
}

function onKeyDown(event) {
  if (!pointed) return;
  if (event.key === 'Escape') {
    dismissed = pointed.element;
    escapedAt = at; // what comes to lie under a pointer at rest is not pointed at
    hideTag();
  } else if (event.altKey && event.code === 'KeyC') {
    event.preventDefault();
    tag.querySelector('.preview-copy').click();
  } else if (event.altKey && event.code === 'KeyE' && script.dataset.root) {
    event.preventDefault();
    tag.querySelector('.preview-open').click();
  }
}

function showTag(where) {
  if (!where.element.isConnected || !where.element.dataset.at) return hideTag();
  pointed = where;
  tag.title = `Alt+C copies the place${script.dataset.root ? ', Alt+E opens it in VS Code' : ''}, Escape hides this`;
  tag.replaceChildren(...placeControls(where.element.dataset.at, where.byFocus ? 'Alt+C' : 'Copy'));
  placeTag();
}

function hideTag() {
  clearTimeout(timer);
  pointed = null;
  tag.hidden = outline.hidden = true;
}

/** Where it covers least of what one may point at next: beside the text, else on the side of it that the pointer came
    from, else at the edge away from the pointer; in a narrow window at its foot. */
function placeTag() {
  if (!pointed) return;
  const box = pointed.element.getBoundingClientRect();
  const bottom = innerHeight - report.offsetHeight;
  // Out of sight it is only hidden: a browser gives the focus first and scrolls there afterwards.
  tag.hidden = outline.hidden = box.bottom < 0 || box.top > bottom || !box.width;
  if (tag.hidden) return;
  const { left, top } = freePlace(box, bottom);
  Object.assign(tag.style, { top: `${top}px`, left: `${left}px` });
  Object.assign(outline.style, {
    top: `${box.top - 3}px`, left: `${box.left - 3}px`, width: `${box.width + 6}px`, height: `${box.height + 6}px`,
  });
}

function freePlace(box, bottom) {
  const { offsetWidth: width, offsetHeight: height } = tag;
  const room = root.clientWidth - width - 8;
  if (root.clientWidth < 600 && box.top < bottom - height - 16) return { left: 8, top: bottom - height - 8 };
  if (box.width > 60 && box.right + 8 <= room) return { left: box.right + 8, top: Math.min(Math.max(box.top, 4), bottom - height) };
  const y = pointed.y ?? box.top;
  const above = box.top - height - 6;
  const below = box.bottom + 6;
  const sides = y > (box.top + box.bottom) / 2 ? [below, above] : [above, below];
  const atEdge = y > bottom / 2 ? 0 : bottom - height;
  const top = sides.find((side) => side >= 0 && side + height <= bottom) ?? atEdge;
  return { left: Math.max(8, Math.min(Math.max(box.left, (pointed.x ?? 0) - 24), room)), top };
}

function listenForPlaces() {
  document.addEventListener('pointerover', onPointerOver);
  document.addEventListener('focusin', onFocusIn);
  document.addEventListener('focusout', onFocusOut);
  document.addEventListener('keydown', onKeyDown, true);
  document.addEventListener('click', onClick);
  document.addEventListener('pointermove', onPointerMove, { passive: true });
  root.addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType !== 'touch') later(HIDE_AFTER, () => pointed?.byFocus || hideTag());
  });
  document.addEventListener('scroll', placeTag, { capture: true, passive: true });
  addEventListener('resize', placeTag);
}

// ------------------------------------------------------------------------------------------------ the server's word

let source = null;
let run = null;

function onState(state) {
  run ??= state.run;
  updateReport(state.report);
  if (state.run !== run) return state.site && location.reload(); // another server, perhaps with another preview.js
  updateSheets(state.sheets);
  updatePage(state.site);
}

function connect() {
  source?.close();
  source = new EventSource(`${own}events`);
  source.onopen = () => { sign.textContent = ''; };
  source.addEventListener('state', (event) => onState(JSON.parse(event.data)));
  source.onerror = ({ target }) => {
    sign.textContent = 'Preview stopped – start build.py watch again';
    // It tries again by itself, unless what answered was no stream of events.
    if (target.readyState === EventSource.CLOSED) setTimeout(() => target === source && connect(), 2000);
  };
}

/** A browser keeps six connections to a host, so a page that nobody sees gives up its own; the first state it gets
    when it is seen again says what it missed. */
function connectWhileVisible() {
  if (document.hidden) source?.close();
  else connect();
}

await attach();
listenForPlaces();
document.addEventListener('visibilitychange', connectWhileVisible);
addEventListener('pagehide', () => source?.close());
addEventListener('pageshow', (event) => event.persisted && connect());
connectWhileVisible();
