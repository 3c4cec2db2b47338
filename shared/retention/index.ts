export { createRetentionCheck, type RetentionCount } from './check.ts';
export { type PurgedVisits, purgeVisits } from './purge-visits.ts';
export { putRetentionNight, retentionRequest } from './retention-request.ts';
