export { followUpTimer, mailRequest, postName, withoutPostIn } from './requests.ts';
export { ownerJustGotIt } from './rules-repeat.ts';
