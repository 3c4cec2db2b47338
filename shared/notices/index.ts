export { assignedNotice } from './assigned.ts';
export { hotNotice } from './hot.ts';
export { repeatNotice } from './repeat.ts';
