export { logCall } from './log-call.ts';
export type { LoggedCall } from './logged-call.ts';
export { placeOfCall, readCalls } from './store.ts';
export { findOwnCall, undoCall } from './undo-call.ts';
export { callView, loggedCallView, outcomeView } from './views.ts';
