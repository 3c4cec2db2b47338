import { isDeepStrictEqual } from 'node:util';
import { leadAssigned, leadUpdated, purchaseRecorded } from '../../events/index.ts';
import { readSubmissions, type Submission } from '../capture/index.ts';
import { readHolders, readPhoneClaims, releaseEmailGuard, releaseInClaim } from '../identity/index.ts';
import { listedFields } from '../intake/index.ts';
import {
  changeLead,
  draftEntry,
  Lead,
  type LeadPost,
  parseTimelineEntries,
  phonesOf,
  readLead,
  readPostsUnder,
  type TimelineEntry,
} from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { giveByList } from '../owners/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { type LeadId, leadSubject, type PurchaseId, RepId, refOf, refText } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { type Key, keys } from '../platform/keys.ts';
import { beginningWith, queryAll, type WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { allPurchases, type PurchaseFact, retractFacts } from '../purchases/index.ts';
import { readAssignment, releasedWrites } from '../routing/index.ts';
import type { WorkParts } from '../work/index.ts';
import type { ImportFiles, RowResult, UndoneRow } from './files.ts';
import { type Import, type ImportDraft, listName, noTally } from './import.ts';
import { whoBrought } from './who-brought.ts';

const leadsAtOnce = 8;

/** Why a row stays. `touched`: somebody has done something with the lead since, or its person has; `merged`: it is part of another record. */
type Kept = 'touched' | 'merged';

/** Takes back the rows of a part, those of one lead from the last to the first, and notes of each what became of it. Safe to repeat. */
export async function undoPart(list: Import, draft: ImportDraft, files: ImportFiles, parts: WorkParts): Promise<ImportDraft> {
  // From the end: what later rows said of a person goes before what earlier ones did.
  const part = list.parts - 1 - list.next;
  const results = (await files.part('result', part)) ?? [];
  const taken = results.filter((result) => result.leadId !== null && (result.action === 'create' || result.action === 'update'));
  const done = await inTurns([...Map.groupBy(taken, ({ leadId }) => leadId).values()], leadsAtOnce, async (ofLead) => {
    const rows: UndoneRow[] = [];
    const [{ leadId } = { leadId: null }] = ofLead;
    if (leadId === null) return rows;
    for (const result of await lastFirst(ofLead, leadId, list, parts)) {
      const { sheet, row } = result;
      rows.push({ sheet, row, leadId, kept: await undoRow(result, leadId, list, parts) });
    }
    return rows;
  });
  const rows = done.flat();
  await files.putPart('undo', part, rows);
  const before = list.undone ?? noTally;
  const reasons = { ...before.reasons };
  for (const { kept } of rows) if (kept !== null) reasons[kept] = (reasons[kept] ?? 0) + 1;
  const back = (before.actions.back ?? 0) + rows.filter(({ kept }) => kept === null).length;
  const next = list.next + 1;
  return {
    ...draft,
    phase: next >= list.parts ? 'undone' : 'undoing',
    next,
    passed: list.passed + results.length,
    undone: { ...before, actions: { ...before.actions, back }, reasons },
  };
}

/** Puts rows of one lead in the order in which they are taken back: rows that only the record connects came side by side. */
async function lastFirst(results: readonly RowResult[], leadId: LeadId, list: Import, parts: WorkParts): Promise<RowResult[]> {
  if (results.length < 2) return [...results];
  const { own } = await listedPosts(leadId, list, parts);
  const versions = new Map(own.map(({ listed }) => [listed?.row, listed?.leadVersion ?? 0]));
  const versionOf = ({ sheet, row }: RowResult) => versions.get(`${sheet}!${row}`) ?? 0;
  return results.toSorted(
    (one, other) => Number(one.action === 'create') - Number(other.action === 'create') || versionOf(other) - versionOf(one),
  );
}

function undoRow(result: RowResult, leadId: LeadId, list: Import, parts: WorkParts): Promise<Kept | null> {
  return untilWritten(async () => {
    const { table } = parts;
    const lead = await readLead(table, leadId, { consistent: true });
    if (!lead) {
      // Gone before, perhaps by a try that ended on the way.
      await removeRest(leadId, await listedPosts(leadId, list, parts), parts);
      return null;
    }
    if (lead.leadId !== leadId) return 'merged';
    const posts = await listedPosts(leadId, list, parts);
    const history = await historyOf(leadId, parts);
    if (isTouched(history, posts.own, list)) return 'touched';
    if (list.kind === 'orders') {
      if (result.purchaseId === undefined) return 'touched';
      await retractOrder(result.purchaseId, history, list, parts);
      const now = await readLead(table, leadId, { consistent: true });
      if (now?.leadId !== leadId) return 'merged';
      if (result.action === 'create' && posts.others === 0 && (await allPurchases(table, now, { consistent: true })).length === 0)
        return erase(now, posts, parts);
      const told = posts.own.find(({ listed }) => listed?.row === `${result.sheet}!${result.row}`);
      return told ? restore(now, told, list, parts) : null;
    }
    if (result.action === 'create') return posts.others > 0 ? 'touched' : erase(lead, posts, parts);
    const said = posts.own.find(({ listed }) => listed?.row === `${result.sheet}!${result.row}`);
    if (said) await restore(lead, said, list, parts);
    if (result.from !== undefined) {
      const principal = await whoBrought(list, parts.config);
      const gift = principal && {
        leadId,
        repId: ownerBefore(history, result.from, list),
        principal,
        correlationId: undoName(list.importId),
      };
      if (gift) await giveByList(gift, { ...parts, assign: parts.queues.assign });
    }
    return null;
  });
}

/**
 * Returns who had a lead before the list moved it first: several rows may have moved it, side by side, and which came last only the history knows.
 * @param from who had it before the row that is taken back
 */
function ownerBefore(history: readonly TimelineEntry[], from: RepId | null, { importId }: Import): RepId | null {
  const first = history.find(({ type, correlationId }) => type === leadAssigned.detailType && correlationId === listName(importId));
  if (!first) return from;
  const { repId, fromRepId = null } = leadAssigned.read.parse(first.data);
  // Of one that was offered to whom the list gave it, the history says that they accepted it.
  if (fromRepId === null) return from === repId ? from : null;
  return RepId.parse(fromRepId);
}

/** Takes out of an order what the list told of it: the history says which facts were news then. */
async function retractOrder(
  purchaseId: PurchaseId,
  history: readonly TimelineEntry[],
  { importId, by }: Import,
  parts: WorkParts,
): Promise<void> {
  const told = history.flatMap((entry) => {
    if (entry.type !== purchaseRecorded.detailType || entry.correlationId !== listName(importId)) return [];
    const recorded = purchaseRecorded.read.safeParse(entry.data).data;
    return recorded?.purchaseId === purchaseId ? recorded.facts : [];
  });
  const isTold = (one: PurchaseFact) =>
    told.some(({ kind, at, amount }) => kind === one.kind && at === one.at && amount === (one.amount ?? null));
  await retractFacts({ purchaseId, isTold, actor: { kind: 'user', id: by }, correlationId: undoName(importId), along: () => [] }, parts);
}

interface Posts {
  /** Those that came by the list. */
  readonly own: readonly Submission[];
  readonly others: number;
  readonly lying: readonly LeadPost[];
}

async function listedPosts(leadId: LeadId, { importId }: Import, { table }: WorkParts): Promise<Posts> {
  const lying = await readPostsUnder(table, leadId);
  const submissions = lying.length === 0 ? [] : await readSubmissions(table, lying.map(refOf));
  const own = submissions.filter(({ listed }) => listed?.importId === importId);
  return { own, others: submissions.length - own.length, lying };
}

async function historyOf(leadId: LeadId, { table }: WorkParts): Promise<TimelineEntry[]> {
  const items = await queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.timelinePrefix), ConsistentRead: true });
  return items.flatMap(parseTimelineEntries);
}

/** Said by whoever takes a list back, and by the lists's own rows. */
const undoName = (importId: string): string => `import/${importId}/undo`;

/** What follows from a row by itself: who gets the lead, how warm it is, what is to be done. */
const followsByItself =
  /^(?:lead\.(?:created|updated|assigned|offered|offer_retimed|unassigned|rerouted|ready|qualified|fit_changed|temperature_changed|stage_changed|proposed|merge_candidate_found)|submission\.linked|segment\.|task\.created|offer\.suggested|mail\.)/;

/** Tells whether anybody has done something with a lead, or its person has, since the list was started. */
function isTouched(history: readonly TimelineEntry[], own: readonly Submission[], { importId, startedAt = '' }: Import): boolean {
  // Rows that were taken back before, perhaps by a try that ended on the way, are named by the entries that say so.
  const undone = history.filter(({ correlationId }) => correlationId === undoName(importId));
  const ours = new Set([listName(importId), undoName(importId), ...own.map(refText), ...undone.map(({ causationId }) => causationId)]);
  return history.some((entry) => entry.at >= startedAt && !ours.has(entry.correlationId) && isAct(entry));
}

function isAct({ actor, type }: TimelineEntry): boolean {
  return (
    actor.kind === 'user' || actor.kind === 'rep' || actor.kind === 'lead' || actor.kind === 'submission' || !followsByItself.test(type)
  );
}

/** Deletes a lead that nobody touched, with all that lies under it; whoever has its address or number then is a person of their own. */
async function erase(lead: Lead, posts: Posts, parts: WorkParts): Promise<null> {
  const { table, digests, clock } = parts;
  const { leadId, version } = lead;
  const assignment = await readAssignment(table, leadId, leadSubject);
  const numbers = phonesOf(lead).flatMap(({ e164 }) => e164 ?? []);
  const [{ byEmail }, claims] = await Promise.all([
    readHolders({ table, digests }, { email: lead.email, phone: null }),
    readPhoneClaims({ table, digests }, numbers),
  ]);
  const writes: WriteItem[] = [
    {
      Delete: {
        Key: keys.lead(leadId),
        ConditionExpression: 'version = :read',
        ExpressionAttributeValues: { ':read': version },
      },
    },
    ...(byEmail?.leadId === leadId ? [releaseEmailGuard(byEmail)] : []),
    ...claims.flatMap((claim) => releaseInClaim(claim, leadId)),
    ...(assignment ? releasedWrites(assignment, clock()) : []),
  ];
  await table.transact(writes);
  await removeRest(leadId, posts, parts);
  return null;
}

async function removeRest(leadId: LeadId, { own, lying }: Posts, { table }: WorkParts): Promise<void> {
  const keysUnder = async (pk: string): Promise<Key[]> => {
    const items = await queryAll(table, {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
    });
    return items.map(({ pk: partition, sk }) => ({ pk: String(partition), sk: String(sk) }));
  };
  const refs = lying.length > 0 ? lying.map(refOf) : own.map(refOf);
  // The posts name what else there is to delete, so that they go last.
  for (const ref of refs) await table.deleteAll(await keysUnder(keys.submissionPk(ref)));
  await table.deleteAll(await keysUnder(keys.leadPk(leadId)));
}

/** What a row replaced, as it stood. */
const Replaced = Lead.pick(
  Object.fromEntries(listedFields.map((field) => [field, true as const])) as Record<(typeof listedFields)[number], true>,
).partial();

const onlyGiven = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]: Exclude<Fields[Name], undefined>;
  };

async function restore(lead: Lead, said: Submission, { importId, by }: Import, parts: WorkParts): Promise<null> {
  const { table, digests, config, clock, ids } = parts;
  const stood = Replaced.safeParse(said.listed?.replaced ?? {});
  if (!stood.success) throw new CorruptItemError('what a row of a list replaced does not have the shape this version knows');
  const after: Lead = { ...lead, ...onlyGiven(stood.data) };
  const gone = phonesOf(lead).filter(({ e164 }) => e164 !== null && !phonesOf(after).some((kept) => kept.e164 === e164));
  const claims = await readPhoneClaims(
    { table, digests },
    gone.flatMap(({ e164 }) => e164 ?? []),
  );
  const names = Object.keys(stood.data)
    .filter((field) => field !== 'nameKey')
    .sort();
  // What changed nothing of the record, or what a row behind it put back, has nothing to go back to, and its post stays.
  if (names.length === 0 || isDeepStrictEqual(after, lead)) return null;
  const changed = changeLead({
    at: clock(),
    actor: { kind: 'user', id: by },
    cause: { correlationId: undoName(importId), causationId: refText(said) },
    rules: await lifecycleInForce(config),
    ids,
    before: lead,
    draft: () => ({ fields: after, entries: [draftEntry(leadUpdated, { fields: names, submission: null })] }),
  });
  await table.transact([
    ...changed.writes,
    ...claims.flatMap((claim) => releaseInClaim(claim, lead.leadId)),
    // So that the same row can be brought again.
    { Delete: { Key: keys.submission(said) } },
    { Delete: { Key: keys.outcome(said) } },
    { Delete: { Key: keys.leadPost(lead.leadId, said.happenedAt ?? said.receivedAt, said) } },
  ]);
  return null;
}
