import type { EventListView } from '../../api/registrations/event-view.ts';
import { formKind } from '../capture/form-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Table } from '../platform/table.ts';
import { ledgerFor, readLedger } from './ledger.ts';
import { hasEvent } from './requests.ts';

interface ListParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

/** Lists the events that people register for, in the order in which they begin: numbers alone, and nobody's name. */
export async function listEvents({ table, config, clock }: ListParts): Promise<EventListView> {
  const forms = [...(await config.current(formKind)).documents.values()].filter(hasEvent);
  const items = await Promise.all(
    forms.map(async ({ id, title, event }) => {
      const ledger = ledgerFor(id, event, await readLedger(table, id, { consistent: false }), clock());
      const { taken, waiting, attended } = ledger;
      const { startsAt, endsAt, capacity, calledOff, place = null } = event;
      return { formId: id, title, startsAt, endsAt, place, capacity, calledOff, taken, waiting, attended };
    }),
  );
  return { items: items.toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1)) };
}
