import { z } from 'zod';
import { RegistrationReason } from '../../events/index.ts';
import { type Lead, partitionsOf } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { FormId, LeadId, SubmissionRef } from '../platform/ids.ts';
import { indexKeys, keys, partitionId, sortId } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';

/** How a registration stands; `refused`: no place was left, or it was too late. */
export const RegistrationState = z.enum(['confirmed', 'waiting', 'refused', 'cancelled']);
export type RegistrationState = z.infer<typeof RegistrationState>;

/** That a person registered for an event, and what became of it. */
export const Registration = z.object({
  /** The lead under which it lies, which may have been merged since. */
  leadId: LeadId,
  formId: FormId,
  version: z.number().int().positive(),
  state: RegistrationState,
  /** Why it stands so. */
  reason: RegistrationReason,
  /** Since when it stands so. */
  since: z.string(),
  /** Which edition of the event it is for. */
  edition: z.number().int().positive(),
  /** Counts how often the person registered: whoever gave a place back may come again. */
  round: z.number().int().positive(),
  /** When the post came that registered the person: who came earlier waits in front. */
  arrivedAt: z.string(),
  submission: SubmissionRef,
  /** Shown at the door. */
  code: z.string(),
  attendedAt: z.string().exactOptional(),
  /** When it was noted that nobody saw the person. */
  missedAt: z.string().exactOptional(),
});
export type Registration = z.infer<typeof Registration>;

const registrations = versioned<Registration>({
  parse(item) {
    const parsed = Registration.safeParse({ ...item, leadId: partitionId(item), formId: sortId(item) });
    if (!parsed.success) throw new CorruptItemError('a registration does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ leadId, formId, ...registration }) => ({
    ...keys.registration(leadId, formId),
    ...indexKeys.registration(formId, registration.arrivedAt, leadId),
    ...registration,
  }),
});

/** @throws CorruptItemError */
export const parseRegistration = (item: Item): Registration => registrations.parse(item);

/** Returns the write of a registration; refused when it was changed since it was read. */
export const putRegistration = (before: Registration | null, after: Registration): WriteItem => registrations.put(before, after);

type Owner = Pick<Lead, 'leadId' | 'members'>;

/** Reads what a person registered for an event, by each of their records. @throws CorruptItemError */
export async function readRegistrations(table: Pick<Table, 'batchGet'>, lead: Owner, formId: FormId): Promise<Registration[]> {
  const places = partitionsOf(lead).map((leadId) => keys.registration(leadId, formId));
  return (await table.batchGet(places, { consistent: true })).map(parseRegistration);
}

/** Reads all registrations of a person. @throws CorruptItemError */
export async function allRegistrations(table: Pick<Table, 'query'>, lead: Owner): Promise<Registration[]> {
  const found = await Promise.all(
    partitionsOf(lead).map((leadId) =>
      queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.registrationPrefix), ConsistentRead: true }),
    ),
  );
  return found.flat().map(parseRegistration);
}

/** Reads one registration as it stands. @throws CorruptItemError */
export function readRegistration(table: Pick<Table, 'get'>, leadId: LeadId, formId: FormId): Promise<Registration | undefined> {
  return registrations.read(table, keys.registration(leadId, formId), { consistent: true });
}
