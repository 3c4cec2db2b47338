import { leadQualified } from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';
import { formName } from '../leads/event-sentences.ts';
import { QualificationFactor } from '../leads/evidence.ts';
import type { Locale } from '../leads/record.ts';
import { levelWords } from './sentences.ts';

/** What is told of a qualification: what is so now, and what it was before where that was something else. */
export const qualificationSentences = {
  'lead.qualified': sentenceOf(leadQualified, ({ kind, factors = {}, rules = [], submission }, names) => {
    const told = (locale: Locale) => {
      const opening = openingOf(kind, { form: submission?.sourceId ?? '', rules }, names)[locale];
      const lines = QualificationFactor.options.flatMap((factor) => {
        const change = factors[factor];
        return change ? [factorLine(levelWords[factor], change, locale)] : [];
      });
      return `${opening}: ${lines.join('; ')}`;
    };
    return { vi: told('vi'), en: told('en') };
  }),
} satisfies EventSentences<'lead.qualified'>;

interface Source {
  readonly form: string;
  readonly rules: readonly string[];
}

function openingOf(kind: string | undefined, { form, rules }: Source, names: EventNames): Both {
  switch (kind) {
    case 'form':
      return answeredIn(formName(form, names));
    case 'behaviour':
      return { vi: `Qua hành vi của khách${listed(rules, 'vi', names)}`, en: `By what the person did${listed(rules, 'en', names)}` };
    case 'call':
      return { vi: 'Qua cuộc gọi đánh giá', en: 'Heard in a call' };
    case 'person':
      return { vi: 'Nhân viên ghi nhận', en: 'Noted by a colleague' };
    default:
      return { vi: 'Đánh giá nhu cầu', en: 'Qualification' };
  }
}

const answeredIn = ({ vi, en }: Both): Both => ({ vi: `Khách trả lời trong ${vi}`, en: `Answered in ${en}` });

/** ` (Xem bảng giá)`; rules that are gone are left out. */
function listed(rules: readonly string[], locale: Locale, names: EventNames): string {
  const labels = rules.flatMap((rule) => names.rules.get(rule)?.[locale] ?? []);
  return labels.length === 0 ? '' : ` (${labels.join(', ')})`;
}

interface ToldChange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

function factorLine(words: Readonly<Record<string, Both>>, { from, to }: ToldChange, locale: Locale): string {
  const [before, now] = [wordsFor(words, from)?.[locale], wordsFor(words, to)?.[locale] ?? to ?? ''];
  if (from === to) return locale === 'vi' ? `${now} (như trước)` : `${now} (as before)`;
  if (from === 'unknown' || before === undefined) return now;
  return locale === 'vi' ? `${now} (trước đó: ${before})` : `${now} (before: ${before})`;
}
