// All that is in the folder of content, and who appears where.
import { readFileSync, readdirSync } from "node:fs";
import { FAILSAFE_SCHEMA, load } from "js-yaml";

const CONTENT = "../../content";
const ROWS = 500;

function read(name) {
  return load(readFileSync(`${CONTENT}/${name}`, "utf8"), { schema: FAILSAFE_SCHEMA });
}

function byId(records) {
  return Object.fromEntries(records.map((record) => [record.id, record]));
}

// The records of one kind, by whom or what they name.
function grouped(rows, key) {
  const found = {};
  for (const row of rows) if (row.record[key]) (found[row.record[key]] ??= []).push(row);
  return found;
}

function rowsOf(sources, kind) {
  return sources.flatMap((source) => source[kind].map((record) => ({ source, record })));
}

// A page for each 500 rows of each question.
function questionPages(questions, answered) {
  return questions.flatMap((question) => {
    const rows = answered[question.id] ?? [];
    const count = Math.max(1, Math.ceil(rows.length / ROWS));
    return Array.from({ length: count }, (_, index) => ({
      question,
      rows: rows.slice(index * ROWS, (index + 1) * ROWS),
      number: index + 1,
      count,
    }));
  });
}

export default function () {
  const [people, measures, questions] = ["people", "measures", "questions"].map((name) => read(`${name}.yaml`));
  const names = readdirSync(`${CONTENT}/sources`).filter((name) => name.endsWith(".yaml")).sort();
  const sources = names.map((name) => ({ id: name.slice(0, -5), ...read(`sources/${name}`) }));
  sources.sort((a, b) => (a.date_published < b.date_published ? 1 : a.date_published > b.date_published ? -1 : 0));
  const figures = rowsOf(sources, "figures");
  const quotes = rowsOf(sources, "quotes");
  const mentioned = grouped(rowsOf(sources, "people"), "person");
  const quoted = grouped(quotes, "speaker");
  const claimed = grouped(figures, "claimant");
  const answered = grouped(rowsOf(sources, "positions"), "question");
  return {
    people,
    questions,
    sources,
    figures,
    quotes,
    mentioned,
    quoted,
    claimed,
    person: byId(people),
    measure: byId(measures),
    question: byId(questions),
    questionPages: questionPages(questions, answered),
  };
}
