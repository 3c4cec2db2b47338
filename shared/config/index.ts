export * from './kinds.ts';
export { openConfigReader } from './reader.ts';
