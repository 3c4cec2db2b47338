export { applyLateAct, dismissLateAct } from './decide-late-act.ts';
export { keepLateAct } from './keep-late-act.ts';
export { keptAct } from './kept-act.ts';
export { lateActsFor, lateActsOf } from './list-late-acts.ts';
