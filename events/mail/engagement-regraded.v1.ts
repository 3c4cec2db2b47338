import { z } from 'zod';
import { defineEvent } from '../contract.ts';

/** Whose doing an open or a click is held to be. */
export const EngagementGrade = z.enum(['human', 'unsure', 'machine']);

/** What speaks for a grade; shared/engagement/rules-grade.ts says when each holds. */
export const EngagementReason = z.enum([
  // machine
  'hiddenLink',
  'sweep',
  'nearScan',
  'scannerAddress',
  'scanner',
  'bot',
  'notGet',
  'instant',
  'manyAddresses',
  // unsure
  'sharedAddress',
  'allLinks',
  'twoAddresses',
  'pair',
  'early',
  'proxy',
  'agent',
  // human
  'plain',
  'laterClick',
  'visit',
  // whichever a person or a rule said
  'verdict',
]);

export const engagementRegraded = defineEvent({
  detailType: 'engagement.regraded',
  version: 1,
  about: 'Opens or clicks in a mail count no longer, or count now: what was decided on them has to be looked at again.',
  data: {
    mailId: z.string(),
    engagementIds: z.array(z.string()).min(1),
    from: EngagementGrade,
    to: EngagementGrade,
    /** The strongest that speaks for the new grade. */
    reason: EngagementReason,
  },
  example: {
    mailId: 'followUp-post-9DtsDa80HGpnnNb81gKB8aWng0I',
    engagementIds: ['p3VnWq0sYb1kLr7d', 'Xc8TzE4mHa2uQf6j'],
    from: 'human',
    to: 'machine',
    reason: 'hiddenLink',
  },
});
