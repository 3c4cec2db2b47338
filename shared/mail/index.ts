export type { Mail, MailAudience, MailFailure, MailKind, MailStatus } from './record.ts';
export { type ResendReport, resendNotices } from './resend.ts';
export { readMails } from './store.ts';
