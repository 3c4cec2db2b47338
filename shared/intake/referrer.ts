import type { Submission } from '../capture/index.ts';
import { contactOf, identifyingPhone, readHolders } from '../identity/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { IntakeParts } from './parts.ts';

/**
 * Finds who referred a person, as a post names them in its field `referredBy`: by an address or a mobile number of somebody we know. Nothing is read where
 * nobody is named. The answer of the post does not tell whether we know them.
 */
export async function readReferrer(
  { fields }: Pick<Submission, 'fields'>,
  parts: Pick<IntakeParts, 'table' | 'digests'>,
): Promise<LeadId | null> {
  const named = fields.referredBy?.trim() ?? '';
  if (named === '') return null;
  const { email, phone } = contactOf(named.includes('@') ? { email: named } : { phone: named });
  const { byEmail, byPhone } = await readHolders(parts, { email, phone: identifyingPhone(phone) });
  return byEmail?.leadId ?? byPhone?.leadId ?? null;
}
