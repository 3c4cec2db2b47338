import type { MeView } from '../../../../api/me/me-view.ts';
import type { WorkItem, WorkView } from '../../../../api/tasks/task-view.ts';
import type { Ask, Known } from '../api/index.ts';
import { ProblemError, SignedOutError, UnreachableError } from '../api/index.ts';
import type { Shelf } from './database.ts';
import { isWholeList, type WorkAsked, withoutLead, workFrom } from './kept-work.ts';

/** An answer that may be looked at without a network. */
export interface KeptAnswer {
  /** Route and request. */
  readonly question: string;
  readonly userId: string;
  readonly leadId: string | null;
  readonly body: unknown;
  readonly etag: string | null;
  /** Of the answer that says who somebody is: whose session it was. */
  readonly who?: string | null;
  readonly atMs: number;
}

/** What may be kept: who somebody is, how their day stands, what they are to do, how calls end, the leads that they have and opened, and tables of numbers. */
const kept = ['/v1/me', '/v1/me/today', '/v1/work', '/v1/call-outcomes', '/v1/leads/{leadId}', '/v1/reports/{name}'];
const questionOf = (path: string, request: unknown): string => `${path} ${JSON.stringify(request)}`;
/** The page of the work that was seen last, and all of it; every other page is made of these two. */
const pageQuestion = '/v1/work';
const queueQuestion = '/v1/work all';

const longestMs = 24 * 3_600_000;
const mostAnswers = 200;
/** So many of the leads that are kept does each poll of the work ask about, in turn. */
const askedAtOnce = 25;
/** A day of work is no longer, and takes four pages. */
const mostWork = 200;
const workPage = 50;
/** What cards show is read along, so that all of it is read no more often; after what is on the screen. */
const queueEveryMs = 15 * 60_000;
const queueAfterMs = 5_000;
/** Whoever waits so long is shown what was there before, while the network goes on. */
const patienceMs = 3_000;

export interface AnswersParts {
  readonly ask: Ask;
  readonly shelf: Shelf<KeptAnswer>;
  /** Whose session it is; null: nobody knows yet. */
  readonly who: () => string | null;
  readonly nowMs: () => number;
  readonly later: (run: () => void, ms: number) => () => void;
}

export interface Answers {
  /** Asks the API; where nobody answers, gives what was answered before, marked as old. */
  readonly ask: Ask;
  /** Binds what is kept to a user with their rights: what was kept for another one, or under other rights, is forgotten. */
  readonly bind: (me: MeView) => Promise<void>;
  /** Forgets everything. */
  readonly purge: () => Promise<void>;
}

const meQuestion = questionOf('/v1/me', {});

/**
 * Keeps answers for when there is no network: a day, for one user under the rights that they had. Of leads only those that are theirs, and
 * nothing at all while numbers are masked for them, because whoever takes the phone would find what the company shows one at a time.
 */
export function createAnswers({ ask, shelf, who, nowMs, later }: AnswersParts): Answers {
  let me: MeView | null = null;
  /** Leads of which something is kept, as of the last look; in the order in which they are asked about. */
  let keptLeads: readonly string[] = [];
  let queueMs = Number.NEGATIVE_INFINITY;

  const quietly = (done: Promise<unknown>): Promise<void> =>
    done.then(
      () => {},
      () => {},
    );
  const keep = async (row: KeptAnswer): Promise<void> => {
    await shelf.put(row);
    if (row.leadId !== null && !keptLeads.includes(row.leadId)) keptLeads = [...keptLeads, row.leadId];
    const rows = await shelf.all();
    const old = rows
      .toSorted((one, other) => other.atMs - one.atMs)
      .filter(({ atMs }, place) => place >= mostAnswers || nowMs() - atMs > longestMs);
    if (old.length > 0) await shelf.delete(old.map(({ question }) => question));
  };
  const find = async (question: string): Promise<Known<unknown> | null> => {
    const row = await shelf.get(question).catch(() => undefined);
    if (row === undefined || nowMs() - row.atMs > longestMs) return null;
    // Whoever was here last is taken at their word that was kept, unless it is another one's session by now.
    if (question === meQuestion && me === null && (who() ?? row.who) === row.who) me = row.body as MeView;
    if (row.userId !== me?.userId) return null;
    return { body: row.body, etag: row.etag, isKept: true };
  };
  const findWork = async (asked: WorkAsked): Promise<Known<unknown> | null> => {
    const [page, queue] = await Promise.all([find(pageQuestion), find(queueQuestion)]);
    const body = workFrom({ page: page?.body as WorkView | undefined, queue: queue?.body as readonly WorkItem[] | undefined }, asked);
    return body === null ? null : { body, etag: null, isKept: true };
  };
  const forget = async (leadId: string): Promise<void> => {
    const rows = await shelf.all();
    await shelf.delete(rows.filter((row) => row.leadId === leadId).map(({ question }) => question));
    for (const question of [pageQuestion, queueQuestion]) {
      const row = await shelf.get(question);
      if (row === undefined) continue;
      const isPage = question === pageQuestion;
      const items = isPage ? (row.body as WorkView).items : (row.body as readonly WorkItem[]);
      const left = withoutLead(items, leadId);
      if (left.length < items.length) await shelf.put({ ...row, body: isPage ? { ...(row.body as WorkView), items: left } : left });
    }
  };
  /** Keeps all of somebody's work where a page does not hold it, so that a day goes on without a network. */
  const keepQueue = async ({ userId }: MeView): Promise<void> => {
    const items: WorkItem[] = [];
    let cursor: string | null = null;
    do {
      const query: object = { limit: workPage, ...(cursor === null ? {} : { cursor }) };
      const { body } = await ask({ method: 'GET', path: '/v1/work' } as never, { query } as never);
      const page = body as unknown as WorkView;
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null && items.length < mostWork);
    if (me?.userId !== userId || me.features.masking) return;
    await keep({ question: queueQuestion, userId, leadId: null, body: items, etag: null, atMs: nowMs() });
  };
  const lookForQueue = ({ nextCursor = null }: Pick<WorkView, 'nextCursor'>): void => {
    if (nextCursor === null) {
      queueMs = Number.NEGATIVE_INFINITY;
      return void quietly(shelf.delete([queueQuestion]));
    }
    if (me === null || nowMs() - queueMs < queueEveryMs) return;
    queueMs = nowMs();
    const whose = me;
    later(() => {
      void keepQueue(whose).catch(() => {
        queueMs = Number.NEGATIVE_INFINITY;
      });
    }, queueAfterMs);
  };
  const purge = (): Promise<void> => {
    me = null;
    queueMs = Number.NEGATIVE_INFINITY;
    return quietly(shelf.all().then((rows) => shelf.delete(rows.map(({ question }) => question))));
  };

  const look = async (): Promise<void> => {
    const known = new Set((await shelf.all()).flatMap(({ leadId }) => leadId ?? []));
    keptLeads = [...keptLeads.filter((id) => known.delete(id)), ...known];
  };
  /** Whoever asks for their work asks along which of the leads that are kept are theirs no more. */
  const withKept = <Request>(request: Request): Request => {
    const turn = keptLeads.slice(0, askedAtOnce);
    if (turn.length === 0) return request;
    keptLeads = [...keptLeads.slice(askedAtOnce), ...turn];
    return { ...request, query: { ...(request as { readonly query?: object }).query, kept: turn.join(',') } };
  };
  const forgetLeft = async ({ left = [] }: Pick<WorkView, 'left'>): Promise<void> => {
    for (const leadId of left) await forget(leadId);
    await look();
  };
  /** Whoever is told that a lead is not there for them keeps nothing of it, whatever they asked about it. */
  const orForget =
    (leadId: string | null) =>
    async (error: unknown): Promise<never> => {
      if (error instanceof SignedOutError) await purge();
      const isGone = error instanceof ProblemError && [403, 404, 410].includes(error.problem.status);
      if (isGone && leadId !== null) await quietly(forget(leadId));
      throw error;
    };

  const asking: Ask = async (call, request, options = {}) => {
    const leadId = leadOf(request);
    if (call.method !== 'GET' || !kept.includes(call.path)) return await ask(call, request, options).catch(orForget(leadId));
    const question = questionOf(call.path, request);
    const isWork = call.path === '/v1/work';
    const work: WorkAsked = isWork ? ((request as { readonly query?: WorkAsked }).query ?? {}) : {};
    const asked = ask(call, isWork ? withKept(request) : request, options).then((found) => {
      const left = isWork ? quietly(found === options.known ? look() : forgetLeft(found.body as never)) : Promise.resolve();
      // The same answer again is kept anew: its day begins anew.
      if (isWork && !isWholeList(work)) return found;
      if (me !== null && mayKeep(me, call.path, found.body)) {
        if (isWork) lookForQueue(found.body as never);
        const row = {
          question: isWork ? pageQuestion : question,
          userId: me.userId,
          leadId,
          body: found.body,
          etag: found.etag,
          atMs: nowMs(),
        };
        // Whoever left meanwhile leaves nothing behind.
        void quietly(left.then(() => (me?.userId === row.userId ? keep(row) : undefined)));
      } else if (leadId !== null) void quietly(forget(leadId));
      return found;
    }, orForget(leadId));
    /** Where the network goes, the list goes on behind what was on the screen. */
    const withQueue =
      (signal: AbortSignal | undefined) =>
      async (error: unknown): Promise<never> => {
        const found = isWork && error instanceof UnreachableError && !signal?.aborted ? await findWork(work) : null;
        if (found === null) throw error;
        return found as never;
      };
    // What is on the screen already stays there by itself.
    if (options.known !== undefined) return await asked.catch(withQueue(options.signal));
    const old = async (): Promise<never> => (await (isWork ? findWork(work) : find(question))) as never;
    const slow = new Promise<never>((resolve) => {
      const cancel = later(() => void old().then((found) => found !== null && resolve(found)), patienceMs);
      void quietly(asked.finally(cancel));
    });
    return await Promise.race([asked, slow]).catch(async (error) => {
      const isSaid = error instanceof ProblemError || error instanceof SignedOutError || options.signal?.aborted;
      const found = isSaid ? null : await old();
      if (found !== null) return found;
      throw error;
    });
  };
  // What a device kept longer than a day ago goes with the next start, also without a network.
  const isOld = ({ atMs }: KeptAnswer) => nowMs() - atMs > longestMs;
  void quietly(shelf.all().then((rows) => shelf.delete(rows.filter(isOld).map(({ question }) => question))));
  return {
    ask: asking,
    async bind(next) {
      const rows = await shelf.all().catch(() => []);
      const before = rows.find(({ question }) => question === meQuestion);
      const isSame = before === undefined ? rows.length === 0 : before.userId === next.userId && rightsOf(before.body) === rightsOf(next);
      if (!isSame || next.features.masking) await purge();
      me = next;
      await quietly(look());
      if (!next.features.masking) {
        void quietly(keep({ question: meQuestion, userId: next.userId, leadId: null, body: next, etag: null, who: who(), atMs: nowMs() }));
      }
    },
    purge,
  };
}

const rightsOf = (me: unknown): string => JSON.stringify([(me as MeView).role, (me as MeView).repId, (me as MeView).rights]);

const leadOf = (request: unknown): string | null => (request as { readonly params?: { readonly leadId?: string } }).params?.leadId ?? null;

function mayKeep(me: MeView, path: string, body: unknown): boolean {
  if (me.features.masking) return false;
  if (path !== '/v1/leads/{leadId}') return path !== '/v1/me';
  const { owner } = body as { readonly owner?: { readonly repId: string } | null };
  return me.repId !== null && owner?.repId === me.repId;
}
