import { type Submission, suspiciousTexts } from '../capture/index.ts';
import type { Fields } from '../fields/index.ts';
import { guessTargets, instantOf, type ReadRow, readRow, yesOfCell } from '../imports/index.ts';
import type { Digests } from '../platform/digests.ts';
import { offsetAt } from '../platform/zones.ts';
import type { OrderOfBuyer } from '../purchases/index.ts';
import { factsTold, purchaseIdOf } from '../purchases/index.ts';
import type { Cell } from '../sheets/row.ts';
import type { ConnectorConfig } from './connector-config.ts';
import type { Told } from './connector-type.ts';
import { type Delivery, submissionRefOf } from './delivery.ts';
import type { Pair } from './rules-pairs.ts';

/** What reading what a platform told needs to know. */
export interface ReadToldParts {
  readonly fields: Fields;
  /** Of the company. */
  readonly zone: string;
  readonly at: Date;
}

/** A delivery as the mapping reads it. */
export interface ReadDelivery {
  readonly row: ReadRow;
  /** What each path is, as it was read: by the configuration, the platform, or its name. */
  readonly targets: Readonly<Record<string, string>>;
  readonly saysNewsletter: boolean;
}

/**
 * Reads what a platform told by the very rules by which rows of a list are read. What the configuration says of a path comes before what the platform's
 * connector says, and that before what the path is called.
 */
export function readTold(
  told: Told,
  connector: Pick<ConnectorConfig, 'kind' | 'mapping'>,
  { fields, zone, at }: ReadToldParts,
): ReadDelivery {
  const columns = told.pairs.map(({ path }) => ({ key: path, header: path.split('.').at(-1) ?? path }));
  const cells = told.pairs.map((pair) => cellOf(pair, zone));
  const saved = { ...told.targets, ...connector.mapping };
  const sampled = columns.map((column, index) => ({ ...column, samples: [told.pairs[index]?.text ?? ''] }));
  const targets = guessTargets(sampled, { fields, saved, kind: connector.kind });
  const seconds = Math.floor(at.getTime() / 1000);
  const today = new Date((seconds + offsetAt(zone, seconds)) * 1000).toISOString().slice(0, 10);
  const row = readRow({ sheet: '', row: 1, cells }, columns, { kind: connector.kind, targets, fields, owners: new Map(), today });
  const newsletter = columns.findIndex(({ key }) => targets[key] === 'consentNewsletter');
  const answer = newsletter < 0 ? null : yesOfCell(cells[newsletter] ?? { kind: 'empty' });
  return { row, targets, saysNewsletter: answer !== null && 'value' in answer && answer.value };
}

/** A moment with a zone becomes what a clock of the company's showed, as sheets have it. */
function cellOf({ text, number }: Pair, zone: string): Cell {
  if (number !== undefined) return { kind: 'number', value: number, text };
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/.test(text)) {
    const seconds = Math.floor(Date.parse(text) / 1000);
    if (Number.isFinite(seconds)) {
      const iso = new Date((seconds + offsetAt(zone, seconds)) * 1000).toISOString().slice(0, 19);
      return { kind: 'date', iso, text };
    }
  }
  return { kind: 'text', text };
}

/** Returns what a platform told of a person, as intake takes it in. */
export function submissionOf(
  { row, saysNewsletter }: ReadDelivery,
  told: Told,
  delivery: Pick<Delivery, 'deliveryId' | 'receivedAt' | 'connectorId'>,
  connector: ConnectorConfig,
  { digests, zone }: { readonly digests: Pick<Digests, 'body'>; readonly zone: string },
): Submission {
  const { connectorId, deliveryId, receivedAt } = delivery;
  const { hasTrackingConsent, product, form } = connector;
  const fields = product === undefined || row.fields.product !== undefined ? row.fields : { ...row.fields, product };
  const moment = told.happenedAt ?? (row.date === null ? null : instantOf(row.date, zone));
  const happenedAt = moment === null ? null : new Date(moment).toISOString();
  const source = row.source ?? connector.source ?? connector.type;
  const campaign = row.campaign ?? connector.campaign;
  const consent = consentOf(told, saysNewsletter, { ...connector, id: connectorId });
  const tagged = row.tags.length > 0 ? [row.tags] : [];
  const isClickKept = hasTrackingConsent && told.clickIds !== undefined;
  return {
    ...submissionRefOf(delivery, told.platformId),
    contentHash: digests.body(JSON.stringify([Object.entries(fields).sort(), consent.map(({ purpose }) => purpose), ...tagged])),
    receivedAt,
    ...(happenedAt !== null && happenedAt < receivedAt ? { happenedAt } : {}),
    formVersion: 0,
    fields: { ...fields },
    extra: { ...row.extra, ...(told.platformId === undefined ? {} : { platformId: told.platformId.slice(0, 200) }) },
    droppedFiles: [],
    context: {
      pageUrl: null,
      referrer: null,
      utm: { source: source.slice(0, 200), ...(campaign === undefined ? {} : { campaign: campaign.slice(0, 200) }) },
      visitorId: null,
      locale: null,
    },
    consent,
    sender: { honeypotFilled: false, token: 'absent', addressHash: '', agentHash: '' },
    ...(row.tags.length > 0 ? { tags: [...row.tags] } : {}),
    delivered: {
      deliveryId,
      ...(form === undefined ? {} : { formId: form }),
      ...(isClickKept ? { clickIds: { ...told.clickIds } } : {}),
    },
  };
}

/** Returns what a person agreed to: as the platform tells it, or as the text says under which the company has the connector ask. */
function consentOf(
  told: Told,
  saysNewsletter: boolean,
  { id, consentVersion, hasTrackingConsent }: Pick<ConnectorConfig, 'id' | 'consentVersion' | 'hasTrackingConsent'>,
): Submission['consent'] {
  const textVersion = consentVersion ?? `connector/${id}`;
  return [
    ...((told.consent?.contact ?? consentVersion !== undefined) ? [{ purpose: 'contact' as const, granted: true, textVersion }] : []),
    ...((told.consent?.newsletter ?? saysNewsletter) ? [{ purpose: 'newsletter' as const, granted: true, textVersion }] : []),
    ...(hasTrackingConsent ? [{ purpose: 'tracking' as const, granted: true, textVersion }] : []),
  ];
}

/** Says why what was told would wait for a look, beside the connector itself. */
export function reasonsToHold({ row }: ReadDelivery): ('noContact' | 'linkInName' | 'linkInField' | 'gibberish')[] {
  const suspicions = suspiciousTexts(row.fields) as ('linkInName' | 'linkInField' | 'gibberish')[];
  return row.problem === 'noContact' || row.problem === 'phoneRounded' ? [...suspicions, 'noContact'] : suspicions;
}

/** Returns what a shop told of an order; null where it has no buyer, number, day or amount, which `row.problem` names. */
export function orderOf(
  { row, saysNewsletter }: ReadDelivery,
  told: Told,
  connector: Pick<ConnectorConfig, 'id' | 'paidWhen' | 'consentVersion' | 'hasTrackingConsent'>,
  { digests, zone, at }: { readonly digests: Pick<Digests, 'order'>; readonly zone: string; readonly at: Date },
): OrderOfBuyer | null {
  const { order, fields } = row;
  if (order === null || row.problem !== null) return null;
  const orderedAt = instantOf(order.at, zone);
  const isPaid = connector.paidWhen ? saysPaid(told, connector.paidWhen) : order.paidAt !== null;
  const paid = order.paid ?? (isPaid ? order.amount : 0);
  // A repeat of the same state has to be the same fact, so that no clock of ours is in it.
  const paidAt = order.paidAt === null ? orderedAt : instantOf(order.paidAt, zone);
  const { product, message: _message, ...buyer } = fields;
  const items = product === undefined ? [] : [{ name: product.split('\n')[0]?.slice(0, 200) ?? '', quantity: 1, amount: order.amount }];
  const facts = [
    { kind: 'ordered' as const, at: orderedAt, amount: order.amount },
    ...(paid > 0 ? [{ kind: 'paid' as const, at: paidAt, amount: paid }] : []),
  ];
  return {
    purchaseId: purchaseIdOf(digests, connector.id, order.orderId),
    order: { source: connector.id, orderId: order.orderId, currency: 'VND' },
    currency: 'VND',
    buyer,
    consent: consentOf(told, saysNewsletter, connector),
    tags: row.tags,
    facts: factsTold(facts, items, at),
    actor: { kind: 'system', id: `connector/${connector.id}` },
    correlationId: `connector/${connector.id}`,
    along: () => [],
  };
}

function saysPaid({ pairs }: Told, { path, is }: NonNullable<ConnectorConfig['paidWhen']>): boolean {
  const said = pairs.find((pair) => pair.path === path)?.text.toLowerCase();
  return said !== undefined && is.some((one) => one.toLowerCase() === said);
}
