export { recordText, type TextAsked, type TextParts } from './record-text.ts';
export { asSent, composeText } from './rules-compose.ts';
export { type GateAnswer, gateText, type LaterReason, mostADay, type Receiver, type RefusedReason } from './rules-gate.ts';
export { type SmsLength, smsLength } from './rules-length.ts';
export { readSentTexts } from './sent-text.ts';
export { type UndoTextAsked, undoText } from './undo-text.ts';
