import { z } from 'zod';
import { ConsentPurpose, formId, Locale, source, submissionId, Utm } from '../words.ts';
import { HeldReason } from './held-reason.ts';

/** Who let a post out of quarantine, and when. */
export const ReleaseView = z.object({ by: z.string(), at: z.string() });

export const OutcomeView = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('lead'),
    ...source,
    submissionId,
    at: z.string(),
    leadId: z.string().min(1).nullable().meta({ description: 'Null for roles that do not see contact details' }),
    relation: z.enum(['created', 'linked']).nullable(),
    hasValidToken: z.boolean(),
    released: ReleaseView.optional().meta({ description: 'Of a post that a person let out of quarantine' }),
    formId,
  }),
  z.object({ kind: z.literal('quarantine'), ...source, submissionId, at: z.string(), reasons: z.array(HeldReason).min(1), formId }),
]);
export type OutcomeView = z.infer<typeof OutcomeView>;

export const SubmissionView = z
  .object({
    formId,
    ...source,
    submissionId: z.string(),
    receivedAt: z.string(),
    status: z.enum(['accepted', 'lead', 'quarantine']),
    outcome: OutcomeView.nullable(),
    fields: z.record(z.string(), z.string()).nullable().meta({ description: 'As typed; null for roles that do not see contact details' }),
    consent: z.array(z.object({ purpose: ConsentPurpose, granted: z.boolean(), textVersion: z.string() })),
    context: z.object({
      pageUrl: z.string().nullable(),
      referrer: z.string().nullable(),
      utm: Utm,
      visitorId: z.string().nullable(),
      sessionId: z.string().optional(),
      sessionStartedAt: z.string().optional(),
      sentAt: z.string().optional(),
      locale: Locale.nullable(),
    }),
  })
  .meta({ id: 'SubmissionOutcome', description: 'A post and what became of it' });
export type SubmissionView = z.infer<typeof SubmissionView>;
