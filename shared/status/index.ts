export { type Beside, changeStatus, type StatusAsked, type StatusParts, statusWrites } from './change-status.ts';
export { askForOwner, comeBack, type Happened } from './come-back.ts';
export { askToComeBack, type ComeBackRequest } from './come-back-request.ts';
export { ImpossibleStatusError } from './errors.ts';
export { putNight } from './retire-request.ts';
export { comesBack, isCustomer, type Return, whyNot } from './rules-status.ts';
