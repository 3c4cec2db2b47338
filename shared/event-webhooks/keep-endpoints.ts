import { detailTypes } from '../../events/detail-types.ts';
import { userKind } from '../access/user-config.ts';
import { newUrlFault } from '../calls/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { addMs, type Clock, hoursMs, isoTime } from '../platform/clock.ts';
import { type FieldFault, InvalidInputError, NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { IdSource, WebhookId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { productKind } from '../products/product-config.ts';
import { poolKind } from '../routing/pool-config.ts';
import {
  deleteEndpoint,
  type Endpoint,
  type EndpointFilter,
  type LeadShare,
  putEndpoint,
  readEndpoint,
  readEndpoints,
} from './endpoint.ts';
import { everyEvent } from './rules-wanted.ts';

export interface EndpointParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'webhookId'>;
}

type Along = (endpoint: Endpoint) => readonly WriteItem[];

/** Each is looked at with each event. */
const mostEndpoints = 20;

/** What somebody says of an endpoint. */
export interface EndpointFields {
  readonly url: string;
  readonly description: string;
  readonly events: readonly string[];
  readonly filter: EndpointFilter;
  readonly lead: LeadShare;
  readonly owner: string;
}

/** Lists endpoints, the oldest first. */
export async function listEndpoints(table: Pick<Table, 'query'>): Promise<readonly Endpoint[]> {
  return (await readEndpoints(table, { isConsistent: true })).endpoints;
}

/** Finds an endpoint. @throws NotFoundError */
export async function findEndpoint(table: Pick<Table, 'get'>, webhookId: WebhookId): Promise<Endpoint> {
  const endpoint = await readEndpoint(table, webhookId);
  if (!endpoint) throw new NotFoundError('no such webhook');
  return endpoint;
}

/** Has an address told of events. @throws InvalidInputError; NotPossibleNowError where there are too many */
export async function makeEndpoint(fields: EndpointFields, by: string, along: Along, parts: EndpointParts): Promise<Endpoint> {
  const { table, clock, ids } = parts;
  await refuseFaults(fields, parts);
  if ((await listEndpoints(table)).length >= mostEndpoints)
    throw new NotPossibleNowError(`There are ${mostEndpoints} webhooks already. Delete one first.`);
  const now = clock();
  const endpoint: Endpoint = {
    ...fields,
    events: [...fields.events],
    webhookId: ids.webhookId(now),
    version: 1,
    secrets: [{ generation: 1, endsAt: null }],
    off: null,
    failingSince: null,
    createdAt: isoTime(now),
    createdBy: by,
  };
  await table.transact([putEndpoint(null, endpoint), ...along(endpoint)]);
  return endpoint;
}

/** What somebody changes of an endpoint. */
export type EndpointChange = { readonly [Field in keyof EndpointFields]?: EndpointFields[Field] | undefined } & {
  readonly isOn?: boolean | undefined;
};

/** Changes an endpoint, or turns it off or on. @throws NotFoundError; InvalidInputError */
export function changeEndpoint(
  { webhookId, change, by }: { readonly webhookId: WebhookId; readonly change: EndpointChange; readonly by: string },
  along: Along,
  parts: EndpointParts,
): Promise<Endpoint> {
  const { isOn, ...fields } = change;
  const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  if (isOn === undefined && Object.keys(said).length === 0)
    throw new InvalidInputError('Nothing is said of the webhook.', [{ path: 'url', message: 'give a field to change, or isOn' }]);
  return replaced(webhookId, along, parts, async (before, now) => {
    // What was right once may be gone from the configuration: that keeps nobody from turning it off.
    await refuseFaults(fields, parts);
    const after = { ...before, ...said };
    if (isOn === undefined) return after;
    // Whoever turns it on again begins anew; whoever turns off what is off says nothing new.
    if (isOn) return { ...after, off: null, failingSince: null };
    return { ...after, off: before.off ?? { at: isoTime(now), because: 'person', by, callId: null } };
  });
}

/** Exchanges the secret of an endpoint; the one before signs as well until it ends. @throws NotFoundError */
export function exchangeSecret(
  { webhookId, keepOldHours }: { readonly webhookId: WebhookId; readonly keepOldHours: number },
  along: Along,
  parts: EndpointParts,
): Promise<Endpoint> {
  return replaced(webhookId, along, parts, async (before, now) => {
    const [newest] = before.secrets;
    const endsAt = isoTime(addMs(now, keepOldHours * hoursMs));
    const old = newest ? [{ generation: newest.generation, endsAt }] : [];
    return { ...before, secrets: [{ generation: (newest?.generation ?? 0) + 1, endsAt: null }, ...old] };
  });
}

/** Takes an endpoint away. @throws NotFoundError */
export async function removeEndpoint(
  webhookId: WebhookId,
  along: () => readonly WriteItem[],
  { table }: Pick<EndpointParts, 'table'>,
): Promise<void> {
  await untilWritten(async () => table.transact([deleteEndpoint(await findEndpoint(table, webhookId)), ...along()]));
}

function replaced(
  webhookId: WebhookId,
  along: Along,
  { table, clock }: Pick<EndpointParts, 'table' | 'clock'>,
  change: (before: Endpoint, now: Date) => Promise<Endpoint>,
): Promise<Endpoint> {
  return untilWritten(async () => {
    const before = await findEndpoint(table, webhookId);
    const after = { ...(await change(before, clock())), version: before.version + 1 };
    await table.transact([putEndpoint(before, after), ...along(after)]);
    return after;
  });
}

/** Refuses what an endpoint cannot be. @throws InvalidInputError */
async function refuseFaults(
  { url, events, filter, owner }: Omit<EndpointChange, 'isOn'>,
  { config }: Pick<EndpointParts, 'config'>,
): Promise<void> {
  const [pools, products, users] = await Promise.all([config.current(poolKind), config.current(productKind), config.current(userKind)]);
  const known = new Set<string>(detailTypes);
  const fault = url === undefined ? null : newUrlFault(url);
  const faults: FieldFault[] = [
    ...(fault === null ? [] : [{ path: 'url', message: fault }]),
    ...unknown(
      'events',
      events ?? [],
      (type) => type === everyEvent || known.has(type),
      'is no event: docs/generated/events.md lists them',
    ),
    ...unknown('filter.pools', filter?.pools ?? [], (id) => pools.documents.has(id), 'is no pool'),
    ...unknown('filter.products', filter?.products ?? [], (id) => products.documents.has(id), 'is no product'),
    ...(owner === undefined || users.documents.has(owner) ? [] : [{ path: 'owner', message: 'is no user: give the id of one' }]),
  ];
  if (faults.length > 0) throw new InvalidInputError('The webhook cannot be kept as it is.', faults);
}

function unknown(path: string, words: readonly string[], isKnown: (word: string) => boolean, what: string): FieldFault[] {
  return words.flatMap((word, index) => (isKnown(word) ? [] : [{ path: `${path}.${index}`, message: `${word} ${what}` }]));
}
