export { assignedNoticeMessage, followUpMessage, followUpTimer, mailIdOf, repeatNoticeMessage, welcomeMessage } from './messages.ts';
