import { z } from 'zod';
import { type QualificationFactor, QualificationLevel } from '../leads/evidence.ts';
import { LeadId } from '../platform/ids.ts';

/**
 * How somebody came to know it. `form`: the person answered a question of a form; `behaviour`: what they did says so; `call`, `person`: a
 * colleague heard it, in a call or elsewhere.
 */
export const EvidenceKind = z.enum(['form', 'behaviour', 'call', 'person']);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** One thing that is known of a factor. Ids and levels: what was typed stays with its post. */
export const FactorEvidence = z.object({
  level: QualificationLevel,
  kind: EvidenceKind,
  /** When it was said or done. */
  at: z.string(),
  /** Whose word or act it is: a colleague's user id, the device or mail of a behaviour; null for a form, whose post is the person's. */
  by: z.string().nullable(),
  /** What it lies in: the post, the scoring rule, the request. With the kind it names the evidence. */
  ref: z.string(),
});
export type FactorEvidence = z.infer<typeof FactorEvidence>;

/** What somebody or something says of factors, before it is noted. */
export type Said = Readonly<Partial<Record<QualificationFactor, FactorEvidence>>>;

const evidence = z.array(FactorEvidence).default([]);
const byFactor = {
  need: evidence,
  fit: evidence,
  budget: evidence,
  authority: evidence,
  timeline: evidence,
} satisfies Record<QualificationFactor, z.ZodType>;

/** Everything that is kept of a lead's qualification, newest first in each factor; version 0: nothing is kept yet. */
export const Qualification = z.object({ leadId: LeadId, version: z.number().int().nonnegative(), ...byFactor });
export type Qualification = z.infer<typeof Qualification>;
