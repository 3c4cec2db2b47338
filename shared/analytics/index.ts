export { columnNames } from './columns.ts';
export { exportFacts, factsPrefix } from './export-facts.ts';
export { csvOfFacts } from './facts-csv.ts';
export { queries } from './queries.ts';
