export { syncAllUsers, syncUsersAfterPublication } from './sync-request.ts';
