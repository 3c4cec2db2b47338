import type { RegistrationView } from '../../api/registrations/registration-view.ts';
import type { Actor } from '../../events/index.ts';
import { formKind } from '../capture/form-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { normalisePhones, readClaimants } from '../identity/index.ts';
import { type Lead, readLead } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { InvalidInputError, NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { FormId, IdSource, LeadId } from '../platform/ids.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { readCode } from './code.ts';
import { type EventLedger, readLedger } from './ledger.ts';
import { moveWrites } from './move.ts';
import { type Registration, readRegistration, readRegistrations } from './registration.ts';
import { hasEvent } from './requests.ts';
import { keptOf } from './rules-places.ts';
import { registrationOf } from './show-place.ts';
import { registrationView } from './view.ts';

/** Who stands at the door: by the code of their mail, or by their number. */
export type Shown = { readonly code: string } | { readonly phone: string };

export interface CheckInParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly digests: Digests;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
}

interface Asked {
  readonly formId: FormId;
  readonly shown: Shown;
  readonly actor: Actor;
  readonly correlationId: string;
  /** What is kept with the change, such as the answer. */
  readonly along: (view: RegistrationView) => readonly WriteItem[];
}

/**
 * Notes that somebody came to an event: once, whoever says so again.
 * @throws NotFoundError where nobody like that is registered; NotPossibleNowError where they wait for a place, or several have the number
 */
export async function checkIn({ formId, shown, actor, correlationId, along }: Asked, parts: CheckInParts): Promise<RegistrationView> {
  const { table, config, clock, ids } = parts;
  const form = (await config.current(formKind)).documents.get(formId);
  if (!hasEvent(form)) throw new NotFoundError('no form of this id has an event');
  return untilWritten(async () => {
    const ledger = await readLedger(table, formId);
    const found = ledger && (await findShown(shown, ledger, parts));
    if (!ledger || !found) throw new NotFoundError('nobody with this code or number is registered for the event');
    const [lead, before] = await Promise.all([
      readLead(table, found.leadId, { consistent: true }),
      readRegistration(table, found.leadId, formId),
    ]);
    if (!lead || !before) throw new NotFoundError('nobody with this code or number is registered for the event');
    if (before.state !== 'confirmed') throw new NotPossibleNowError('They wait for a place at the event: there is none for them yet.');
    if (before.attendedAt !== undefined) {
      const view = registrationView(before, lead);
      await writeIfAny(table, along(view));
      return view;
    }
    const now = clock();
    const { missedAt: _missed, ...rest } = before;
    const after: Registration = { ...rest, version: before.version + 1, attendedAt: now.toISOString() };
    const view = registrationView(after, lead);
    const act = { at: now, actor, cause: { correlationId, causationId: correlationId } };
    const move = { lead, event: form.event, ledger, stands: ledger, before, after };
    await table.transact([...moveWrites(move, act, ids), ...along(view)]);
    return view;
  });
}

async function findShown(shown: Shown, ledger: EventLedger, parts: CheckInParts): Promise<Registration | undefined> {
  if ('code' in shown) {
    const code = readCode(shown.code);
    return code === null ? undefined : registrationOf({ formId: ledger.formId, edition: ledger.edition, code }, parts);
  }
  const e164 = normalisePhones(shown.phone).primary?.e164;
  if (!e164) throw new InvalidInputError('not a phone number', [{ path: 'phone', message: 'write a phone number' }]);
  const { byPhone } = await readClaimants(parts, { email: null, phone: e164 });
  const leadIds = byPhone ? [byPhone.leadId, ...byPhone.sharers.map(({ leadId }) => leadId)] : [];
  const people = new Map<LeadId, Lead>();
  for (const leadId of leadIds) {
    const lead = await readLead(parts.table, leadId, { consistent: true });
    if (lead) people.set(lead.leadId, lead);
  }
  const registered = await Promise.all(
    [...people.values()].map(async (lead) => keptOf(await readRegistrations(parts.table, lead, ledger.formId), ledger)),
  );
  const found = registered.filter((one) => one !== undefined);
  if (found.length > 1) throw new NotPossibleNowError('Several people who registered have this number: ask for the code of their mail.');
  return found[0];
}
