import type { Outcome, Submission } from '../capture/index.ts';
import { markOf, unlessErased, WasErasedError, wasErased } from '../erasing/index.ts';
import type { WriteItem } from '../platform/table.ts';
import type { IntakeParts } from './parts.ts';

/**
 * Returns the check that keeps a list from making somebody a lead anew who is erased in this very moment. A person who writes themselves is somebody new,
 * and asked for nothing.
 */
export function unlessErasedMeanwhile(
  { listed, fields }: Submission,
  comesTo: Outcome,
  { digests }: Pick<IntakeParts, 'digests'>,
): WriteItem[] {
  const isCreated = comesTo.kind === 'lead' && comesTo.relation === 'created';
  const mark = listed && isCreated ? markOf(fields, digests) : null;
  return mark === null ? [] : [unlessErased(mark)];
}

/** Says why the check did not hold. @throws WasErasedError */
export async function refuseErased(
  { listed, fields }: Submission,
  { table, digests }: Pick<IntakeParts, 'table' | 'digests'>,
): Promise<void> {
  const mark = listed ? markOf(fields, digests) : null;
  if (mark !== null && (await wasErased(table, [mark], { consistent: true })).size > 0)
    throw new WasErasedError('whoever this was about is erased', []);
}
