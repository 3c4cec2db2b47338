import { readCalls } from '../call-log/index.ts';
import { type CardRow, walkCards } from '../cards/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { readLead, readUnmergedLeads } from '../leads/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import { leadSubject, type RepId } from '../platform/ids.ts';
import { indexKeys } from '../platform/keys.ts';
import {
  departureGraceMs,
  poolInCharge,
  putDeparture,
  putReleaseNight,
  type ReleaseRequest,
  releaseAfterCallRequest,
  releaseRequest,
} from '../routing/index.ts';
import { type PoolConfig, poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { byActivity } from '../seats/index.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { releaseByRule } from './release-by-rule.ts';
import { type MayGo, mayGo, ruleOf } from './rules-release.ts';

/** Leads that one run looks at: where all of them float it takes some ten seconds. */
export const seatsPerSlice = 200;

/** Lets leads float by the rules of their pools: each night those that nobody has touched for long, and an hour behind a publication those of reps who have left. */
export const releaseByRuleWork = defineWork({
  kind: 'releaseByRule' satisfies typeof releaseRequest.kind,
  schema: releaseRequest.schema,
  run: (request, parts) => (request.repId === null ? lookAtReps(request, parts) : lookAtRep({ ...request, repId: request.repId }, parts)),
});

/** Lets a lead float about which a call ended as its pool says, unless the call was taken back. */
export const releaseAfterCallWork = defineWork({
  kind: 'releaseAfterCall' satisfies typeof releaseAfterCallRequest.kind,
  schema: releaseAfterCallRequest.schema,
  async run({ leadId, callId, decisionId }, parts) {
    const lead = await readLead(parts.table, leadId, { consistent: true });
    if (!lead?.owner || lead.owner.decisionId !== decisionId) return;
    const call = (await readCalls(parts.table, lead, { limit: lookedAtCalls, consistent: true })).find((one) => one.callId === callId);
    if (!call) return;
    const { repId } = lead.owner;
    const rep = (await parts.config.current(repKind)).documents.get(repId);
    const because = { rule: 'outcome', outcome: call.outcome } as const;
    await releaseByRule({ leadId: lead.leadId, repId, because, rep, callId, correlationId: `release/${callId}` }, parts);
  },
});

/** More than anybody logs of a lead within a minute. */
const lookedAtCalls = 50;

async function lookAtReps(request: ReleaseRequest, { table, config, clock, queues }: WorkParts): Promise<void> {
  const pools = [...(await config.current(poolKind)).documents.values()];
  const isNightly = pools.some((pool) => ruleOf(pool)?.daysWithoutTouch !== undefined);
  // Before anything floats: whatever happens to this night, there is another.
  if (isNightly) await table.put(putReleaseNight(clock()).Put);
  if (!pools.some((pool) => asks(ruleOf(pool), request.by))) return;
  const reps = await repsThatMayHaveLeads(config, request.by);
  await queues.work.sendAll(reps.map((repId) => askFor(releaseRequest, { ...request, repId })));
}

function asks(rule: ReturnType<typeof ruleOf>, by: ReleaseRequest['by']): boolean {
  return rule?.departure === true || (by === 'night' && rule?.daysWithoutTouch !== undefined);
}

/** Reps that are configured, and those that the version before had: who is gone has left. Whoever is there has nothing that a publication lets float. */
async function repsThatMayHaveLeads(config: ConfigReader, by: ReleaseRequest['by']): Promise<RepId[]> {
  const { version, documents } = await config.current(repKind);
  const before = version > 1 ? await documentsOf(config, version - 1) : documents;
  const repIds = new Set([...documents.values(), ...before.values()].map(({ id }) => id));
  return [...repIds].filter((repId) => by === 'night' || documents.get(repId)?.active !== true);
}

async function documentsOf(config: ConfigReader, version: number) {
  try {
    return (await config.version(repKind, version)).documents;
  } catch (error) {
    if (error instanceof NotFoundError) return new Map<string, never>();
    throw error;
  }
}

type OfRep = ReleaseRequest & { readonly repId: RepId };

async function lookAtRep(request: OfRep, parts: WorkParts): Promise<void> {
  const { repId, at, after, by } = request;
  if (by === 'publication') {
    // Named by the timer: behind a later publication nobody would know of a rep who is gone.
    await parts.table.put(putDeparture(repId, at).Put);
    return;
  }
  const rows: CardRow[] = [];
  const listing = { ...byActivity([indexKeys.seatPartition(repId)]), order: 'oldestFirst' } as const;
  for await (const row of walkCards(parts.table, listing, { from: null, to: null, before: after }, seatsPerSlice)) {
    rows.push(row);
    if (rows.length === seatsPerSlice) break;
  }
  const released = await releaseAmong(rows, request, parts);
  const next = rows.length < seatsPerSlice ? null : (rows.at(-1)?.place ?? null);
  parts.log.info('leads of a rep are looked at', { repId, at, looked: rows.length, released, next });
  if (next !== null) await parts.queues.work.send(askFor(releaseRequest, { ...request, after: next }));
}

async function releaseAmong(rows: readonly CardRow[], { repId, by, at: asked }: OfRep, parts: WorkParts): Promise<number> {
  if (rows.length === 0) return 0;
  const [{ documents: pools }, { documents: reps, publishedAt }] = await Promise.all([
    parts.config.current(poolKind),
    parts.config.current(repKind),
  ]);
  const rep = reps.get(repId);
  const at = parts.clock();
  // A rep who left with a publication of this evening is not the night's yet.
  const isGraceOver = by === 'departure' || at.getTime() - Date.parse(publishedAt) >= departureGraceMs;
  const facts = { isActive: rep?.active === true, isGraceOver, isNight: by === 'night', at };
  const onMalformed = (_error: unknown, key: string) => parts.log.warn('a malformed lead is not released', { key });
  const leadIds = [...new Set(rows.map(({ leadId }) => leadId))];
  const leads = await readUnmergedLeads(parts.table, leadIds, { onMalformed });
  let released = 0;
  // One after the other: they share the list of what their rep is told.
  for (const lead of leads.values()) {
    if (lead.owner?.repId !== repId) continue;
    const may: MayGo | null = mayGo(lead, ruleOf(poolOf(lead, pools)), facts);
    if (may && (await releaseByRule({ leadId: lead.leadId, ...may, rep, correlationId: `release/${by}/${asked}` }, parts))) released += 1;
  }
  return released;
}

function poolOf(lead: Parameters<typeof poolInCharge>[0], pools: ReadonlyMap<string, PoolConfig>): PoolConfig | undefined {
  return pools.get(poolInCharge(lead, { subject: leadSubject, poolId: '-' }));
}
