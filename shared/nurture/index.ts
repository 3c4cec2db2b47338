export { followUp } from './follow-up.ts';
export { welcome } from './welcome.ts';
