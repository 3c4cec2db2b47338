export { asSent, composeText } from './rules-compose.ts';
export { type GateAnswer, gateText, type LaterReason, mostADay, type Receiver, type RefusedReason } from './rules-gate.ts';
export { type SmsLength, smsLength } from './rules-length.ts';
export { type TextValues, textVariableNames } from './rules-variables.ts';
