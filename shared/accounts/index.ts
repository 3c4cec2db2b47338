export type { Step } from './rules-accounts.ts';
export { signOutEverywhere } from './sign-out.ts';
export { syncAllUsers, syncUsersAfterPublication } from './sync-request.ts';
export { whatToDo } from './what-to-do.ts';
