import type { RuleSet } from './rules.ts';
import { type Condition, conditionsIn, isMet } from './rules-conditions.ts';
import { inOrder } from './rules-territory.ts';
import type { AnswerCondition, TerritoryAttributes } from './territory-conditions.ts';
import type { TerritoryConfig } from './territory-config.ts';

/** A territory that was asked before the one that takes a lead, and the first of its conditions that the lead does not meet. */
export interface PassedOver {
  readonly territory: TerritoryConfig;
  readonly condition: Condition;
  /** What the lead has instead. */
  readonly had: readonly string[];
}

/** Lists the territories that pass a lead on, in the order in which they are asked, up to the one that takes it. */
export function passedOver({ documents }: RuleSet<TerritoryConfig>, attributes: TerritoryAttributes): PassedOver[] {
  const passed: PassedOver[] = [];
  for (const territory of inOrder(documents.values())) {
    const condition = conditionsIn(territory.when).find((one) => !isMet(one, attributes));
    if (!condition) return passed;
    passed.push({ territory, condition, had: hadOf(condition, attributes) });
  }
  return passed;
}

function hadOf(condition: Condition, attributes: TerritoryAttributes): readonly string[] {
  if (condition.attribute === 'accounts') return [...attributes.companies, ...attributes.accounts];
  return condition.attribute === 'answers' ? (attributes.answers[condition.field] ?? []) : attributes[condition.attribute];
}

/** Returns where a condition stands in its territory: `when.not.answers.companySize`. */
export function pathOf(condition: Condition): string {
  const field = condition.attribute === 'answers' ? [condition.field] : [];
  return ['when', ...(condition.isExcluded ? ['not'] : []), condition.attribute, ...field].join('.');
}

const labels: Readonly<Record<keyof TerritoryAttributes, { readonly vi: string; readonly en: string }>> = {
  products: { vi: 'sản phẩm', en: 'the product' },
  provinceCodes: { vi: 'tỉnh, thành', en: 'the province' },
  formerCodes: { vi: 'tỉnh cũ', en: 'the former province' },
  macroRegions: { vi: 'miền', en: 'the part of the country' },
  languages: { vi: 'ngôn ngữ', en: 'the language' },
  channels: { vi: 'kênh', en: 'the channel' },
  sources: { vi: 'nguồn', en: 'the source' },
  utmSources: { vi: 'utm_source', en: 'utm_source' },
  utmMediums: { vi: 'utm_medium', en: 'utm_medium' },
  campaigns: { vi: 'chiến dịch', en: 'the campaign' },
  companies: { vi: 'công ty', en: 'the company' },
  accounts: { vi: 'khách hàng được chỉ định', en: 'a named account' },
  temperatures: { vi: 'độ nóng', en: 'the temperature' },
  stages: { vi: 'giai đoạn', en: 'the stage' },
  answers: { vi: 'câu trả lời', en: 'the answer' },
};

/** Returns one sentence that says why a territory passes a lead on. @param had what the lead has; null: the reader may not know it */
export function whyNot(condition: Condition, had: readonly string[] | null): { readonly vi: string; readonly en: string } {
  const label = labels[condition.attribute];
  const field = condition.attribute === 'answers' ? ` “${condition.field}”` : '';
  const [vi, en] =
    condition.attribute === 'answers' ? numberWords(condition.wanted) : [condition.wanted.join(', '), condition.wanted.join(', ')];
  const isVi = had === null ? 'lead có giá trị khác' : had.length === 0 ? 'lead không có' : `lead có ${had.join(', ')}`;
  const isEn = had === null ? 'the lead has another' : had.length === 0 ? 'the lead has none' : `the lead has ${had.join(', ')}`;
  if (!condition.isExcluded) return { vi: `Cần ${label.vi}${field} ${vi}; ${isVi}.`, en: `Asks for ${label.en}${field} ${en}; ${isEn}.` };
  const within = had === null ? { vi: 'lead nằm trong số đó', en: 'the lead is among them' } : { vi: isVi, en: isEn };
  return { vi: `Loại trừ ${label.vi}${field} ${vi}; ${within.vi}.`, en: `Leaves out ${label.en}${field} ${en}; ${within.en}.` };
}

function numberWords({ in: wanted, atLeast, below }: AnswerCondition): readonly [vi: string, en: string] {
  const parts = [
    ...(wanted ? [[wanted.join(', '), wanted.join(', ')] as const] : []),
    ...(atLeast === undefined ? [] : [[`từ ${atLeast}`, `from ${atLeast}`] as const]),
    ...(below === undefined ? [] : [[`dưới ${below}`, `below ${below}`] as const]),
  ];
  return [parts.map(([vi]) => vi).join(' '), parts.map(([, en]) => en).join(' ')];
}
