import { type Actor, mergeUndone } from '../../events/index.ts';
import { identifyingPhone, passEmailGuard, passPhoneClaim, readHolders } from '../identity/index.ts';
import {
  changeLead,
  draftEntry,
  type ItemPlace,
  type Lead,
  type LeadEvidence,
  type Parting,
  partitionsOf,
  phonesOf,
  readLead,
  readLeadItself,
} from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { isoTime } from '../platform/clock.ts';
import { CorruptItemError, NotFoundError } from '../platform/errors.ts';
import { type LeadId, refText } from '../platform/ids.ts';
import type { OrderedMessage } from '../platform/queues.ts';
import { type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { partedProfiles } from '../profiles/index.ts';
import { partedProposals } from '../proposals/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { evidenceOf, lessIn, partedQualification } from './count-anew.ts';
import { ImpossibleMergeError } from './errors.ts';
import { type AllFollowing, followingOf } from './following.ts';
import { backTo, givenBack } from './give-back.ts';
import { furtherWrites, pairsOf, undonePair } from './known-merges.ts';
import { keptOf, mergedFields, putHistory, recountTimer, withLists } from './merge-leads.ts';
import { moveNow, movesOf } from './move-items.ts';
import { readPair } from './pair.ts';
import type { MergeParts, UndoParts } from './parts.ts';
import { placeOfPost, postsOfLoser, postsSince } from './posts-since.ts';
import { actOfMerge, editsIn, furtherMerges, spansSince } from './rules-chain.ts';
import { type Split, undoMerge as splitOf } from './rules-undo.ts';
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
  // What the one record asked for since cannot be told from what the other did: rather a rep too many than a person who waits for nobody.
  const { assignLater, ...evidenceOfLoser } = evidence;
  const ofLoser: LeadEvidence = {
    ...evidenceOfLoser,
    ...(assignLater && root.evidence.assignLater && { assignLater }),
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
    {
      under: spans.map(({ leadId }) => leadId),
      other: { ...split.loser.lead, leadId: part.leadId },
      posts: ofPart.map(({ post }) => post),
    },
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
        ...mergedFields({ ...withLists(split.survivor.lead), members: left.members }),
        evidence: ofSurvivor,
        openProposals: proposed.left.get(root.leadId) ?? root.openProposals,
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
    ...(await furtherWrites({ ...act, further, split, gone, rules, otherLeadId: part.leadId, areOpen: proposed.left }, known, parts)),
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

/** Returns the timer that asks for work which what goes along needs. */
function workTimer({ groupId, body }: AllFollowing['work'][number], at: Date): WriteItem {
  const timerId = timerIdFor('parted', groupId, JSON.stringify(body), isoTime(at));
  return putTimer({ timerId, dueAt: isoTime(at), queue: 'work', groupId, message: body });
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
