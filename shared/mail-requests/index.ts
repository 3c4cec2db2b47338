export { followUpTimer, mailRequest, postName, withoutPostIn } from './requests.ts';
