import type { Digests } from '../platform/digests.ts';
import type { FormId, LeadId } from '../platform/ids.ts';
import { codeOf } from './code.ts';
import type { Registration } from './registration.ts';

interface Arriving {
  readonly before: Registration | null;
  readonly formId: FormId;
  readonly leadId: LeadId;
  readonly edition: number;
  readonly post: Registration['submission'];
  readonly arrivedAt: string;
}

/** Makes the registration of somebody who arrives, before it is decided upon. */
export function arrived(
  { before, formId, leadId, edition, post, arrivedAt }: Arriving,
  { digests }: { readonly digests: Digests },
): Omit<Registration, 'state' | 'reason' | 'since'> {
  const round = (before?.round ?? 0) + 1;
  const code = codeOf(formId, leadId, round, digests);
  return { leadId, formId, version: (before?.version ?? 0) + 1, edition, round, arrivedAt, submission: post, code };
}

/** Whoever waited for a place has one now; whoever had one keeps it. */
export function cameBy({ missedAt: _missed, ...kept }: Registration, at: string): Registration {
  const stands = kept.state === 'confirmed' ? kept : { ...kept, state: 'confirmed' as const, reason: 'walkedIn' as const, since: at };
  return { ...stands, version: kept.version + 1, attendedAt: at };
}
