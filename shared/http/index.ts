export { type Answer, done, found } from './answer.ts';
export { versionOf } from './if-match.ts';
export { type Change, once } from './once.ts';
export type { RequestEvent, UserRequest } from './read-request.ts';
export { on, type ServedRoute, serve } from './serve.ts';
