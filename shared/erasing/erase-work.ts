import type { Lead } from '../leads/index.ts';
import { addMs, daysMs, isoTime, minutesMs } from '../platform/clock.ts';
import type { AddressDigest, EmailDigest, PhoneDigest } from '../platform/digests.ts';
import type { ErasureId, LeadId } from '../platform/ids.ts';
import { ConditionFailedError, type WriteItem } from '../platform/table.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { closeRecords } from './close.ts';
import { askForSlice, askForSliceLater, eraseRequest, putLateLook } from './erase-request.ts';
import type { ErasedPerson, Eraser, EraserParts, Removal } from './eraser.ts';
import { type Erasure, type FilesPlace, type PostsPlace, putErasure, readErasure } from './erasure.ts';
import { eraseFilesSlice, type FileEraser, filesKind } from './file-eraser.ts';
import { findRemovals } from './sweep.ts';
import { markErased } from './was-erased.ts';

/** What is done with what does not lie under the records. */
export interface Elsewhere {
  /** Finds what lies under others and is about a record. */
  readonly forgetRecord: (leadId: LeadId, person: ErasedPerson, parts: EraserParts) => Promise<readonly Removal[]>;
  /** Lets an address go, and refuses all advertising for it, for good. */
  readonly forgetEmail: (
    email: { email: EmailDigest; address: AddressDigest },
    person: ErasedPerson,
    parts: EraserParts,
  ) => Promise<readonly Removal[]>;
  /** Returns the writes by which facts of records lose whom they are of, for the transaction in which those go. */
  readonly forgetFacts: (
    leads: readonly Lead[],
    erasureId: ErasureId,
    parts: Pick<EraseParts, 'table' | 'config' | 'clock'>,
  ) => Promise<readonly WriteItem[]>;
  readonly forgetPhone: (phone: PhoneDigest, person: ErasedPerson, parts: EraserParts) => Promise<readonly Removal[]>;
  /** Finds what of a slice of posts that became no lead is the person's; `next`: where the slice after it begins, null at the end. */
  readonly findPosts: (
    place: PostsPlace,
    person: ErasedPerson,
    parts: EraserParts,
  ) => Promise<{ readonly removals: readonly Removal[]; readonly next: PostsPlace | null }>;
}

/** Messages that are on their way have come after a quarter of an hour, and dead letters are gone after a fortnight. */
const lateLooksMs = [15 * minutesMs, 15 * daysMs] as const;
/** Each takes some writes. */
const digestsPerSlice = 8;
/** Of a transaction, beside the state of the erasure. */
const mostWrites = 99;

export interface EraseParts extends Pick<WorkParts, 'table' | 'config' | 'clock' | 'ids' | 'digests' | 'log'> {
  /** Null for a table that was restored without the files beside it. */
  readonly objects: WorkParts['objects'] | null;
}

const firstPosts: PostsPlace = { partition: 0, after: null };

type Next = Omit<Erasure, 'version' | 'writeId'>;
interface Slice {
  readonly next: Next;
  readonly writes: readonly WriteItem[];
}

/**
 * Makes the work that erases people, slice by slice. Each slice is one transaction with the state of the erasure, so that it may be killed
 * anywhere, and come twice, and nothing is counted twice.
 */
export function defineErasing(erasers: readonly Eraser[], elsewhere: Elsewhere, fileErasers: readonly FileEraser[]) {
  /** Does the slice at which an erasure stands. True: another one follows. @param looks once more at one that is done */
  async function doSlice(erasure: Erasure, looks: boolean, parts: EraseParts): Promise<boolean> {
    const now = parts.clock();
    const slice = await sliceOf(erasure, looks, now, parts);
    if (!slice) return false;
    const writeId = parts.ids.attemptId();
    const { next, writes } = slice;
    try {
      await parts.table.transact([putErasure(erasure, next, writeId), ...writes]);
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
      // The first answer may have been lost on the way: then nobody else goes on.
      const stands = await readErasure(parts.table, erasure.erasureId);
      if (stands?.writeId !== writeId) return stands?.version === erasure.version;
    }
    parts.log.info('a slice of an erasure is done', { erasureId: next.erasureId, phase: next.phase, writes: writes.length });
    return next.phase !== 'done' || looks;
  }

  async function sliceOf(erasure: Erasure, looks: boolean, now: Date, parts: EraseParts): Promise<Slice | null> {
    const { version: _version, writeId: _writeId, ...stood } = erasure;
    const reading: EraserParts = { ...parts, now };
    const lasting = (phase: Erasure['phase']) => [askForSliceLater(erasure.erasureId, phase, now)];
    switch (erasure.phase) {
      case 'cancelled':
        return null;
      case 'held': {
        const { known, gone, writes } = await closeRecords(erasure, now, {
          ...parts,
          forgetFacts: (leads, erasureId) => elsewhere.forgetFacts(leads, erasureId, parts),
        });
        // Another erasure of the same person was quicker: what goes is all on its certificate.
        if (gone === 0 && !erasure.isAgain) return { next: { ...stood, phase: 'done', endedAt: isoTime(now) }, writes: [] };
        const next: Next = {
          ...stood,
          ...known,
          phase: 'erasing',
          closedAt: erasure.closedAt ?? isoTime(now),
          ...counted(erasure, Array<string>(gone).fill('LEAD LEAD')),
        };
        // With the record: from the moment on in which nobody finds it, no list makes the person one anew.
        const marks = [...next.emails.map(({ email }) => email), ...next.phones].map((who) =>
          markErased(who, next.closedAt ?? isoTime(now)),
        );
        const all = [...writes, ...lasting('erasing'), ...marks];
        // Further ones are written with what is known of each address.
        return { next, writes: all.slice(0, mostWrites) };
      }
      case 'erasing': {
        const removals = await findRemovals(personOf(erasure), erasers, reading);
        if (removals.length > 0) return { next: { ...stood, ...counted(erasure, kindsOf(removals)) }, writes: writesOf(removals) };
        return { next: { ...stood, phase: 'addresses' }, writes: lasting('addresses') };
      }
      case 'addresses': {
        const { emails, phones, handled } = erasure;
        const person = personOf(erasure);
        const all = [
          ...erasure.leadIds.map((leadId) => () => elsewhere.forgetRecord(leadId, person, reading)),
          ...emails.map((email) => () => elsewhere.forgetEmail(email, person, reading)),
          ...phones.map((phone) => () => elsewhere.forgetPhone(phone, person, reading)),
        ];
        const found = await Promise.all(all.slice(handled, handled + digestsPerSlice).map((forget) => forget()));
        const removals = found.flat();
        const isAll = handled + digestsPerSlice >= all.length;
        const next: Next = {
          ...stood,
          ...counted(erasure, kindsOf(removals)),
          handled: Math.min(all.length, handled + digestsPerSlice),
        };
        if (!isAll) return { next, writes: writesOf(removals) };
        return {
          next: { ...next, phase: 'posts', place: firstPosts },
          writes: [...writesOf(removals), ...lasting('posts')],
        };
      }
      case 'posts': {
        const { removals, next: place } = await elsewhere.findPosts(erasure.place ?? firstPosts, personOf(erasure), reading);
        const next: Next = { ...stood, ...counted(erasure, kindsOf(removals)) };
        if (place) return { next: { ...next, place }, writes: writesOf(removals) };
        const { place: _place, ...looked } = next;
        return { next: { ...looked, phase: 'files' }, writes: [...writesOf(removals), ...lasting('files')] };
      }
      case 'files': {
        const slice = await filesSlice(erasure, erasure.files ?? null, reading, parts.objects);
        const { files: _files, ...looked } = stood;
        const kinds = slice ? Array<string>(slice.gone).fill(filesKind(slice.capability)) : [];
        const next: Next = { ...looked, ...counted(erasure, kinds) };
        if (slice?.next) return { next: { ...next, files: slice.next }, writes: [] };
        const looksLater = lateLooksMs.map((ms) => putLateLook(erasure.erasureId, addMs(now, ms)));
        return { next: { ...next, phase: 'done', endedAt: erasure.endedAt ?? isoTime(now) }, writes: looksLater };
      }
      case 'done': {
        if (!looks) return null;
        const removals = await findRemovals(personOf(erasure), erasers, reading);
        if (removals.length === 0) return null;
        return { next: { ...stood, late: erasure.late + removals.length }, writes: writesOf(removals) };
      }
    }
  }

  async function filesSlice(erasure: Erasure, at: FilesPlace | null, reading: EraserParts, objects: EraseParts['objects']) {
    return objects ? eraseFilesSlice(at, fileErasers, personOf(erasure), { ...reading, objects }) : null;
  }

  /** Looks once more through posts that became no lead: one that waited for its turn when the others went may have been held, or refused, since. */
  async function lookAtPosts(erasure: Erasure, at: PostsPlace, parts: EraseParts): Promise<PostsPlace | null> {
    const { removals, next } = await elsewhere.findPosts(at, personOf(erasure), { ...parts, now: parts.clock() });
    if (removals.length > 0) {
      const { version: _version, writeId: _writeId, ...stood } = erasure;
      const after: Next = { ...stood, late: erasure.late + kindsOf(removals).length };
      await parts.table.transact([putErasure(erasure, after, parts.ids.attemptId()), ...writesOf(removals)]);
    }
    return next;
  }

  /** Looks once more through files of an erasure that is done: what was on its way into one then lies there by now. */
  async function lookAtFiles(erasure: Erasure, at: FilesPlace | null, parts: EraseParts): Promise<FilesPlace | null> {
    const slice = await filesSlice(erasure, at, { ...parts, now: parts.clock() }, parts.objects);
    if (slice && slice.gone > 0) {
      const { version: _version, writeId: _writeId, ...stood } = erasure;
      await parts.table.transact([putErasure(erasure, { ...stood, late: erasure.late + slice.gone }, parts.ids.attemptId())]);
    }
    return slice?.next ?? null;
  }

  const work = defineWork({
    kind: 'erasePerson' satisfies typeof eraseRequest.kind,
    schema: eraseRequest.schema,
    async run({ erasureId, looks, posts = firstPosts, files }, parts) {
      const erasure = await readErasure(parts.table, erasureId);
      if (!erasure) return;
      const waitMs = Date.parse(erasure.startsAt) - parts.clock().getTime();
      const isEarly = erasure.phase === 'held' && waitMs > 0;
      if (isEarly) return parts.queues.work.send(askForSlice(erasureId, { delaySeconds: Math.ceil(waitMs / 1_000) }));
      if (await doSlice(erasure, looks, parts)) return parts.queues.work.send(askForSlice(erasureId, { looks }));
      if (!looks || erasure.phase !== 'done') return;
      if (!files) {
        const morePosts = await lookAtPosts(erasure, posts, parts);
        if (morePosts) return parts.queues.work.send(askForSlice(erasureId, { looks, posts: morePosts }));
      }
      const looked = files ? erasure : await readErasure(parts.table, erasureId);
      const next = looked && (await lookAtFiles(looked, files ?? null, parts));
      if (next) await parts.queues.work.send(askForSlice(erasureId, { looks, files: next }));
    },
  });

  return {
    work,
    /** Does all of an erasure at once: for whoever applies the list to a restored table. */
    async eraseAll(erasureId: Erasure['erasureId'], parts: EraseParts): Promise<Erasure | undefined> {
      let erasure = await readErasure(parts.table, erasureId);
      while (erasure && (await doSlice(erasure, false, parts))) erasure = await readErasure(parts.table, erasureId);
      return readErasure(parts.table, erasureId);
    },
  };
}

function personOf({ erasureId, leadIds, emails, phones, closedAt, askedAt }: Erasure): ErasedPerson {
  return {
    erasureId,
    leadIds: new Set(leadIds),
    emails: new Set(emails.map(({ email }) => email)),
    phones: new Set(phones),
    closedAt: closedAt ?? askedAt,
  };
}

const writesOf = (removals: readonly Removal[]): WriteItem[] => removals.map(({ write }) => write);

const kindsOf = (removals: readonly Removal[]): string[] => removals.flatMap(({ kind }) => kind ?? []);

/** What goes counts by its kind; what a backup brought back after the end, as whatever else came then. */
function counted({ gone, late, isAgain }: Erasure, kinds: readonly string[]): Pick<Erasure, 'gone' | 'late'> {
  if (isAgain) return { gone, late: late + kinds.length };
  const sums = { ...gone };
  for (const kind of kinds) sums[kind] = (sums[kind] ?? 0) + 1;
  return { gone: sums, late };
}
