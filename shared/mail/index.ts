export {
  followUpMessage,
  followUpTimer,
  hotNoticeMessage,
  mailIdOf,
  repeatNoticeMessage,
  welcomeMessage,
} from './messages.ts';
export type { Mail, MailAudience, MailFailure, MailKind, MailStatus } from './record.ts';
export { readMails } from './store.ts';
