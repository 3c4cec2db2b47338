import type { Both } from '../leads/event-sentence.ts';
import type { Finding } from './finding.ts';
import { findingText } from './finding-words.ts';
import { type CheckedLead, findingsOf } from './rules-findings.ts';

/** What a rep asks first who is told of a lead: they would call in vain, or write to nobody. */
const slips: readonly Finding['code'][] = ['phoneInvalid', 'phoneRenumbered', 'emailUnusable', 'emailSlip'];

/** Says what is probably mistyped in how a person is reached, by the record alone. */
export function slipsOf(lead: CheckedLead): Both[] {
  const found = findingsOf(lead, { servers: null, address: {} }, { neededFields: [], fields: new Map() });
  return found.filter(({ code }) => slips.includes(code)).map(findingText);
}
