import { markOf, WasErasedError, wasErased } from '../erasing/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { withFieldsRead } from '../fields/index.ts';
import { contactOf, identifyingPhone } from '../identity/contact.ts';
import { foreseeRow, type IntakeParts, type RowTaken, takeInRow } from '../intake/index.ts';
import { joinAnswers } from '../leads/answers.ts';
import { phonesOf, readLeads } from '../leads/index.ts';
import { giveByList } from '../owners/index.ts';
import { PheuError } from '../platform/errors.ts';
import type { PurchaseId, RepId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { overlayTable } from '../platform/overlay-table.ts';
import { factsTold, foreseeOrder, type OrderOfBuyer, purchaseIdOf, takeOrder } from '../purchases/index.ts';
import type { KeptRow, RowResult } from './files.ts';
import { type Import, listName, type Tally } from './import.ts';
import { consentIn, instantOf, listedOf, type RowParts, submissionOf } from './submission-of.ts';
import { whoBrought } from './who-brought.ts';

/**
 * People whose rows are taken in side by side; the rows of one come one after the other. More would write in bursts of what the table has in a second,
 * and whoever posts a form would wait behind them.
 */
const peopleAtOnce = 6;

export interface TakeParts extends IntakeParts, Pick<RowParts, 'zone' | 'at'> {
  readonly list: Import;
  /** When whoever a row makes is to be thanked by mail. @default - nobody is */
  readonly welcomeOf?: (row: KeptRow) => string | null;
}

/** Says what each row of a part would come to, by the very plan that makes it so. Nothing is written. */
export async function foreseeRows(rows: readonly KeptRow[], parts: TakeParts): Promise<RowResult[]> {
  return eachPerson(await withoutErased(rows, parts), () => {
    // What rows before it would make of a person is seen by those behind it.
    const overlaid = { ...parts, table: overlayTable(parts.table) };
    const orders = new OrdersSeen();
    return (row) =>
      resultOf(row, parts, async () => {
        if (row.order === null) return movedBy(row, await foreseeRow(submissionOf(row, parts.list, parts), overlaid), overlaid);
        return orders.isAgain(row) ? orders.again(row) : foreseeOrder(orderOf(row, parts), overlaid);
      });
  });
}

/** Takes in each row of a part; safe to repeat. */
export async function takeRows(rows: readonly KeptRow[], parts: TakeParts): Promise<RowResult[]> {
  return eachPerson(await withoutErased(rows, parts), () => {
    const orders = new OrdersSeen();
    return (row) =>
      resultOf(row, parts, async () => {
        if (row.order === null)
          return movedBy(row, await takeInRow(submissionOf(row, parts.list, parts, parts.welcomeOf?.(row)), parts), parts);
        if (orders.isAgain(row)) return orders.again(row);
        const told = orderOf(row, parts);
        // What it comes to is told by how things stand before.
        const foreseen = await foreseeOrder(told, { ...parts, table: overlayTable(parts.table) });
        const { lead } = await takeOrder(told, parts);
        return { ...foreseen, leadId: lead.leadId, purchaseId: told.purchaseId };
      });
  });
}

/**
 * Knows a row that was taken out and says what its record says, where neither address nor number finds the person: they would become somebody new. Null: the
 * row says something else, or its person can be found.
 */
async function asTakenOut({ leadId = null, fields, tags, order }: KeptRow, { table, config }: TakeParts): Promise<RowTaken | null> {
  const { email, phone, extraPhones } = contactOf(fields);
  if (leadId === null || order !== null || email !== null || identifyingPhone(phone) !== null) return null;
  const [leads, { documents }] = await Promise.all([
    readLeads(table, [leadId], { onMalformed: () => undefined }),
    config.current(fieldKind),
  ]);
  const lead = leads.get(leadId);
  if (!lead) return null;
  const { fullName, company, title, region, products } = lead;
  const record = new Map(
    Object.entries({ ...lead.extra, fullName, company, title, province: region.provinceName, product: joinAnswers(products) }),
  );
  const numbers = new Set(phonesOf(lead).map(({ e164, raw }) => e164 ?? raw));
  const { phone: _phone, ...said } = withFieldsRead(fields, documents);
  const isSame =
    Object.entries(said).every(([name, value]) => record.get(name) === value) &&
    tags.every((tag) => lead.tags.includes(tag)) &&
    [phone, ...extraPhones].every((one) => one === null || numbers.has(one.e164 ?? one.raw));
  return isSame ? { action: 'nothingNew', leadId: lead.leadId } : null;
}

type Taken = RowTaken & { readonly purchaseId?: PurchaseId; readonly from?: RepId | null; readonly warning?: 'ownerRefused' };

/** Gives a known lead to the rep whom its row names, where whoever brought the list wants that. */
async function movedBy({ repId }: KeptRow, taken: RowTaken, parts: TakeParts): Promise<Taken> {
  const { list } = parts;
  if (!list.movesKnown || list.owner !== 'file' || repId === null || taken.leadId === null || taken.action === 'create') return taken;
  const principal = await whoBrought(list, parts.config);
  const gift = principal && { leadId: taken.leadId, repId, principal, correlationId: listName(list.importId) };
  const given = gift ? await giveByList(gift, parts) : 'refused';
  if (given === 'stays') return taken;
  return given === 'refused' ? { ...taken, warning: 'ownerRefused' } : { ...taken, action: 'update', from: given.fromRepId };
}

/** Orders that rows before told of: a line of each article is one order, and which sum is the order's nobody can tell. */
class OrdersSeen {
  readonly #amounts = new Map<string, number>();

  isAgain({ order }: KeptRow): boolean {
    if (order === null) return false;
    const isAgain = this.#amounts.has(order.orderId);
    if (!isAgain) this.#amounts.set(order.orderId, order.amount);
    return isAgain;
  }

  again({ order }: KeptRow): RowTaken | 'orderTwice' {
    return order && this.#amounts.get(order.orderId) === order.amount ? { action: 'known', leadId: null } : 'orderTwice';
  }
}

function orderOf(row: KeptRow, { list, digests, zone, clock }: TakeParts): OrderOfBuyer {
  const { order, fields } = row;
  if (order === null) throw new TypeError('a row of no order');
  const { product, message: _message, ...buyer } = fields;
  const at = instantOf(order.at, zone);
  const items = product === undefined ? [] : [{ name: product.split('\n')[0]?.slice(0, 200) ?? '', quantity: 1, amount: order.amount }];
  const paid =
    order.paid === null || order.paid === 0
      ? []
      : [{ kind: 'paid' as const, at: order.paidAt === null ? at : instantOf(order.paidAt, zone), amount: order.paid }];
  return {
    purchaseId: purchaseIdOf(digests, list.source, order.orderId),
    order: { source: list.source, orderId: order.orderId, currency: 'VND' },
    currency: 'VND',
    buyer,
    consent: consentIn(row, zone),
    facts: factsTold([{ kind: 'ordered', at, amount: order.amount }, ...paid], items, clock()),
    actor: { kind: 'user', id: list.by },
    correlationId: listName(list.importId),
    along: () => [],
    listed: listedOf(row, list),
  };
}

async function eachPerson(rows: readonly KeptRow[], begin: () => (row: KeptRow) => Promise<RowResult>): Promise<RowResult[]> {
  const alone = rows.filter(({ cluster }) => cluster === null).map((row) => [row]);
  const together = [
    ...Map.groupBy(
      rows.filter(({ cluster }) => cluster !== null),
      ({ cluster }) => cluster,
    ).values(),
  ];
  const results = await inTurns([...together, ...alone], peopleAtOnce, async (ofPerson) => {
    const act = begin();
    const done: RowResult[] = [];
    for (const row of ofPerson) done.push(await act(row));
    return done;
  });
  return results.flat();
}

/** Sets rows aside that are of somebody whom the company erased, whatever else is wrong with them: by their address, and by their number where the row has no address. */
async function withoutErased(rows: readonly KeptRow[], { table, digests }: TakeParts): Promise<KeptRow[]> {
  const nameOf = ({ fields }: KeptRow) => markOf(fields, digests);
  const erased = await wasErased(
    table,
    rows.flatMap((row) => nameOf(row) ?? []),
  );
  return rows.map((row) => {
    const name = nameOf(row);
    return name !== null && erased.has(name) ? { ...row, problem: 'erased' } : row;
  });
}

async function resultOf(row: KeptRow, parts: TakeParts, take: () => Promise<Taken | 'orderTwice'>): Promise<RowResult> {
  const { sheet, row: number, problem, warnings } = row;
  const result = { sheet, row: number, reason: null, warnings, leadId: null };
  // By a record without an address and a number nobody can be reached either: its row says nothing new.
  if (problem !== null && problem !== 'noContact') return { ...result, action: 'quarantine', reason: problem };
  try {
    const standing: Taken | null = await asTakenOut(row, parts);
    const taken = standing ?? (problem === null ? await take() : problem);
    if (taken === 'noContact') return { ...result, action: 'quarantine', reason: taken };
    if (taken === 'orderTwice') return { ...result, action: 'quarantine', reason: taken };
    const { action, leadId, purchaseId, from, warning } = taken;
    const refused = warning ? { warnings: [...warnings, warning] } : {};
    // What else became of a row is told by its reason.
    const moved = from === undefined ? {} : { from, reason: 'ownerMoved' };
    const isTaken = action === 'create' || action === 'update';
    // A lead that is only foreseen has no id yet.
    return isTaken
      ? { ...result, action, leadId, ...refused, ...moved, ...(purchaseId ? { purchaseId } : {}) }
      : { ...result, ...refused, action: 'skip', reason: action, leadId };
  } catch (error) {
    // They were erased since the part was begun.
    if (error instanceof WasErasedError) return { ...result, action: 'quarantine', reason: 'erased' };
    // What can never be taken in must not hold up the others; whatever passes comes back with the whole part.
    if (!(error instanceof PheuError) || error.retryable || error.status >= 500) throw error;
    return { ...result, action: 'quarantine', reason: 'refused' };
  }
}

/** Adds the results of a part to what there was before. */
export function tallied(before: Tally, results: readonly Pick<RowResult, 'action' | 'reason' | 'warnings'>[]): Tally {
  const [actions, reasons, warnings] = [{ ...before.actions }, { ...before.reasons }, { ...before.warnings }];
  const count = (sums: Record<string, number>, name: string): void => {
    sums[name] = (sums[name] ?? 0) + 1;
  };
  for (const result of results) {
    count(actions, result.action);
    if (result.reason !== null) count(reasons, result.reason);
    // Why a row was set aside is told by its reason.
    if (result.action !== 'quarantine') for (const warning of result.warnings) count(warnings, warning);
  }
  return { actions, reasons, warnings };
}
