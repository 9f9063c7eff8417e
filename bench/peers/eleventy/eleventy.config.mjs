import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt();

// The summary as HTML, with the words that it cites.
function summary(source) {
  const words = new Map();
  for (const figure of source.figures) words.set(`f:${figure.id}`, markdown.utils.escapeHtml(figure.as_printed));
  for (const quote of source.quotes) words.set(`q:${quote.id}`, `“${markdown.utils.escapeHtml(quote.exact)}”`);
  return markdown.render(source.summary).replace(/\[@([fq]:\w+)\]/g, (mark, name) => words.get(name));
}

export default function (eleventy) {
  eleventy.addFilter("summary", summary);
  eleventy.addWatchTarget("../../content/");
  eleventy.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true });
  return { dir: { input: "." } };
}
