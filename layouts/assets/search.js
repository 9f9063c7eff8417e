// What is typed -> the records that hold it, in the groups that search.html keeps ready. The address says what was asked.

const FEW = 5; // of a kind, until all are asked for
const PAUSE = 150; // milliseconds without a key, after which the index is asked
const EXCERPT = 24; // words
const STEM = 0.6; // of a word, which an ending leaves as it is

const site = new URL("../", import.meta.url);
const folder = new URL("pagefind/", site);
const [form, input, told, lists] = ["form.ask", "#the_words", "#the_result", "#the_lists"].map(one);
const groups = [...document.querySelectorAll("[data-kind]")];

let latest = 0; // the number of the last search: what earlier ones find comes too late
let pause;
let index;

function one(selector) {
  return document.querySelector(selector);
}

/** Pagefind and the kinds of its results, loaded when they are first needed, and again where that failed. */
function loaded() {
  index ??= Promise.all([import(new URL("pagefind.js", folder)), fetched("kinds.json")]).then(async ([script, kinds]) => {
    await script.options({ noWorker: true, excerptLength: EXCERPT }); // here, where the page's policy holds
    script.init();
    return { script, kindOf: new Map(Object.entries(kinds).flatMap(([kind, ids]) => ids.map((id) => [id, kind]))) };
  });
  index.catch(() => (index = undefined));
  return index;
}

async function fetched(name) {
  return (await fetch(new URL(name, folder))).json();
}

// --- searching ---

async function search(words) {
  const number = ++latest;
  if (!words) return show([], "");
  told.textContent ||= "Searching …";
  try {
    const { script, kindOf } = await loaded();
    const [held, nowhere] = await sorted(script, words);
    const { results } = held ? await script.search(held) : { results: [] };
    const found = await Promise.all(groups.map((group) => ofKind(group, results, kindOf)));
    if (number === latest) show(found, summary(results.length, words, nowhere));
  } catch {
    const why = await reason();
    if (number === latest) show([], why);
  }
}

/** The results that belong into a group, the first few with what is shown of them. */
async function ofKind(group, all, kindOf) {
  const results = all.filter((result) => kindOf.get(result.id) === group.dataset.kind);
  return { group, results, first: await detailed(results.slice(0, FEW)) };
}

function detailed(results) {
  return Promise.all(results.map((result) => result.data()));
}

/** The words to search for, and those that no record holds. What stands in quotation marks is searched as it is. */
async function sorted(script, words) {
  if (words.includes('"')) return [words, []];
  const all = words.split(/\s+/).filter(plainly);
  const held = await Promise.all(all.map((word) => isHeld(script, word)));
  return [all.filter((_, n) => held[n]).join(" "), all.filter((_, n) => !held[n])];
}

/** Whether some record holds a word. Pagefind takes a shorter one for a word that it does not know: "or" for "orbit". */
async function isHeld(script, word) {
  const [best] = (await script.search(word)).results;
  if (!best) return false;
  const { content, meta } = await best.data();
  const letters = plainly(word);
  const start = letters.slice(0, Math.max(3, Math.ceil(letters.length * STEM)));
  return plainly([content, ...Object.values(meta)].join(" ")).includes(start);
}

/** Letters and digits, without case and accents. */
function plainly(text) {
  return text.normalize("NFD").toLowerCase().replace(/[\p{M}\p{P}]/gu, "");
}

function summary(count, words, nowhere) {
  if (!count) return `Nothing is found for ${words}`;
  const without = nowhere.length ? `, leaving out what no record holds: ${nowhere.join(", ")}` : "";
  return `${count.toLocaleString("en")} ${count === 1 ? "result" : "results"} for ${words}${without}`;
}

/** Why there is no index: a preview has none, and a connection may fail. */
async function reason() {
  const there = await fetch(new URL("kinds.json", folder)).then((answer) => answer.ok, () => true);
  return there
    ? "The search could not be loaded. Try again, or use the lists."
    : "There is no search here yet: build.py build makes it, a preview does without.";
}

// --- showing ---

function show(found, words) {
  told.textContent = words;
  for (const group of groups) group.hidden = true;
  for (const each of found) if (each.results.length) fill(each);
  lists.hidden = groups.some((group) => !group.hidden);
}

function fill({ group, results, first }) {
  const [list, count, button] = ["ol", "h2 small", "button"].map((name) => group.querySelector(name));
  list.replaceChildren(...first.map(item));
  count.textContent = results.length.toLocaleString("en");
  button.hidden = results.length <= FEW;
  button.querySelector("span").textContent = count.textContent;
  const number = latest;
  button.onclick = async () => {
    const rest = (await detailed(results.slice(FEW))).map(item);
    if (number !== latest || button.hidden) return;
    list.append(...rest);
    rest[0].querySelector("a").focus(); // the button is about to go, and the focus must not go with it
    button.hidden = true;
  };
  group.hidden = false;
}

/** A record: what it is called, the letters of the reports that carry it, what it is, and the words that were found. */
function item({ raw_url, meta, ...data }) {
  const row = one("#one_result").content.firstElementChild.cloneNode(true);
  const [link, cite, about, text] = [".name", ".cite", ".about", ".text"].map((name) => row.querySelector(name));
  const address = new URL(`.${raw_url}`, site);
  const shown = new URLSearchParams(address.search); // what is shown of a record comes with its address
  address.search = "";
  link.href = address;
  if (shown.has("language")) link.lang = shown.get("language");
  cite.append(...shown.getAll("reports").map((tied) => marks(JSON.parse(tied), shown.get("place"))));
  if (shown.has("more")) cite.after(` ${shown.get("more")}.`);
  about.textContent = shown.get("about");
  if (meta.title) {
    link.textContent = meta.title;
    text.append(...excerpt(data));
  } else {
    link.replaceChildren(...excerpt(data));
    text.remove();
  }
  return row;
}

/** The letters of one origin, each leading to the record's place in its report. */
function marks(tied, place) {
  const found = tied.map((report) => mark(report, place));
  if (found.length === 1) return found[0];
  const tie = one("#one_origin").content.firstElementChild.cloneNode(true);
  tie.append(...found);
  return tie;
}

/** The letter of a report, as the layouts set it. */
function mark([letter, hue, report, name, when, origin], place) {
  const link = one("#one_letter").content.firstElementChild.cloneNode(true);
  link.classList.add(`h${hue}`, ...(letter.length > 1 ? ["two"] : []));
  link.setAttribute("href", new URL(`sources/${report}/`, site).pathname + (place ? `#${place}` : ""));
  link.setAttribute("aria-label", `Report ${letter}: ${name}`);
  link.title = name;
  link.dataset.when = when;
  if (origin) link.dataset.tied = origin;
  link.textContent = letter;
  return link;
}

/** The words round what was found, as text and marks: Pagefind writes markup for "<" and ">", and marks with <mark>. */
function excerpt({ excerpt, plain_excerpt, content }) {
  const joined = excerpt.trim().replace(/([^\p{P}])<\/mark> <mark>(?=[^\p{P}])/gu, "$1 ");
  const parts = joined.split(/<\/?mark>/);
  const nodes = parts.flatMap((part, number) => (number % 2 ? marked(unescaped(part)) : [unescaped(part)]));
  const words = unescaped(plain_excerpt).trim();
  const [before, after] = [!content.startsWith(words), !content.trimEnd().endsWith(words)];
  return [...(before ? ["… "] : []), ...nodes, ...(after ? [" …"] : [])];
}

/** A word without the stops and quotation marks that stand at it. */
function marked(words) {
  const [, before, core, after] = words.match(/^(\p{P}*)(.*?)(\p{P}*)$/su);
  const mark = document.createElement("mark");
  mark.textContent = core;
  return [before, mark, after];
}

function unescaped(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
}

// --- the address ---

function asked() {
  return new URLSearchParams(location.search).get("q") ?? "";
}

function ask() {
  clearTimeout(pause);
  const words = input.value.trim();
  const address = new URL(location);
  if (words) address.searchParams.set("q", words);
  else address.searchParams.delete("q");
  if (words !== asked()) history.replaceState(history.state, "", address);
  search(words);
}

function readAddress() {
  input.value = asked();
  search(input.value.trim());
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
input.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(ask, input.value ? PAUSE : 0);
});
input.addEventListener("focus", () => loaded().catch(() => {}), { once: true });
addEventListener("popstate", readAddress);
input.value ? ask() : readAddress(); // a browser may have kept what was typed before this ran
