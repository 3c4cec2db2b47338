export { type Answer, accepted, done, found } from './answer.ts';
export { versionOf } from './if-match.ts';
export { keyOf, once } from './once.ts';
export { preferredLocale } from './preferred-locale.ts';
export type { RequestEvent } from './read-request.ts';
export { on, type ServedRoute, serve } from './serve.ts';
