import { type CompanyConfig, companyKind } from '../company/company-config.ts';
import type { ConfigReader, ConfigSet } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { type SeenFields, withoutSecrets } from '../fields/index.ts';
import { withoutPersonCodes } from '../firms/index.ts';
import type { Lead } from '../leads/record.ts';
import type { Principal } from './principal.ts';
import { seesContactDetails } from './rights.ts';
import { seesUnmasked } from './rules-masking.ts';

/** Tells what of a lead's fields a caller is shown: what is secret, where they have the lead and took it on, or are shown numbers as they are. */
export function seenFields(
  { owner, routing }: Pick<Lead, 'owner' | 'routing'>,
  principal: Principal,
  { documents }: ConfigSet<CompanyConfig>,
): SeenFields {
  const has = principal.role === 'rep' && owner?.repId === principal.repId && routing?.state === 'owned';
  return { contact: seesContactDetails(principal), secrets: has || seesUnmasked(principal, { company: documents.get('company') }) };
}

/** Hides in what somebody posted what a caller may not see: codes of people, and what is secret, because whose record it is in need not be known. */
export async function answerHider(
  principal: Principal,
  config: ConfigReader,
): Promise<(answers: Readonly<Record<string, string>>) => Record<string, string>> {
  const [{ documents }, companies] = await Promise.all([config.current(fieldKind), config.current(companyKind)]);
  const seen = seenFields({ owner: null, routing: null }, principal, companies);
  return (answers) => withoutSecrets(withoutPersonCodes(answers), documents, seen);
}
