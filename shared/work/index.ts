export { attemptFields, attemptStep, type OfOneWrite, withoutWrite } from './attempts.ts';
export { doWork } from './do-work.ts';
export { forwardWork, putForwardTimer } from './forward.ts';
export { askFor, defineWork, type WorkKind, type WorkParts, type WorkRequest } from './kind.ts';
