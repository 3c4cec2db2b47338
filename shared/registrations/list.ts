import type { RegistrationListView } from '../../api/registrations/registration-view.ts';
import { may, type Principal } from '../access/index.ts';
import { formKind } from '../capture/form-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { readLeads } from '../leads/index.ts';
import { subjectsInList } from '../opportunities/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import { NotFoundError } from '../platform/errors.ts';
import { type FormId, LeadId } from '../platform/ids.ts';
import { idAtPlace, indexAttributes, indexes, indexKeys, keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { readLedger } from './ledger.ts';
import { parseRegistration } from './registration.ts';
import { hasEvent } from './requests.ts';
import { registrationView } from './view.ts';

interface ListParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly cursors: Cursors;
}

/** Lists who registered for an event, in the order of arrival, of those whom the caller may see. @throws NotFoundError */
export async function listRegistrations(
  principal: Principal,
  { formId, limit, cursor }: { readonly formId: FormId; readonly limit: number; readonly cursor?: string | undefined },
  { table, config, cursors }: ListParts,
): Promise<RegistrationListView> {
  const form = (await config.current(formKind)).documents.get(formId);
  if (!hasEvent(form)) throw new NotFoundError('no form of this id has an event');
  const asked: Asked = { userId: principal.userId, route: `GET /v1/events/${formId}/registrations`, query: {} };
  const after = cursor === undefined ? undefined : cursors.open(cursor, asked);
  const { pk, sk } = indexAttributes.gsi3;
  const partition = indexKeys.registrationPartition(formId);
  const [ledger, { items }] = await Promise.all([
    readLedger(table, formId, { consistent: false }),
    table.query({
      IndexName: indexes.gsi3,
      KeyConditionExpression: after === undefined ? `${pk} = :pk` : `${pk} = :pk AND ${sk} > :after`,
      ExpressionAttributeValues: { ':pk': partition, ...(after === undefined ? {} : { ':after': after }) },
      Limit: limit + 1,
    }),
  ]);
  const places = items.map((item) => String(item[sk])).slice(0, limit);
  const leadIds = places.map((place) => LeadId.parse(idAtPlace(place)));
  const [stored, leads] = await Promise.all([
    table.batchGet(leadIds.map((leadId) => keys.registration(leadId, formId))),
    readLeads(table, leadIds, { onMalformed: () => undefined }),
  ]);
  const subjects = await subjectsInList(table, principal, [...leads.values()]);
  const byLead = new Map(stored.map(parseRegistration).map((one) => [one.leadId, one]));
  const shown = leadIds.flatMap((leadId) => {
    const [registration, lead] = [byLead.get(leadId), leads.get(leadId)];
    if (!registration || !lead || registration.edition !== (ledger?.edition ?? 1)) return [];
    const owned = subjects.get(lead.leadId) ?? [];
    if (!may(principal, 'lead.read', lead, owned)) return [];
    return [registrationView(registration, lead, may(principal, 'lead.contact', lead, owned))];
  });
  const { startsAt, endsAt, capacity, calledOff } = form.event;
  const last = items.length > limit ? places.at(-1) : undefined;
  return {
    event: { startsAt, endsAt, capacity, calledOff },
    taken: ledger?.taken ?? 0,
    waiting: ledger?.waiting ?? 0,
    attended: ledger?.attended ?? 0,
    items: shown,
    nextCursor: last === undefined ? null : cursors.seal(last, asked),
  };
}
