import { callLogged, callUndone } from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf } from '../leads/event-sentence.ts';
import { durationText } from '../platform/duration-text.ts';

/** What calls tell of themselves, a line each; tasks that they make and end are part of it. */
export const callLogSentences = {
  'call.logged': sentenceOf(callLogged, ({ outcome, attempts, durationMs, next }, names) => {
    const [name, lasted] = [outcomeName(outcome, names), typeof durationMs === 'number' ? durationText(durationMs) : undefined];
    const number = attempts === undefined ? '' : ` ${attempts}`;
    // Other tasks that follow are the rep's; this one was agreed with the person.
    const agreed = next?.task === 'callback' && next.dueAt !== undefined ? names.moment(next.dueAt) : undefined;
    return {
      vi: `Gọi lần${number}: ${name.vi}${lasted ? ` (${lasted.vi})` : ''}${agreed ? `; hẹn lúc ${agreed.vi}` : ''}`,
      en: `Call${number}: ${name.en}${lasted ? ` (${lasted.en})` : ''}${agreed ? `; to be called at ${agreed.en}` : ''}`,
    };
  }),
  'call.undone': sentenceOf(callUndone, ({ outcome }, names) => {
    const name = outcomeName(outcome, names);
    return { vi: `Bỏ cuộc gọi ghi nhầm: ${name.vi}`, en: `Took back a call logged by mistake: ${name.en}` };
  }),
} satisfies EventSentences<'call.logged' | 'call.undone'>;

/** One that is no longer configured is told by its id. */
function outcomeName(outcome = '', names: EventNames): Both {
  return names.outcome(outcome) ?? { vi: outcome, en: outcome };
}
