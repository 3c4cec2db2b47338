export { followUpTimer, mailRequest, postName, welcomeTimer, withoutPostIn } from './requests.ts';
export { ownerJustGotIt } from './rules-repeat.ts';
