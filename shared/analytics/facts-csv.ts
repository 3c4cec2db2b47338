import type { Fact } from '../facts/index.ts';
import { withTextMark } from '../platform/rules-formula.ts';
import type { Days } from '../reports/index.ts';
import { columnNames, valuesOf } from './columns.ts';

/** What Athena's OpenCSV takes for an escape, or the end of a row: visitors write the words of campaigns. */
const unsafe = /[\\\p{Cc}]+/gu;
const marked = /^[{[]/;

/**
 * Writes facts as CSV, one line each, with a line of names first. Whoever asks twice for the same facts gets the same text, whatever order they come in. No
 * cell has a backslash or a line break, and none is a formula to a spreadsheet.
 */
export function csvOfFacts(facts: readonly Fact[], days: Days): string {
  const ordered = facts.toSorted((one, other) => one.arrivedAt - other.arrivedAt || (one.id < other.id ? -1 : 1));
  return [columnNames, ...ordered.map((fact) => valuesOf(fact, days))].map((row) => `${row.map(cellOf).join(',')}\n`).join('');
}

function cellOf(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const safe = value.replaceAll(unsafe, ' ');
  if (safe === '') return '';
  // A list in JSON begins with a bracket and is no formula; a mark within would break it.
  return `"${(marked.test(safe) ? safe : withTextMark(safe)).replaceAll('"', '""')}"`;
}
