export { createRetentionCheck, type RetentionCount } from './check.ts';
export { putRetentionNight, retentionRequest } from './retention-request.ts';
