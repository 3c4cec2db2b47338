export {
  assignedNoticeMessage,
  followUpMessage,
  followUpTimer,
  hotNoticeMessage,
  isToLead,
  type MailToLead,
  mailIdOf,
  queueOf,
  repeatNoticeMessage,
  welcomeMessage,
  withoutPostIn,
} from './requests.ts';
