import {
  answerHider,
  everythingMasked,
  maskingOf,
  nothingMasked,
  type Principal,
  readMaskRules,
  seesContactDetails,
  seesUnmasked,
} from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { maskIn } from '../identity/mask.ts';
import type { Table } from '../platform/table.ts';
import type { ConnectorConfig } from './connector-config.ts';
import type { Told } from './connector-type.ts';
import { type Delivery, lastDeliveries } from './delivery.ts';
import { type ReadDelivery, type ReadToldParts, readTold } from './read-told.ts';
import { toldOf } from './take-work.ts';

/** How many posts somebody sees to say what their fields are. */
const mostSamples = 5;

/** One of the last posts of a connector, read by its mapping; null: nothing can be read of it now. */
export interface Sample {
  readonly delivery: Delivery;
  readonly said: { readonly told: Told; readonly read: ReadDelivery } | null;
}

/** Reads the last posts of a connector by a mapping, the latest first. */
export async function readSamples(
  connector: ConnectorConfig,
  reading: ReadToldParts,
  table: Pick<Table, 'query' | 'batchGet'>,
): Promise<Sample[]> {
  const deliveries = await lastDeliveries(table, connector.id, mostSamples);
  return Promise.all(
    deliveries.map(async (delivery) => {
      const told = await toldOf(delivery, connector, reading.at);
      return { delivery, said: told && { told, read: readTold(told, connector, reading) } };
    }),
  );
}

/** Hides in a text what a caller may not see, by what it is read as. */
export type HideText = (text: string, target: string) => string;

/** A sample belongs to no lead yet: whatever any pool masks is masked, and secret fields are hidden as in a record. */
export async function textHider(principal: Principal, config: ConfigReader): Promise<HideText> {
  const [rules, hideAnswers] = await Promise.all([readMaskRules(config), answerHider(principal, config)]);
  const seesAll = seesUnmasked(principal, rules);
  const masking = seesContactDetails(principal) ? (seesAll ? nothingMasked : maskingOf(null, rules)) : everythingMasked;
  return (text, target) => {
    const name = target.startsWith('field:') ? target.slice('field:'.length) : target;
    return maskIn(hideAnswers({ [name]: text })[name] ?? '•••', masking);
  };
}

/** Shows a sample: each field with what it is read as. */
export function shownSample({ delivery: { deliveryId, receivedAt }, said }: Sample, hide: HideText) {
  const fields = (said?.told.pairs ?? []).map(({ path, text }) => {
    const target = said?.read.targets[path] ?? 'ignore';
    return { path, text: hide(text, target), target };
  });
  return { deliveryId, receivedAt, fields };
}
