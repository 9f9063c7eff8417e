// The card of a report over its letter, and buttons that copy. Without this script a letter is a link like any other.

const card = document.createElement("div")
card.className = "card"
card.id = "the_card"
card.popover = "manual"
document.body.append(card)

let shown = null // the letter whose card is open
let timer = 0

function line(tag, text) {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}

// The card says what the browser's own box would, and more, so that one goes.
function nameOf(letter) {
  letter.dataset.name ??= letter.title
  letter.removeAttribute("title")
  return letter.dataset.name
}

function fill(letter) {
  const { when, tied, place, to } = letter.dataset
  card.replaceChildren(line("b", nameOf(letter)))
  for (const text of [when && `${when}.`, tied && `${tied}.`, place && `Where: ${place}.`]) if (text) card.append(line("p", text))
  const link = line("a", place && place !== "not checked" ? "Go to these words" : "Go to the report")
  link.href = to || letter.href
  card.append(link)
}

function show(letter) {
  clearTimeout(timer)
  if (shown === letter) return
  fill(letter)
  card.showPopover()
  shown = letter
  const at = letter.getBoundingClientRect(), size = card.getBoundingClientRect(), room = document.documentElement.clientWidth
  const above = at.top > size.height + 16
  card.style.left = `${scrollX + Math.max(8, Math.min(at.left - 16, room - size.width - 8))}px`
  card.style.top = `${scrollY + (above ? at.top - size.height - 8 : at.bottom + 8)}px`
}

function hide() {
  clearTimeout(timer)
  if (shown) card.hidePopover()
  shown = null
}

const later = (what, wait) => { clearTimeout(timer); timer = setTimeout(what, wait) }
const letterOf = (event) => event.target.closest?.("a.m[data-when]")

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return
  const letter = letterOf(event)
  if (letter) later(() => show(letter), 120)
  else if (card.contains(event.target)) clearTimeout(timer) // one may move onto the card
  else if (shown) later(hide, 250)
})
document.addEventListener("focusin", (event) => {
  const letter = letterOf(event)
  if (letter?.matches(":focus-visible")) show(letter)
  else if (!card.contains(event.target)) hide()
})
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide() })
// A finger cannot point without pressing: its first press shows the card, which leads on; the second follows the letter.
let finger = false
document.addEventListener("pointerdown", (event) => {
  finger = event.pointerType === "touch"
  if (finger && !letterOf(event) && !card.contains(event.target)) hide()
})
document.addEventListener("click", (event) => {
  const letter = letterOf(event)
  if (letter && finger && shown !== letter) { event.preventDefault(); show(letter) }
  else if (letter) hide()
})

for (const button of document.querySelectorAll("button[data-copy]")) {
  const words = document.getElementById(button.dataset.copy), told = button.parentNode.querySelector("output")
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(words.textContent)
      told.textContent = "Copied."
    } catch {
      getSelection().selectAllChildren(words)
      told.textContent = "Selected: copy it with your keyboard."
    }
  })
}
