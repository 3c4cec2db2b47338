import type { Lead } from '../leads/index.ts';
import { mailKindOf } from './rules-mail-kind.ts';

/** Tells whether a lead is a business or a consumer: a business names its company, or writes from an address of one. */
export function kindOf({ company, companyId, email }: Pick<Lead, 'company' | 'companyId' | 'email'>): 'b2b' | 'b2c' {
  const isBusiness = company !== null || companyId !== null || (email !== null && mailKindOf(email) === 'company');
  return isBusiness ? 'b2b' : 'b2c';
}
