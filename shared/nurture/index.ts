// The products of this room, each under its kind: functions/send-mail/products.ts registers whatever stands here.
export { followUp } from './follow-up.ts';
export { proposedChange } from './proposed-change.ts';
export { welcome } from './welcome.ts';
