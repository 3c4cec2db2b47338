export { followEntry } from '../intake/index.ts';
export { checkPerson } from './check-person.ts';
export { enterLead } from './enter.ts';
export { entryOf, refOfEntry } from './submission-of.ts';
