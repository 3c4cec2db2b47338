import { cleanText } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';

/** Returns how a sentence calls a lead, also one whose name nobody knows. */
export function leadNameOf({ fullName }: Pick<Lead, 'fullName'>, locale: Locale): string {
  return cleanText(fullName ?? '') || (locale === 'vi' ? 'Khách chưa cho biết tên' : 'A customer without a name');
}
