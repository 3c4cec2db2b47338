import type { FindingView } from '../../api/leads/finding-view.ts';
import { type Principal, seesContactDetails } from '../access/index.ts';
import type { Finding } from './finding.ts';
import { findingText } from './finding-words.ts';

const contactFields: ReadonlySet<Finding['field']> = new Set(['fullName', 'email', 'phone', 'answer']);

/** Shows findings with their sentences. To whoever may not see a detail of contact nothing tells one from another, nor does what was found of it. */
export function findingViews(found: readonly Finding[], principal: Principal): FindingView[] {
  const seen = seesContactDetails(principal) ? found : found.filter(({ field }) => !contactFields.has(field));
  return seen.map(({ label, ...one }) => ({
    reason: null,
    meant: null,
    of: null,
    ...one,
    text: findingText({ ...one, ...(label ? { label } : {}) }),
  }));
}
