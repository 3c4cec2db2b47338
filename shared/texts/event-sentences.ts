import { textSent, textUndone } from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf } from '../leads/event-sentence.ts';

/** What texts tell of themselves, a line each; what they say stands with the text. */
export const textSentences = {
  'text.sent': sentenceOf(textSent, ({ channel, script, purpose }, names) => {
    const name = scriptName(script, names);
    const isAdvertising = purpose === 'advertising';
    return {
      vi: `Nhắn ${channel === 'zalo' ? 'Zalo' : 'tin SMS'}${isAdvertising ? ' (quảng cáo)' : ''}: ${name.vi}`,
      en: `${channel === 'zalo' ? 'Zalo text' : 'SMS'}${isAdvertising ? ' (advertising)' : ''}: ${name.en}`,
    };
  }),
  'text.undone': sentenceOf(textUndone, ({ script }, names) => {
    const name = scriptName(script, names);
    return { vi: `Bỏ tin nhắn ghi nhầm: ${name.vi}`, en: `Took back a text noted by mistake: ${name.en}` };
  }),
} satisfies EventSentences<'text.sent' | 'text.undone'>;

/** One that is no longer configured is told by its id. */
function scriptName(script = '', names: EventNames): Both {
  return names.script(script) ?? { vi: script, en: script };
}
