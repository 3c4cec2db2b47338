// The products of this room, each under its kind: functions/send-mail/products.ts registers whatever stands here.
export { addressAsked } from './address-asked.ts';
export { addressChanged } from './address-changed.ts';
export { confirmSubscription } from './confirm-subscription.ts';
export { fileLink } from './file-link.ts';
export { followUp } from './follow-up.ts';
export { letter } from './letter-mail.ts';
export { proposedChange } from './proposed-change.ts';
export { refusalConfirmed } from './refusal-confirmed.ts';
export { registrationMail } from './registration-mail.ts';
export { sequenceMail } from './sequence-mail.ts';
export { subscriptionAsked } from './subscription-asked.ts';
export { welcome } from './welcome.ts';
