// The products of this room, each under its kind: functions/send-mail/products.ts registers whatever stands here.
export { afterSaleNotice } from './after-sale.ts';
export { assignedNotice } from './assigned.ts';
export { channelOffNotice } from './channel-off.ts';
export { claimNotice } from './claim.ts';
export { digestNotice } from './digest.ts';
export { escalationNotice } from './escalation.ts';
export { givenNotice } from './given.ts';
export { hotNotice } from './hot.ts';
export { morningNotice } from './morning.ts';
export { overdueNotice } from './overdue.ts';
export { readingNotice } from './reading.ts';
export { releasedNotice } from './released.ts';
export { taskReminder } from './reminder.ts';
export { repeatNotice } from './repeat.ts';
export { sequenceNotice } from './sequence-notice.ts';
export { splitNotice } from './split.ts';
export { unacceptedNotice } from './unaccepted.ts';
