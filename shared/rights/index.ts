export { type Breach, listBreaches, listRequests, type RightsRequest, readBreach, readRequest } from './records.ts';
export { changeBreach, changeRequest, noteBreach, noteRequest, type RegisterParts } from './register.ts';
export { type RemindRequest, remindRequest } from './remind-request.ts';
export { isStillDue } from './still-due.ts';
export { breachView, requestView } from './views.ts';
