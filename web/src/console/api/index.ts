import type { readMeRoute } from '../../../../api/me/read-me.ts';
import { routeCall } from './route-call.ts';

export { type Ask, createAsk, type Known, type TokenSource } from './ask.ts';
export { type Clock, openClock } from './clock.ts';
export { ProblemError, SignedOutError, UnreachableError } from './errors.ts';
export { inTurn } from './in-turn.ts';
export { openPatience } from './patience.ts';
export { type AnswerOf, type RequestOf, type RouteCall, routeCall } from './route-call.ts';
export { createWatch, type Watched } from './watch.ts';

export const readMe = routeCall<typeof readMeRoute>('GET', '/v1/me');
