export * from './kinds.ts';
export { openConfigReader, readAhead } from './reader.ts';
export * from './scoring.ts';
export { parseDocuments, pathText } from './validate.ts';
