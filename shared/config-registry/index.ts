export { diffConfig, kindFor, publishConfig, readConfig } from './edit.ts';
export { configKinds } from './kinds.ts';
