import type { NoticeTextQuery } from '../../api/leads/notice-text.ts';
import { companyKind } from '../company/company-config.ts';
import { defaultTimeZone } from '../company/zone-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { cleanText, cutGraphemes, formatNational, maskIn } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { localTime } from '../platform/local-time.ts';
import { type ProductConfig, productKind } from '../products/product-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { renderTemperature } from '../scoring/sentences.ts';
import { placeValues } from './place.ts';

/** What a text for a group is written from. */
export interface GroupFacts {
  readonly timeZone: string;
  /** Null: nobody owns the lead. */
  readonly ownerName: string | null;
  readonly products: ReadonlyMap<string, Pick<ProductConfig, 'names'>>;
}

/** Digits at the end that stay: as many as people compare. */
const shownDigits = 3;
const longestLine = 200;

const words = {
  lead: { vi: 'Khách', en: 'Lead' },
  noName: { vi: 'chưa cho biết tên', en: 'no name given' },
  phone: { vi: 'Điện thoại', en: 'Phone' },
  place: { vi: 'Tỉnh, thành', en: 'Province' },
  company: { vi: 'Công ty', en: 'Company' },
  product: { vi: 'Quan tâm', en: 'Interested in' },
  temperature: { vi: 'Độ nóng', en: 'Heat' },
  owner: { vi: 'Người phụ trách', en: 'Owner' },
  nobody: { vi: 'chưa có ai', en: 'nobody yet' },
  since: { vi: 'Đến lúc', en: 'Came at' },
} as const;

/** Reads what a text for a group says of a lead, and writes it. */
export async function showGroupText(
  lead: Lead,
  query: NoticeTextQuery,
  { config }: { readonly config: ConfigReader },
): Promise<{ readonly text: string }> {
  const [companies, reps, products] = await Promise.all([
    config.current(companyKind),
    config.current(repKind),
    config.current(productKind),
  ]);
  const [company] = companies.documents.values();
  const ownerName = lead.owner && (reps.documents.get(lead.owner.repId)?.name ?? lead.owner.repId);
  const facts = { timeZone: company?.timeZone ?? defaultTimeZone, ownerName, products: products.documents };
  return { text: groupText(lead, query, facts) };
}

/** Writes a lead in lines without markup, for a group that people paste it into. What people typed makes no link there. */
export function groupText(lead: Lead, { locale, phone }: NoticeTextQuery, { timeZone, ownerName, products }: GroupFacts): string {
  const { place, formerPlace } = placeValues(lead, locale);
  const typed = phone === 'whole' ? lineOf : numberless;
  const asked = lead.products.at(-1) ?? '';
  const lines: readonly (readonly [keyof typeof words, string])[] = [
    ['lead', typed(lead.fullName) || words.noName[locale]],
    ['phone', lead.phone ? phoneText(formatNational(lead.phone), phone) : ''],
    ['place', typed(`${place}${formerPlace}`)],
    ['company', typed(lead.company)],
    ['product', products.get(asked)?.names[locale] ?? typed(asked)],
    ['temperature', renderTemperature(lead.evidence.temperature, locale).name],
    ['owner', ownerName ?? words.nobody[locale]],
    ['since', localTime(lead.createdAt, timeZone, locale)],
  ];
  return lines.flatMap(([label, value]) => (value === '' ? [] : [`${words[label][locale]}: ${value}`])).join('\n');
}

/** Writes a lead in one such line: name, province, and the end of its number. */
export function groupLine(lead: Lead, locale: Locale): string {
  const { place } = placeValues(lead, locale);
  const phone = lead.phone ? phoneText(formatNational(lead.phone), 'masked') : '';
  return [numberless(lead.fullName) || words.noName[locale], numberless(place), phone].filter((part) => part !== '').join(', ');
}

const lineOf = (value: string | null): string => cutGraphemes(unlinked(cleanText(value ?? '')), longestLine);

/** Where the number is not told, no other line that people typed it into tells it. */
const numberless = (value: string | null): string => lineOf(maskIn(value ?? '', { numbers: true, addresses: false }));

/** Takes apart what a chat would make a link of: a dot between letters, and the signs of addresses. */
function unlinked(text: string): string {
  return text.replace(/([\p{L}\p{N}-])\.(?=[\p{L}\p{N}-])/gu, '$1. ').replace(/[/\\@]+/g, ' ');
}

/** What is typed in place of a number is masked as a whole: nobody knows which part of it is one. */
function phoneText(national: string, how: NoticeTextQuery['phone']): string {
  const shown = lineOf(national);
  if (how === 'whole') return shown;
  const digits = shown.replace(/\D/g, '').length;
  let left = digits - shownDigits;
  if (left <= 0 || /[^\d\s().+-]/.test(shown)) return '***';
  return shown.replace(/\d/g, (digit) => {
    left -= 1;
    return left >= 0 ? '*' : digit;
  });
}
