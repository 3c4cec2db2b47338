import { askers, projectors } from '../../functions/project-changes/projectors.ts';
import { activityAt, cardItem } from '../../shared/cards/index.ts';
import type { ConfigReader } from '../../shared/config/index.ts';
import type { Lead } from '../../shared/leads/index.ts';
import { type Opportunity, putOpportunity } from '../../shared/needs/index.ts';
import type { LeadId, PoolId, RepId } from '../../shared/platform/ids.ts';
import { indexKeys, keys } from '../../shared/platform/keys.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import type { OutgoingMessage } from '../../shared/platform/queues.ts';
import type { Item, Table } from '../../shared/platform/table.ts';
import { type Asker, type ChangedItem, type ProjectChangesParts, type Projector, projectChanges } from '../../shared/projecting/index.ts';
import { digests } from './digests.ts';
import { createFixedConfig } from './lead-world/config.ts';
import { itemsOfLead } from './lead-world/stored-leads.ts';
import { type MemoryTable, memoryTable } from './memory-table.ts';
import { needOf } from './need.ts';

/** Stands for whatever else happens between two calls to the table. */
export type Between = (call: { readonly point: number }) => void | Promise<void>;

/** The table as one invocation sees it: `between` runs before (odd points) and after (even points) each of its calls. */
export function interrupted(table: Table, between: Between): Table {
  let point = 0;
  const around =
    <Arguments extends unknown[], Answer>(call: (...given: Arguments) => Promise<Answer>) =>
    async (...given: Arguments): Promise<Answer> => {
      await between({ point: ++point });
      const answer = await call(...given);
      await between({ point: ++point });
      return answer;
    };
  return {
    ...table,
    get: around(table.get),
    query: around(table.query),
    put: around(table.put),
    update: around(table.update),
    deleteAll: around(table.deleteAll),
  };
}

function withoutVersion({ leadVersion: _version, ...said }: Item): Item {
  return said;
}

/** A table whose changes are kept as records of its stream, and leads that are made, changed and erased in it. */
export class ProjectorWorld {
  readonly table: MemoryTable = memoryTable();
  readonly records: ChangedItem[] = [];
  readonly setAside: unknown[] = [];
  projectors: readonly Projector[] = projectors;
  askers: readonly Asker[] = askers;
  config: ConfigReader = createFixedConfig();
  /** What was asked of work. */
  readonly asked: OutgoingMessage[] = [];
  now = new Date('2026-11-27T10:00:00.000Z');
  readonly #endedTries = new Set<LeadId>();
  readonly #moments = new Map<LeadId, string[]>();
  readonly #needs = new Map<string, Opportunity>();

  parts(table: Table = this.table): ProjectChangesParts {
    const send = async ({ body }: OutgoingMessage) => void this.setAside.push(body);
    return {
      projectors: this.projectors,
      askers: this.askers,
      table,
      digests,
      config: this.config,
      work: {
        send: async (message) => void this.asked.push(message),
        sendAll: async (messages) => void this.asked.push(...messages),
      },
      clock: () => this.now,
      endedTries: this.#endedTries,
      log: silentLog,
      failures: { send, sendAll: async (all) => void (await Promise.all(all.map(send))) },
    };
  }

  /** Puts an item, or takes it away, and tells the stream. */
  change(key: { readonly pk: string; readonly sk: string }, after: Item | undefined): ChangedItem {
    const before = this.table.items.get(`${key.pk} ${key.sk}`);
    if (after) this.table.seed(after);
    else this.table.remove(key);
    const record: ChangedItem = {
      sequenceNumber: String(this.records.length + 1),
      pk: key.pk,
      sk: key.sk,
      change: after ? (before ? 'MODIFY' : 'INSERT') : 'REMOVE',
      changedAt: this.now.getTime() / 1_000,
      images: () => ({ before, after }),
    };
    this.records.push(record);
    return record;
  }

  put(lead: Lead): ChangedItem {
    const [own, ...profile] = itemsOfLead(lead);
    for (const item of profile) this.table.seed(item);
    return this.change(keys.lead(lead.leadId), own ?? {});
  }

  /** A need of a lead that is assigned apart from it, in a pool or in none. */
  need(lead: Lead, poolId: PoolId | null, name = '1'): ChangedItem {
    const need = needOf(lead.leadId, poolId, name);
    const write = putOpportunity(null, need);
    const item = 'Put' in write ? write.Put.Item : undefined;
    this.#needs.set(need.opportunityId, need);
    return this.change(keys.opportunity(lead.leadId, need.opportunityId), item);
  }

  /** As erasure will: all that hangs under the lead, the lead last. */
  erase(leadId: LeadId): ChangedItem {
    return this.change(keys.lead(leadId), undefined);
  }

  post(leadId: LeadId, at: string): ChangedItem {
    this.#note(leadId, at);
    const key = { pk: keys.leadPk(leadId), sk: `${keys.leadPostPrefix}${at}#form#contact#${this.records.length}` };
    return this.change(key, { ...key, relation: 'linked', at });
  }

  /** A click, and an open that proves nothing. */
  click(leadId: LeadId, at: string): ChangedItem {
    const seconds = Math.floor(Date.parse(at) / 1_000);
    this.#note(leadId, new Date(seconds * 1_000).toISOString());
    const key = { pk: keys.leadPk(leadId), sk: `${keys.engagementPrefix}mail` };
    const { engagements = [] } = this.table.items.get(`${key.pk} ${key.sk}`) ?? {};
    const open = { action: 'open', grade: 'unsure', at: seconds + 86_400 };
    return this.change(key, { ...key, engagements: [...[engagements].flat(), { action: 'click', grade: 'human', at: seconds }, open] });
  }

  /** Scoring's mark of the latest day with a visit; it never goes back. */
  visit(leadId: LeadId, at: string): ChangedItem {
    const { visitedAt: before = 0 } = this.table.items.get(`${keys.leadPk(leadId)} ${keys.scoreSk}`) ?? {};
    const visitedAt = Math.max(Number(before), Math.floor(Date.parse(at) / 1_000));
    this.#note(leadId, new Date(visitedAt * 1_000).toISOString());
    return this.change(keys.score(leadId), { ...keys.score(leadId), visitedAt });
  }

  seat(lead: Lead, repId: RepId): void {
    const { leadVersion, activityAt: at, card } = cardItem(lead, activityAt(lead.createdAt));
    this.table.seed({
      ...keys.seat(lead.leadId, repId),
      repId,
      subjects: ['lead'],
      leadVersion,
      activityAt: at,
      card,
      ...indexKeys.seat(repId, String(at), lead.leadId),
    });
  }

  #note(leadId: LeadId, at: string): void {
    this.#moments.set(leadId, [...(this.#moments.get(leadId) ?? []), at]);
  }

  /** What the card of a lead should say, with all that its person did; by which version of the lead does not matter. */
  expectedCard(lead: Lead): Item {
    const needs = [...this.#needs.values()].filter(({ leadId }) => leadId === lead.leadId);
    return withoutVersion(cardItem(lead, activityAt(lead.createdAt, ...(this.#moments.get(lead.leadId) ?? [])), needs));
  }

  /** What the card says. */
  shownOf(leadId: LeadId): Item | undefined {
    const card = this.cardOf(leadId);
    return card && withoutVersion(card);
  }

  cardOf(leadId: LeadId): Item | undefined {
    return this.table.items.get(`${keys.leadPk(leadId)} ${keys.cardSk}`);
  }

  seatsOf(leadId: LeadId): Item[] {
    return this.table.all().filter(({ pk, sk }) => pk === keys.leadPk(leadId) && String(sk).startsWith(keys.seatPrefix));
  }

  /** One invocation, then all that the stream brings again. */
  async project(records: readonly ChangedItem[] = this.records, table: Table = this.table): Promise<readonly string[]> {
    return await projectChanges(records, this.parts(table));
  }
}
