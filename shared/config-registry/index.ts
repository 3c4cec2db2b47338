export { type ConfigEdit, diffConfig, publishConfig, readConfig } from './edit.ts';
export { configKinds } from './kinds.ts';
