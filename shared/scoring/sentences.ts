import type { FitLevel, Locale, Temperature } from '../leads/index.ts';
import { isWarmer } from './rules-temperature.ts';
import type { ScoringConfig } from './scoring-config.ts';

type Both = Readonly<Record<Locale, string>>;

/** What people call the rules of one numbered set, by rule id. */
export type RuleLabels = ReadonlyMap<string, Both>;

export function ruleLabels({ fit, interest }: Pick<ScoringConfig, 'fit' | 'interest'>): RuleLabels {
  return new Map([...fit, ...interest].map(({ id, label }) => [id, label]));
}

/** A change of temperature as its event tells it, in codes. */
export interface TemperatureChange {
  readonly from: Temperature;
  readonly to: Temperature;
  readonly reason: string;
  /** Ids of the rules that carry most of the interest. */
  readonly rules: readonly string[];
}

const temperatures: Readonly<Record<Temperature, { readonly name: Both; readonly meaning: Both }>> = {
  cold: { name: { vi: 'Lạnh', en: 'Cold' }, meaning: { vi: 'ít dấu hiệu muốn mua', en: 'few signs of buying' } },
  warm: { name: { vi: 'Ấm', en: 'Warm' }, meaning: { vi: 'đang quan tâm', en: 'interested' } },
  hot: { name: { vi: 'Nóng', en: 'Hot' }, meaning: { vi: 'rất quan tâm và phù hợp', en: 'very interested, and a good fit' } },
};

/** A temperature in a word, and what it means for whoever calls the lead. */
export function renderTemperature(temperature: Temperature, locale: Locale): { readonly name: string; readonly meaning: string } {
  const { name, meaning } = temperatures[temperature];
  return { name: name[locale], meaning: meaning[locale] };
}

/** What moved a temperature; new evidence needs no word, because the rules say it. */
const causes: Readonly<Record<string, Both>> = {
  cooled: { vi: 'vì lâu không có hoạt động mới', en: 'as nothing new happened' },
  fit: { vi: 'theo thông tin mới về khách', en: 'by what we now know of the customer' },
  recounted: { vi: 'sau khi tính lại', en: 'after a recount' },
  rules: { vi: 'theo cách chấm điểm mới', en: 'by new scoring rules' },
};

/** One line of a lead's history, in Vietnamese or English. Rules without a label are left out. */
export function renderTemperatureChange({ from, to, reason, rules }: TemperatureChange, locale: Locale, labels: RuleLabels): string {
  const cause = causes[reason]?.[locale];
  const because = cause === undefined ? '' : ` ${cause}`;
  const [before, after] = [nameInside(from, locale), nameInside(to, locale)];
  if (!isWarmer(to, from))
    return locale === 'vi' ? `Hạ từ ${before} xuống ${after}${because}` : `Cooled from ${before} to ${after}${because}`;
  const known = rules.filter((rule) => labels.has(rule));
  return `${locale === 'vi' ? `Trở nên ${after}` : `Became ${after}`}${because}${listed(known, locale, labels)}`;
}

/** One line of a lead's history: a level of fit, A the best. */
export function renderFitChange({ from, to }: { readonly from: FitLevel; readonly to: FitLevel }, locale: Locale): string {
  const rises = to < from;
  if (locale === 'vi') return `Mức phù hợp ${rises ? 'tăng' : 'giảm'} từ ${from} ${rises ? 'lên' : 'xuống'} ${to}`;
  return `Fit ${rises ? 'rose' : 'fell'} from ${from} to ${to}`;
}

const openings: Readonly<Record<string, Both>> = {
  fit: {
    vi: 'Khách vừa cho biết thêm về mình: rất phù hợp, và đang quan tâm',
    en: 'By what we now know of the customer, they are a good fit; their interest',
  },
  recounted: {
    vi: 'Tính lại mọi việc khách đã làm thì khách rất quan tâm',
    en: 'All that the customer did, counted anew, shows strong interest',
  },
  rules: { vi: 'Theo cách chấm điểm mới, khách rất quan tâm', en: 'By the new scoring rules the customer shows strong interest' },
};
const newEvidence: Both = { vi: 'Khách đang rất quan tâm', en: 'The customer shows strong interest' };

/** One sentence that tells a rep why a lead is hot. A rule whose label is gone shows its id: the rep is to see that something is missing. */
export function renderWhyHot({ reason, rules }: Pick<TemperatureChange, 'reason' | 'rules'>, locale: Locale, labels: RuleLabels): string {
  const opening = rules.length > 0 ? (openings[reason] ?? newEvidence) : newEvidence;
  return `${opening[locale]}${listed(rules, locale, labels)}.`;
}

/** `: gửi yêu cầu tư vấn, xem bảng giá`. A label may hold commas itself. */
function listed(rules: readonly string[], locale: Locale, labels: RuleLabels): string {
  if (rules.length === 0) return '';
  const words = rules.map((rule) => inside(labels.get(rule)?.[locale] ?? rule, locale));
  return `: ${words.join(words.some((word) => word.includes(',')) ? '; ' : ', ')}`;
}

const nameInside = (temperature: Temperature, locale: Locale): string => inside(temperatures[temperature].name[locale], locale);

/** A label within a sentence: its first letter small, unless the word is an abbreviation. */
function inside(label: string, locale: Locale): string {
  const [first = '', second = ''] = label;
  const isAbbreviation = second !== second.toLocaleLowerCase(locale);
  return isAbbreviation ? label : first.toLocaleLowerCase(locale) + label.slice(first.length);
}
