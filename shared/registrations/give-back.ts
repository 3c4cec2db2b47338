import type { Actor } from '../../events/index.ts';
import { formKind } from '../capture/form-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { readLead } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { FormId, IdSource, LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { readLedger } from './ledger.ts';
import { moveWrites } from './move.ts';
import { type Registration, readRegistration } from './registration.ts';
import { hasEvent } from './requests.ts';
import { isActive } from './rules-places.ts';

/** Whose place it is: the one of that time, and not of a later one. */
export interface PlaceOf {
  readonly leadId: LeadId;
  readonly formId: FormId;
  readonly round: number;
}

export interface GivingParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
}

/** Gives a place back, or leaves the waiting list; what is given back already, or is over, stays as it is. Returns the registration as it stands then; null: there is none. */
export async function giveBack(
  { leadId, formId, round }: PlaceOf,
  by: { readonly actor: Actor; readonly correlationId: string },
  { table, config, clock, ids }: GivingParts,
): Promise<Registration | null> {
  const form = (await config.current(formKind)).documents.get(formId);
  return untilWritten(async () => {
    const [lead, ledger, before] = await Promise.all([
      readLead(table, leadId, { consistent: true }),
      readLedger(table, formId),
      readRegistration(table, leadId, formId),
    ]);
    if (!lead || !before || before.round !== round) return null;
    const now = clock();
    const since = now.toISOString();
    if (!ledger || !hasEvent(form) || !isActive(before, ledger) || since > form.event.endsAt) return before;
    const after = { ...before, version: before.version + 1, state: 'cancelled', reason: 'byPerson', since } as const;
    const act = { at: now, actor: by.actor, cause: { correlationId: by.correlationId, causationId: by.correlationId } };
    await table.transact(moveWrites({ lead, event: form.event, ledger, stands: ledger, before, after }, act, ids));
    return after;
  });
}
