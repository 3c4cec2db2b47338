export { callOptions } from './call-options.ts';
export { type CallParts, logCall } from './log-call.ts';
export { type LoggedCall, provesNumber } from './logged-call.ts';
export { parseLoggedCall, placeOfCall, readCalls, readCallsUnder } from './store.ts';
export { findOwnCall, undoCall } from './undo-call.ts';
export { callView, loggedCallView, outcomeView } from './views.ts';
