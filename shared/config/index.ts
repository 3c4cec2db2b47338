export { type ConfigDocument, type ConfigKind, defineKind } from './kind.ts';
export type { ConfigReader, ConfigSet } from './read.ts';
export { openConfigReader, readAhead } from './reader.ts';
export { parseDocuments, pathText } from './validate.ts';
