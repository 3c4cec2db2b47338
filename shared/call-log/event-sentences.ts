import { callLogged, callUndone } from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf } from '../leads/event-sentence.ts';
import { minutesMs, secondsMs } from '../platform/clock.ts';

/** What calls tell of themselves, a line each; tasks that they make and end are part of it. */
export const callLogSentences = {
  'call.logged': sentenceOf(callLogged, ({ outcome, attempts, durationMs }, names) => {
    const [name, lasted] = [outcomeName(outcome, names), durationOf(durationMs)];
    const number = attempts === undefined ? '' : ` ${attempts}`;
    return {
      vi: `Gọi lần${number}: ${name.vi}${lasted ? ` (${lasted.vi})` : ''}`,
      en: `Call${number}: ${name.en}${lasted ? ` (${lasted.en})` : ''}`,
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

function durationOf(durationMs: number | null | undefined): Both | undefined {
  if (durationMs === null || durationMs === undefined) return undefined;
  const [minutes, seconds] = [Math.floor(durationMs / minutesMs), Math.floor((durationMs % minutesMs) / secondsMs)];
  const parts = [
    ...(minutes > 0 ? [{ vi: `${minutes} phút`, en: `${minutes} min` }] : []),
    ...(seconds > 0 || minutes === 0 ? [{ vi: `${seconds} giây`, en: `${seconds} s` }] : []),
  ];
  return { vi: parts.map(({ vi }) => vi).join(' '), en: parts.map(({ en }) => en).join(' ') };
}
