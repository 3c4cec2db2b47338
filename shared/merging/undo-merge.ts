import { type Actor, mergeUndone } from '../../events/index.ts';
import { readCallsUnder } from '../call-log/index.ts';
import { identifyingPhone, passEmailGuard, passPhoneClaim, readHolders } from '../identity/index.ts';
import { readPostAgain } from '../intake/index.ts';
import {
  type Act,
  changeLead,
  draftEntry,
  type ItemPlace,
  type Lead,
  type LeadEvidence,
  type LeadPost,
  type LifecycleRules,
  type PartedPost,
  type Parting,
  partitionsOf,
  phonesOf,
  readLead,
  readLeadItself,
  readPostsUnder,
} from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { opportunitiesOf } from '../needs/index.ts';
import { countedWith } from '../opportunities/index.ts';
import { isoTime } from '../platform/clock.ts';
import { CorruptItemError, NotFoundError } from '../platform/errors.ts';
import { type LeadId, leadSubject, type RepId, refText, type SequenceId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { keys } from '../platform/keys.ts';
import type { OrderedMessage } from '../platform/queues.ts';
import { type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { partedProfiles } from '../profiles/index.ts';
import { partedProposals } from '../proposals/index.ts';
import { allPurchases, totalsOf } from '../purchases/index.ts';
import { lettersOf, putQualification, readQualification, withAllOf, withoutTaken } from '../qualification/index.ts';
import { assignMessageFor, changeAssignment, findContactDue, poolInCharge, readAssignment, takenByHand } from '../routing/index.ts';
import { repKind } from '../routing/rep-config.ts';
import { readSeat } from '../seats/index.ts';
import { readTasks } from '../tasks/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { putForwardTimer } from '../work/index.ts';
import { ImpossibleMergeError } from './errors.ts';
import { type AllFollowing, followingOf } from './following.ts';
import { booking, keptOf, mergedFields, putHistory, recountTimer } from './merge-leads.ts';
import { moveNow, movesOf } from './move-items.ts';
import { imageOfKept, type Merge, mergeOf, type Pair, putPair, readPair } from './pair.ts';
import type { MergeParts, UndoParts } from './parts.ts';
import { actOfMerge, editsIn, type FurtherMerge, furtherMerges, type Span, spansSince } from './rules-chain.ts';
import type { Kept } from './rules-fields.ts';
import { type LaterAct, type Split, undoMerge as splitOf } from './rules-undo.ts';
import { notMerged } from './sentences.ts';
import { tellParted } from './tell-reps.ts';

/** Somebody says that a lead that is part of another one is somebody else. */
export interface UndoAsked {
  /** The lead that is left, or any that is part of it. */
  readonly leadId: LeadId;
  /** The one that is to be a lead of its own again, with all that is part of it. */
  readonly otherLeadId: LeadId;
  readonly actor: Actor;
  readonly correlationId: string;
  /** Returns further writes for the same transaction. @default - none */
  readonly along?: (parted: PartedLeads) => readonly WriteItem[];
}

export interface PartedLeads {
  readonly leadId: LeadId;
  readonly otherLeadId: LeadId;
  readonly version: number;
  readonly otherVersion: number;
  /** Posts since the merge that went to the one that was part of the other. */
  readonly posts: number;
  /** Calls since to a number that only that one has. */
  readonly calls: number;
  /** Mails since to an address that only that one has. */
  readonly mails: number;
  /** Devices on which its person posted since. */
  readonly devices: number;
  /** Sequences that it left by the merge and does not come back to. */
  readonly sequencesLeft: readonly string[];
  /** Who has it again; null: nobody, its pool is asked. */
  readonly repId: string | null;
}

/** Of the posts that came in before the merge: those that somebody may have let out of quarantine since. */
const mostOlder = 200;
/** More at a time would only open connections that nobody needs afterwards. */
const postsAtOnce = 8;

interface Pairs {
  readonly pairs: ReadonlyMap<LeadId, Pair>;
  readonly merges: readonly Merge[];
}

/**
 * Makes two leads of one again, at any merge of it, in one transaction: the records as the merge found them, with each later act done to whom it
 * names. Where they are two already, nothing is written.
 * @throws NotFoundError; ImpossibleMergeError
 */
export async function undoMerge(asked: UndoAsked, parts: UndoParts): Promise<PartedLeads> {
  const { parted, next, items } = await untilWritten(() => undo(asked, parts));
  // The timers of the same transaction are the net.
  await moveNow(parted.otherLeadId, items, parts.table);
  if (next) await parts.assign.send(next);
  await parts.score.sendAll(
    [parted.leadId, parted.otherLeadId].map((leadId) => ({ body: { v: 1, kind: 'recount', leadId, takenBack: true } }) as const),
  );
  return parted;
}

interface Undone {
  readonly parted: PartedLeads;
  readonly next: OrderedMessage | null;
  /** What goes to the one that was part of the other, moved already or not. */
  readonly items: readonly ItemPlace[];
}

async function undo(asked: UndoAsked, parts: UndoParts): Promise<Undone> {
  const { table, clock, ids } = parts;
  const { actor, correlationId, along = () => [] } = asked;
  const [root, part] = await Promise.all([
    readLead(table, asked.leadId, { consistent: true }),
    readLeadItself(table, asked.otherLeadId, { consistent: true }),
  ]);
  if (!root || !part) throw new NotFoundError('no such lead');
  if (!(root.members ?? []).includes(part.leadId)) return { parted: await alreadyParted(root, part, asked, parts), next: null, items: [] };
  const known = await pairsOf(root, parts);
  const edge = known.merges.find(({ loserId }) => loserId === part.leadId);
  if (!edge) throw new CorruptItemError('a lead is part of another one without the pair that says so');
  const now = await keptOf(root, parts);
  const spans = spansSince(edge, known.merges, now);
  const further = furtherMerges(edge, known.merges, spans);
  const posts = await postsSince(edge, spans, [root, part], parts);
  const acts = [...further.map(actOfMerge), ...editsIn(spans, further), ...posts.map(({ act }) => act)].sort((one, other) =>
    one.at < other.at ? -1 : one.at > other.at ? 1 : 0,
  );
  const split = splitOf({ survivor: edge.survivor, loser: edge.loser }, acts, now);
  const ofPart = postsOfLoser(posts, acts, split);
  const gone = new Set([part.leadId, ...(part.members ?? [])]);
  const left = { ...root, members: (root.members ?? []).filter((leadId) => !gone.has(leadId)) };
  const at = clock();
  const act = { at, actor, cause: { correlationId, causationId: correlationId } };
  const rules = await lifecycleInForce(parts.config);
  const qualified = await partedQualification(
    root.leadId,
    part.leadId,
    ofPart.map(({ post }) => post),
    table,
  );
  const repId = await backTo(edge, parts);
  const parting: Parting = {
    spans,
    survivor: { ...split.survivor.lead, leadId: root.leadId, members: left.members },
    loser: split.loser.lead,
    loserRepId: repId,
    posts: ofPart.map(({ post, device }) => ({ ref: post, device })),
    at,
  };
  const following = await followingOf(parting, parts.followers, parts);
  const { calls, devices, mails, counted, sequencesLeft } = following;
  const items = [...ofPart.map(({ post }) => placeOfPost(post)), ...following.items];
  const [evidence, rest] = await Promise.all([evidenceOf(part, edge.loser.lead.evidence, parts), evidenceOf(left, root.evidence, parts)]);
  const ofLoser: LeadEvidence = {
    ...evidence,
    qualification: qualified.other,
    attempts: evidence.attempts + counted.attempts,
    reached: evidence.reached + counted.reached,
  };
  const ofSurvivor: LeadEvidence = {
    ...rest,
    qualification: qualified.own,
    quoteAsked: root.evidence.quoteAsked && (edge.survivor.lead.evidence.quoteAsked || !edge.loser.lead.evidence.quoteAsked),
    attempts: rest.attempts - counted.attempts,
    reached: rest.reached - counted.reached,
  };
  const told = { posts: ofPart.length, calls, mails, devices };
  const ended = sequencesLeft.length > 0 ? { sequencesLeft: [...sequencesLeft] } : {};
  const proposed = await partedProposals(
    { leadId: root.leadId, other: { ...split.loser.lead, leadId: part.leadId }, posts: ofPart.map(({ post }) => post) },
    parts,
  );
  const areOpen = proposed.other ?? part.openProposals;
  const back = await givenBack({ ...act, edge, part, root, rules, ofLoser, split, told, ended, repId, areOpen }, parts);
  const changed = changeLead({
    ...act,
    before: root,
    rules,
    ids,
    draft: () => ({
      fields: {
        ...mergedFields({ ...withoutEmails(split.survivor.lead), members: left.members }),
        evidence: ofSurvivor,
        openProposals: proposed.left ?? root.openProposals,
      },
      entries: [draftEntry(mergeUndone, { otherLeadId: part.leadId, was: 'survivor', ...told, ...ended, repId: null })],
      takenBack: lessIn(root.evidence, ofSurvivor),
    }),
  });
  const parted: PartedLeads = {
    leadId: root.leadId,
    otherLeadId: part.leadId,
    version: changed.after.version,
    otherVersion: part.version + 1,
    ...told,
    sequencesLeft,
    repId: back.repId,
  };
  await table.transact([
    ...changed.writes,
    ...putHistory(now, split.survivor),
    ...back.writes,
    ...putHistory(await keptOf(part, parts), split.loser),
    ...qualified.writes,
    ...proposed.writes,
    ...(await partedProfiles({ left, part, posts: ofPart.map(({ post }) => refText(post)) }, table)),
    ...(await movesOf(part.leadId, items, { at, cause: correlationId }, table)),
    ...following.writes,
    ...following.work.map((asked) => workTimer(asked, at)),
    ...(await guardsOf(root, part, split, parts)),
    ...undonePair(known.pairs.get(part.leadId), edge, actor.id, at),
    ...(await furtherWrites({ ...act, further, split, gone, rules, otherLeadId: part.leadId }, known, parts)),
    recountTimer(root.leadId, at),
    recountTimer(part.leadId, at),
    ...tellParted({ leadId: root.leadId, ownerRepId: root.owner?.repId ?? null, otherLeadId: part.leadId, otherRepId: repId, at }),
    ...along(parted),
  ]);
  parts.log.info('merge undone', { leadId: root.leadId, otherLeadId: part.leadId, ...told });
  return { parted, next: back.next, items };
}

/** What was asked again is answered again; what never was is refused. */
async function alreadyParted(root: Lead, part: Lead, { along = () => [] }: UndoAsked, { table }: MergeParts): Promise<PartedLeads> {
  const pair = await readPair(table, root.leadId, part.leadId);
  if (pair?.state !== 'undone') throw new ImpossibleMergeError(`${notMerged.en} ${notMerged.vi}`);
  const repId = part.owner?.repId ?? null;
  const parted = {
    leadId: root.leadId,
    otherLeadId: part.leadId,
    version: root.version,
    otherVersion: part.version,
    posts: 0,
    calls: 0,
    mails: 0,
    devices: 0,
    sequencesLeft: [],
    repId,
  };
  await writeIfAny(table, along(parted));
  return parted;
}

/** Reads every merge that made a person, by the lead that became part of another. */
async function pairsOf({ members = [] }: Lead, { table }: MergeParts): Promise<Pairs> {
  const found = await Promise.all(
    members.map(async (leadId) => {
      const record = await readLeadItself(table, leadId, { consistent: true });
      const pair = record?.mergedInto ? await readPair(table, leadId, record.mergedInto) : undefined;
      return [leadId, pair] as const;
    }),
  );
  const pairs = new Map(found.flatMap(([leadId, pair]) => (pair ? [[leadId, pair] as const] : [])));
  return { pairs, merges: [...pairs.values()].flatMap((pair) => mergeOf(pair) ?? []) };
}

interface PostSince {
  readonly post: LeadPost;
  readonly device: PartedPost['device'];
  readonly act: LaterAct & { readonly kind: 'post' };
}

/** Reads what the person posted since, under whichever record held them then. */
async function postsSince(edge: Merge, spans: readonly Span[], person: readonly [Lead, Lead], parts: MergeParts): Promise<PostSince[]> {
  const own = new Set(person.flatMap(partitionsOf));
  const ofLoser = new Set(partitionsOf(edge.loser.lead));
  const sideOf = (leadId: LeadId | undefined) => {
    if (leadId === undefined || !own.has(leadId)) return null;
    return ofLoser.has(leadId) ? ('loser' as const) : ('survivor' as const);
  };
  const found = await Promise.all(
    spans.map(async ({ leadId, since, until }) => {
      const posts = await readPostsUnder(parts.table, leadId);
      const isNewer = ({ at }: LeadPost) => at > since;
      const older = posts.filter((post) => !isNewer(post)).slice(-mostOlder);
      return inTurns([...older, ...posts.filter(isNewer)], postsAtOnce, async (post): Promise<PostSince[]> => {
        const again = await readPostAgain(post, () => true, parts);
        if (!again || again.at <= since || (until !== null && again.at > until)) return [];
        const { at, claimant } = again;
        const { byEmail, byPhone } = await readHolders(parts, { email: claimant.email, phone: claimant.phone });
        const known = { email: sideOf(byEmail?.leadId), phone: sideOf(byPhone?.leadId) };
        const apply = ({ lead, provenance }: Kept): Kept => again.apply(lead, provenance);
        return [{ post, device: again.device, act: { kind: 'post', at, claimant, known, apply } }];
      });
    }),
  );
  return found.flat(2);
}

function postsOfLoser(posts: readonly PostSince[], acts: readonly LaterAct[], split: Split): PostSince[] {
  const inOrder = acts.filter((act) => act.kind === 'post');
  const sideOf = new Map(inOrder.map((act, place) => [act, split.posts[place]]));
  return posts.filter(({ act }) => sideOf.get(act) === 'loser');
}

/** Returns the timer that asks for work which what goes along needs. */
function workTimer({ groupId, body }: AllFollowing['work'][number], at: Date): WriteItem {
  const timerId = timerIdFor('parted', groupId, JSON.stringify(body), isoTime(at));
  return putTimer({ timerId, dueAt: isoTime(at), queue: 'work', groupId, message: body });
}

const placeOfPost = (post: LeadPost): ItemPlace => ({ leadId: post.leadId, sk: keys.leadPost(post.leadId, post.at, post).sk });

/** Finds who has the part again: whoever had it, if they are there still and sales went on with it. */
async function backTo({ held, loser }: Merge, { config }: MergeParts): Promise<RepId | null> {
  if (!held || loser.lead.routing?.state === 'ended') return null;
  const { documents: reps } = await config.current(repKind);
  return reps.get(held.repId)?.active ? held.repId : null;
}

/** Counts anew what lies under the records of a lead; what nothing lies for stays as it is told. */
async function evidenceOf(lead: Lead, stood: LeadEvidence, { table }: MergeParts): Promise<LeadEvidence> {
  const [needs, orders, ...calls] = await Promise.all([
    opportunitiesOf(table, lead, { consistent: true }),
    allPurchases(table, lead, { consistent: true }),
    ...partitionsOf(lead).map((leadId) => readCallsUnder(table, leadId)),
  ]);
  const opportunities = needs.reduce((counts, need) => countedWith(counts, null, need), { open: 0, accepted: 0, won: 0 });
  const made = calls.flat();
  const counted = { attempts: made.length, reached: made.filter(({ isReached }) => isReached).length };
  return {
    ...stood,
    ...counted,
    opportunities,
    purchases: { paid: totalsOf(orders).reduce((sum, { paidOrders }) => sum + paidOrders, 0) },
  };
}

/** Names what a lead has less of than before: it was another person's. */
function lessIn(before: LeadEvidence, after: LeadEvidence): (keyof LeadEvidence)[] {
  const isLess: Readonly<Partial<Record<keyof LeadEvidence, boolean>>> = {
    qualification: before.qualification !== after.qualification,
    quoteAsked: before.quoteAsked && !after.quoteAsked,
    attempts: after.attempts < before.attempts,
    reached: after.reached < before.reached,
    opportunities: after.opportunities.accepted < before.opportunities.accepted || after.opportunities.open < before.opportunities.open,
    purchases: after.purchases.paid < before.purchases.paid,
  };
  return (Object.keys(before) as (keyof LeadEvidence)[]).filter((part) => isLess[part]);
}

/** An address that the record does not know any more is written as one: an absent list would leave what stood. */
const withoutEmails = (lead: Lead): Lead => ({ ...lead, emails: lead.emails ?? [] });

async function partedQualification(leadId: LeadId, otherLeadId: LeadId, posts: readonly LeadPost[], table: MergeParts['table']) {
  const [before, other] = await Promise.all([leadId, otherLeadId].map((id) => readQualification(table, id, { consistent: true })));
  if (!before || !other) throw new NotFoundError('no such lead');
  const refs = new Set(posts.map(refText));
  const isOthers = (one: { readonly kind: string; readonly ref: string }) =>
    (one.kind === 'form' && refs.has(one.ref)) ||
    Object.values(other).some((known) => Array.isArray(known) && known.some(({ kind, ref }) => kind === one.kind && ref === one.ref));
  const own = withoutTaken(before, isOthers);
  const since = withoutTaken(before, (one) => !(one.kind === 'form' && refs.has(one.ref)));
  const others = withAllOf(other, since);
  return {
    own: lettersOf(own),
    other: lettersOf(others),
    writes: [...(own === before ? [] : [putQualification(before, own)]), ...(others === other ? [] : [putQualification(other, others)])],
  };
}

interface GivingBack extends Act {
  readonly edge: Merge;
  readonly part: Lead;
  readonly root: Lead;
  readonly rules: LifecycleRules;
  readonly ofLoser: LeadEvidence;
  readonly split: Split;
  readonly told: Pick<PartedLeads, 'posts' | 'calls' | 'mails' | 'devices'>;
  readonly ended: { readonly sequencesLeft?: SequenceId[] };
  readonly repId: RepId | null;
  /** Whether proposals of the part wait for a decision. */
  readonly areOpen: boolean;
}

interface GivenBack {
  readonly writes: readonly WriteItem[];
  readonly repId: string | null;
  readonly next: OrderedMessage | null;
}

/** Makes the part a lead of its own: whoever had it has it again with what it counted, or its pool is asked. */
async function givenBack(
  { edge, part, root, rules, ofLoser, split, told, ended, repId, areOpen, ...act }: GivingBack,
  parts: MergeParts,
): Promise<GivenBack> {
  const { table, config, ids } = parts;
  const { leadId } = part;
  const [before = null, tasks] = await Promise.all([readAssignment(table, leadId, leadSubject), readTasks(table, part)]);
  const { held } = edge;
  const entry = draftEntry(mergeUndone, { otherLeadId: root.leadId, was: 'loser', ...told, ...ended, repId });
  const { evidence: _evidence, ...known } = mergedFields(withoutEmails(split.loser.lead));
  const fields = { ...known, evidence: ofLoser, openProposals: areOpen, mergedInto: null };
  const state = edge.loser.lead.routing?.state ?? 'waiting';
  if (state === 'ended') {
    const changed = changeLead({ ...act, before: part, rules, ids, draft: () => ({ fields, entries: [entry] }) });
    return { writes: changed.writes, repId: null, next: null };
  }
  const poolId =
    repId === null || !held ? poolInCharge(edge.loser.lead, { subject: leadSubject, poolId: before?.poolId ?? '-' }) : held.poolId;
  const [seat, taken] = await Promise.all([
    repId === null ? undefined : readSeat(table, leadId, repId),
    repId === null ? undefined : takenByHand(repId, act.at, parts),
  ]);
  const to =
    repId === null
      ? ({ state: state === 'marketing' ? 'marketing' : 'waiting', poolId, repId: null, decisionId: null } as const)
      : ({
          state: 'owned',
          poolId,
          repId,
          decisionId: ids.decisionId(act.at),
          contactDueAt: await findContactDue({ repId, poolId }, act.at, config),
          given: { how: 'undo', by: act.actor.id, credit: held?.credit ?? 0 },
        } as const);
  const { routing: _routing, ...beside } = fields as typeof fields & { routing?: unknown };
  const moved = changeAssignment({
    ...act,
    lead: part,
    subject: leadSubject,
    before,
    to,
    entries: [entry],
    beside: { fields: beside, rules },
    seats: seat ? [seat] : [],
    tasks,
    taken,
    ids,
  });
  const credit = held && repId !== null && held.credit > 0 ? { repId: held.repId, credit: held.credit } : null;
  const booked = credit ? [booking({ leadId, poolId, at: act.at, cause: act.cause.correlationId, how: 'undo', entry: credit })] : [];
  if (to.state !== 'waiting') return { writes: [...moved, ...booked], repId, next: null };
  const { correlationId } = act.cause;
  const next = assignMessageFor(
    { v: 1, kind: 'assign', leadId, subject: leadSubject, poolId, cause: 'returned', causationId: correlationId, correlationId },
    'given',
  );
  const net = putForwardTimer({ timerId: timerIdFor('parted', leadId, correlationId), dueAt: isoTime(act.at) }, 'assign', next);
  return { writes: [...moved, ...booked, net], repId, next };
}

/** Details that came since and are of the part by now are the part's, for the next post by them. */
async function guardsOf(root: Lead, part: Lead, { survivor, loser }: Split, parts: MergeParts): Promise<WriteItem[]> {
  const addressesOf = ({ email, emails = [] }: Lead) => [email, ...emails].filter((one) => one !== null);
  const numbersOf = (lead: Lead) => phonesOf(lead).flatMap((one) => identifyingPhone(one) ?? []);
  const emails = addressesOf(loser.lead).filter((one) => !addressesOf(survivor.lead).includes(one));
  const numbers = numbersOf(loser.lead).filter((one) => !numbersOf(survivor.lead).includes(one));
  const isOfRest = (leadId: LeadId | undefined) =>
    leadId !== undefined && partitionsOf(root).includes(leadId) && !partitionsOf(part).includes(leadId);
  const held = await Promise.all([
    ...emails.map((email) => readHolders(parts, { email, phone: null })),
    ...numbers.map((phone) => readHolders(parts, { email: null, phone })),
  ]);
  return held.flatMap(({ byEmail, byPhone }) => [
    ...(byEmail && isOfRest(byEmail.leadId) ? [passEmailGuard(byEmail, part.leadId)] : []),
    ...(byPhone && isOfRest(byPhone.leadId) ? [passPhoneClaim(byPhone, part.leadId, loser.lead.nameKey)] : []),
  ]);
}

function undonePair(pair: Pair | undefined, { survivorId, loserId }: Merge, by: string, at: Date): WriteItem[] {
  if (!pair) return [];
  const { older: _older, newer: _newer, version: _version, merge: _merge, ...stood } = pair;
  return [putPair(pair, survivorId, loserId, { ...stood, state: 'undone', decidedAt: isoTime(at), decidedBy: by })];
}

interface Following extends Act {
  readonly further: readonly FurtherMerge[];
  readonly split: Split;
  readonly gone: ReadonlySet<LeadId>;
  readonly rules: LifecycleRules;
  readonly otherLeadId: LeadId;
}

/** Writes what later undos begin with: the records as the further merges would have found them without the part. */
async function furtherWrites(
  { further, split, gone, rules, otherLeadId, ...act }: Following,
  { pairs }: Pairs,
  parts: MergeParts,
): Promise<WriteItem[]> {
  const writes = await Promise.all(
    further.map(async ({ kind, merge }, place): Promise<WriteItem[]> => {
      const [image, pair] = [split.images[place], pairs.get(merge.loserId)];
      if (!image || !pair?.merge) throw new CorruptItemError('a merge since has no image');
      const { older: _older, newer: _newer, version: _version, ...stood } = pair;
      const lead = { ...withoutEmails(image.lead), members: (image.lead.members ?? []).filter((leadId) => !gone.has(leadId)) };
      const kept = { ...image, lead };
      const found = kind === 'joined' ? { ...pair.merge, survivor: imageOfKept(kept) } : { ...pair.merge, loser: imageOfKept(kept) };
      const put = putPair(pair, merge.survivorId, merge.loserId, { ...stood, merge: found });
      if (kind === 'joined') return [put];
      const hidden = await readLeadItself(parts.table, merge.loserId, { consistent: true });
      if (!hidden) throw new CorruptItemError('a lead that is part of another one is gone');
      const entries = [draftEntry(mergeUndone, { otherLeadId, was: 'survivor', posts: 0, calls: 0, repId: null })];
      const { evidence: _evidence, ...fields } = mergedFields(lead);
      const changed = changeLead({ ...act, before: hidden, rules, ids: parts.ids, draft: () => ({ fields, entries }) });
      return [put, ...changed.writes, ...putHistory(await keptOf(hidden, parts), image)];
    }),
  );
  return writes.flat();
}
