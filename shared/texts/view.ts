import type { TextView } from '../../api/texts/text-view.ts';
import type { Principal } from '../access/index.ts';
import { hoursMs } from '../platform/clock.ts';
import type { SentText } from './sent-text.ts';

/** How long a mistake may be put right, as with calls. */
export const undoHours = 24;

/** Tells whether a text can be taken back still. */
export const isUndoable = ({ at }: Pick<SentText, 'at'>, now: Date): boolean => now.getTime() - Date.parse(at) <= undoHours * hoursMs;

/** A text as the contract shows it to a caller. */
export function textView(sent: SentText, { userId }: Pick<Principal, 'userId'>, now: Date): TextView {
  const { textId, at, by, repId, script, channel, purpose, text, parts } = sent;
  return { textId, at, by, repId, script, channel, purpose, text, parts, mayUndo: by === userId && isUndoable(sent, now) };
}
