import type { Both } from './event-sentence.ts';
import type { Stage } from './record.ts';

/** What stages are called. */
export const stageNames: Readonly<Record<Stage, Both>> = {
  anonymous: { vi: 'ẩn danh', en: 'anonymous' },
  lead: { vi: 'lead', en: 'lead' },
  mql: { vi: 'MQL', en: 'MQL' },
  sql: { vi: 'SQL', en: 'SQL' },
  sqo: { vi: 'SQO', en: 'SQO' },
  customer: { vi: 'khách hàng', en: 'customer' },
  repeat: { vi: 'khách mua lại', en: 'repeat customer' },
};
