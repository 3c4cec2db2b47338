export { type ConfigEdit, diffConfig, publishConfig, readConfig } from './edit.ts';
export { configKinds } from './kinds.ts';
export { ConfigBody, ConfigDiffQuery, ConfigDiffView, ConfigQuery, ConfigView, PublishedView, PublishQuery } from './views.ts';
