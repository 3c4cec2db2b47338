import { createHash } from 'node:crypto';
import type { LeadId } from '../platform/ids.ts';

/** One lead of so many is in the sample. */
export const sampleRate = 256;

/** Tells whether a lead is in the sample, by a digest of its id: one in 256, whenever it was made and wherever it is. */
export function isSampled(leadId: LeadId): boolean {
  return createHash('sha256').update(leadId).digest()[0] === 0;
}

/** Takes fewer of a sample that is larger than somebody can read, half of it at a time, and says how many leads each stands for then. */
export function thinned(sample: readonly LeadId[], most: number): { readonly leadIds: readonly LeadId[]; readonly rate: number } {
  let [leadIds, rate] = [sample, sampleRate];
  for (let bit = 0; leadIds.length > most && bit < 8; bit += 1) {
    leadIds = leadIds.filter((leadId) => (((createHash('sha256').update(leadId).digest()[1] ?? 0) >> bit) & 1) === 0);
    rate *= 2;
  }
  return { leadIds, rate };
}
