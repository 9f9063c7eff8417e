// Tables that sort and lists that filter. Without this script they are whole, in the order they were written in.

const words = (element) => element.textContent.replace(/\s+/g, " ").trim()
const letters = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ß: "ss", ı: "i" } // which no accent tells from others
const key = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[øłđðþæœßı]/g, (letter) => letters[letter])

// --- sorting ---

// What moves as one: a <tbody> of its own, or a row with those beside it.
function rowsOf(table) {
  if (table.querySelector("tbody[data-row]")) return [...table.querySelectorAll("tbody[data-row]")].map((body) => [body])
  const rows = []
  for (const row of table.tBodies[0].rows) row.classList.contains("beside") ? rows.at(-1).push(row) : rows.push([row])
  return rows
}

function valueOf(row, column) {
  const cell = (row.rows?.[0] ?? row).cells[column]
  const given = cell.dataset.sort ?? cell.querySelector("[data-sort]")?.dataset.sort
  if (given !== undefined) return given === "" ? null : isNaN(given) ? key(given) : Number(given)
  return key(words(cell)) || null
}

const compare = new Intl.Collator(document.documentElement.lang || "en", { numeric: true })

function order(one, other) {
  if (one === null || other === null) return (one === null) - (other === null) // what has no value comes last
  return typeof one === "number" && typeof other === "number" ? one - other : compare.compare(one, other)
}

function sort(table, heads, column, first) {
  const now = heads[column].getAttribute("aria-sort")
  const next = now === "ascending" ? "descending" : now === "descending" ? null : "ascending"
  for (const head of heads) head.removeAttribute("aria-sort")
  const rows = [...first]
  if (next) {
    heads[column].setAttribute("aria-sort", next)
    const turn = next === "descending" ? -1 : 1
    const values = new Map(rows.map((row) => [row, valueOf(row[0], column)]))
    rows.sort((a, b) => {
      const [one, other] = [values.get(a), values.get(b)]
      return one === null || other === null ? order(one, other) : turn * order(one, other)
    })
  }
  const last = table.querySelector("tbody[data-last]")
  for (const element of rows.flat()) element.tagName === "TBODY" ? table.insertBefore(element, last) : element.parentNode.append(element)
}

for (const table of document.querySelectorAll("table[data-sortable]")) {
  const heads = [...table.tHead.rows[0].cells], first = rowsOf(table)
  heads.forEach((head, column) => {
    const button = document.createElement("button")
    button.type = "button"
    button.append(...head.childNodes)
    button.addEventListener("click", () => sort(table, heads, column, first))
    head.append(button)
  })
}

// --- filtering ---

// Every word typed must be in a row, or in the heading of its group; groups without a row go too.
for (const input of document.querySelectorAll("input[data-filters]")) {
  const list = document.querySelector(`[data-list="${input.dataset.filters}"]`)
  const told = input.parentNode.querySelector("output")
  const rows = [...list.querySelectorAll("[data-row]")].map((row) => {
    const group = row.closest("[data-group]"), beside = []
    for (let next = row.nextElementSibling; next?.classList.contains("beside"); next = next.nextElementSibling) beside.push(next)
    const names = [...row.querySelectorAll("a.m")].map((mark) => mark.getAttribute("aria-label")).join(" ")
    return { row, group, beside, text: key([row, ...beside].map(words).join(" ") + " " + names + " " + words(group?.querySelector("h2") ?? document.createElement("p"))) }
  })
  const filter = () => {
    const wanted = key(input.value).split(/\s+/).filter(Boolean)
    const left = new Set()
    let count = 0
    for (const { row, group, beside, text } of rows) {
      const there = wanted.every((word) => text.includes(word))
      for (const each of [row, ...beside]) each.hidden = !there
      if (there) { count += 1; left.add(group) }
    }
    for (const group of list.querySelectorAll("[data-group]")) group.hidden = !left.has(group)
    told.textContent = wanted.length ? `${count} of ${rows.length} ${input.dataset.where ?? ""}`.trim() : ""
  }
  input.addEventListener("input", filter)
  if (input.value) filter() // a browser that goes back remembers what was typed
}
