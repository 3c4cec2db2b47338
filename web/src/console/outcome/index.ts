export { type BegunCall, type Callee, isShown, telOf } from './calling.ts';
export { loadOutcomes } from './outcome-sheet.tsx';
export { type Calling, useCalling } from './use-calling.tsx';
