export { type Contact, contactOf, identifyingPhone, leadPhone, shortText } from './contact.ts';
export { type Email, normaliseEmail } from './email.ts';
export { type Holders, putEmailGuard, putPhoneClaim, readHolders } from './guards.ts';
export * from './name.ts';
export * from './phone.ts';
export { type Claimant, type Identification, identify, type KnownHolders } from './rules-identify.ts';
export * from './text.ts';
