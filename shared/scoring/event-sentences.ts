import { fitChanged, temperatureChanged } from '../../events/index.ts';
import { type EventSentences, sentenceOf } from '../leads/event-sentence.ts';
import { FitLevel, Temperature } from '../leads/evidence.ts';
import { renderFitChange, renderTemperatureChange } from './sentences.ts';

/** What scoring tells of levels; of rules as they are now: one that is gone is not named. */
export const scoringSentences = {
  'lead.temperature_changed': sentenceOf(temperatureChanged, ({ reason = '', rules = [], ...words }, names) => {
    const [from, to] = [words.from, words.to].map((word) => Temperature.safeParse(word).data);
    if (!from || !to) return { vi: 'Độ nóng đã thay đổi', en: 'The temperature changed' };
    const change = { from, to, reason, rules };
    return { vi: renderTemperatureChange(change, 'vi', names.rules), en: renderTemperatureChange(change, 'en', names.rules) };
  }),
  'lead.fit_changed': sentenceOf(fitChanged, (words) => {
    const [from, to] = [words.from, words.to].map((word) => FitLevel.safeParse(word).data);
    if (!from || !to) return { vi: 'Mức phù hợp đã thay đổi', en: 'The fit changed' };
    return { vi: renderFitChange({ from, to }, 'vi'), en: renderFitChange({ from, to }, 'en') };
  }),
} satisfies EventSentences<'lead.temperature_changed' | 'lead.fit_changed'>;
