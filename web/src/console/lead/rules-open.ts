import type { TextListView } from '../../../../api/texts/text-view.ts';

type Script = TextListView['scripts'][number];

/** What was asked longer ago may be another answer by now: it is night, or somebody else wrote. */
const freshMs = 60_000;

/** Tells whether what the gate said so long ago still counts. */
export const isFresh = (ageMs: number): boolean => ageMs < freshMs;

/** Tells whether the gate lets a text of a script be opened, as far as it was asked. */
export const mayOpen = ({ gate }: Pick<Script, 'gate'>, text: string): boolean =>
  gate.answer === 'allowed' && text.trim() !== '' && !hasMask(text);

/** What is masked on the screen would go out as it stands there. */
export const hasMask = (text: string): boolean => text.includes('••');

/** Tells whether a text without a script may be written. It advertises nothing: whatever bars a service, or any text for now, bars it too. */
export const mayWritePlain = (scripts: readonly Pick<Script, 'purpose' | 'gate'>[]): boolean =>
  !scripts.some(({ purpose, gate }) => gate.answer === 'later' || (gate.answer === 'refused' && purpose === 'service'));
