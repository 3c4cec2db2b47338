export { ActsList } from './acts-list.tsx';
export type { Answers } from './answers.ts';
export { openAnswers, openOutbox } from './browser.ts';
export { NewVersion } from './new-version.tsx';
export type { ActAbout, KeptAct, Outbox, Posted } from './outbox.ts';
export { forgetRenewal, registerWorker, renewOnce } from './register.ts';
export { useActs, WaitingActs } from './waiting-acts.tsx';
