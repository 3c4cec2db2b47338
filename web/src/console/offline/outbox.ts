import type { Problem } from '../../../../api/problem.ts';
import type { Route } from '../../../../api/route.ts';
import { type AnswerOf, type Ask, ProblemError, type RequestOf, type RouteCall, UnreachableError } from '../api/index.ts';
import type { Shelf } from './database.ts';
import { keepLateAct, keptForLeader } from './late.ts';

/** What somebody did, until the server has it. */
export interface KeptAct {
  /** Its Idempotency-Key: sent twice, it is done once. */
  readonly id: string;
  /** Who did it; nobody else sends it. */
  readonly userId: string;
  readonly method: string;
  readonly path: string;
  readonly request: Readonly<Record<string, unknown>>;
  /** How it is told to whoever did it. */
  readonly about: ActAbout;
  readonly atMs: number;
  /** Until then the page that kept it is sending it. @default - it waits */
  readonly untilMs?: number;
  /** Why the server did not take it; it is not sent again by itself. @default - it waits for a network */
  readonly refused?: Refusal;
}

/** An act in the words of a list: what it was, and whom it was about. */
export interface ActAbout {
  readonly what: string;
  readonly who: string;
  /** The page on which to look after it. */
  readonly leadId: string;
}

/** `lost`: the lead is somebody else's by now; `forLeader`: so it is, and the server keeps it for whoever answers for the lead; `late`: it waited longer than the server knows its key; `fault`: the server says why. */
export interface Refusal {
  readonly is: 'lost' | 'forLeader' | 'late' | 'fault';
  /** What the server said, to be told in the language of the page. @default - nothing, or an older page kept it */
  readonly problem?: Problem;
}

/** `kept`: it waits for a network, and goes by itself. `forLeader`: the lead is somebody else's by now, and the server keeps it for whoever answers for it. */
export type Posted<Body> = { readonly is: 'done'; readonly body: Body } | { readonly is: 'kept' | 'forLeader' };

export interface Outbox {
  /**
   * Sends what somebody did; without a network it is kept and goes as soon as there is one, also after the browser was closed.
   * @throws ProblemError when the server does not take it; UnreachableError when it can be neither sent nor kept
   */
  readonly post: <R extends Route>(call: RouteCall<R>, request: RequestOf<R>, about: ActAbout) => Promise<Posted<AnswerOf<R>>>;
  /** Oldest first; those of the user alone. */
  readonly acts: () => readonly KeptAct[];
  readonly onChange: (listener: () => void) => () => void;
  /** Sends what waits, one after another. */
  readonly flush: () => Promise<void>;
  /** Sends one again that was refused. */
  readonly again: (id: string) => Promise<void>;
  /** Forgets one that was refused. */
  readonly drop: (id: string) => Promise<void>;
  /** Tells of what waits about a lead as of the one that it is part of by now; the server finds that one by both. */
  readonly move: (from: string, to: string) => Promise<void>;
}

/** What the outbox touches outside of itself. */
export interface OutboxParts {
  readonly userId: string;
  readonly ask: Ask;
  readonly shelf: Shelf<KeptAct>;
  /** Lets one tab at a time do it. */
  readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly tabs: { tell(): void; hear(listener: () => void): void };
  readonly isOffline: () => boolean;
  readonly after: (ms: number) => { readonly signal: AbortSignal; readonly cancel: () => void };
  readonly nowMs: () => number;
  /** What time it is by the server's clock. */
  readonly serverMs: () => number;
}

/** The server knows a key for eight days. */
const longestMs = 7 * 24 * 3_600_000;
/** Whoever saves something waits no longer than that; it goes on by itself. */
const patienceMs = 8_000;
/** What goes by itself may take as long as a poor network does. */
const patienceAloneMs = 30_000;

export function createOutbox({ userId, ask, shelf, alone, tabs, isOffline, after, nowMs, serverMs }: OutboxParts): Outbox {
  const listeners = new Set<() => void>();
  let acts: readonly KeptAct[] = [];
  let flushing: Promise<void> | null = null;

  const look = async (): Promise<void> => {
    const rows = await shelf.all().catch(() => []);
    acts = rows.filter((act) => act.userId === userId).sort((one, other) => one.atMs - other.atMs);
    for (const listener of listeners) listener();
  };
  const changed = async (): Promise<void> => {
    tabs.tell();
    await look();
  };
  tabs.hear(() => void look());

  const send = async ({ method, path, request }: Pick<KeptAct, 'method' | 'path' | 'request'>, ms: number): Promise<unknown> => {
    const { signal, cancel } = after(ms);
    const given = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new UnreachableError('took too long')), { once: true });
    });
    try {
      const answer = await Promise.race([ask({ method, path } as never, request as never, { signal }), given]);
      return answer.body;
    } finally {
      cancel();
    }
  };
  /** Has an act kept for whoever answers for its lead. False: the server keeps it neither. @throws what fails for now */
  const handOver = async (act: KeptAct, ms: number): Promise<boolean> => {
    const request = keptForLeader(act, serverMs() - (nowMs() - act.atMs));
    if (request === null) return false;
    try {
      await send({ ...keepLateAct, request }, ms);
      return true;
    } catch (error) {
      if (refusalOf(error) === null) throw error;
      return false;
    }
  };
  /** Says what became of an act that was refused; null: the same may work later. */
  const settled = async (act: KeptAct, error: unknown, ms: number): Promise<Refusal | null> => {
    const refused = refusalOf(error);
    if (refused?.is !== 'lost') return refused;
    return await handOver(act, ms).then(
      (isKept) => (isKept ? { is: 'forLeader' } : refused),
      () => null,
    );
  };
  /** Sends one that waits; what the server cannot take now holds up what was done about the same lead after it, and nothing else. */
  const sendNext = async (heldUp: Set<string>): Promise<boolean> => {
    await look();
    const act = acts.find((one) => isWaiting(one) && (one.untilMs ?? 0) <= nowMs() && !heldUp.has(one.about.leadId));
    if (act === undefined) return false;
    try {
      if (nowMs() - act.atMs > longestMs) {
        await shelf.put({ ...act, refused: { is: 'late' } });
      } else {
        await send(act, patienceAloneMs);
        await shelf.delete([act.id]);
      }
    } catch (error) {
      if (!(error instanceof ProblemError)) return false;
      const refused = await settled(act, error, patienceAloneMs);
      if (refused === null) heldUp.add(act.about.leadId);
      else await shelf.put({ ...act, refused });
    }
    await changed();
    return true;
  };
  const flush = (): Promise<void> => {
    flushing ??= alone(async () => {
      const heldUp = new Set<string>();
      while (await sendNext(heldUp));
    }).finally(() => {
      flushing = null;
    });
    return flushing;
  };
  /** Another page may have done it meanwhile: then there is nothing to do. */
  const change = async (id: string, next: (act: KeptAct) => Promise<void>): Promise<void> => {
    const act = await shelf.get(id);
    if (act?.userId === userId) await next(act);
    await changed();
  };

  void look();
  return {
    async post(call, request, about) {
      const { headers } = request as unknown as { readonly headers: { readonly 'Idempotency-Key': string } };
      const id = headers['Idempotency-Key'];
      const act: KeptAct = { id, userId, method: call.method, path: call.path, request, about, atMs: nowMs() };
      const waits = isOffline() || acts.some(isWaiting);
      // Kept before it is sent: a phone may throw the page away while it waits for the answer.
      const isKept = await shelf.put(waits ? act : { ...act, untilMs: nowMs() + patienceMs }).then(
        () => true,
        () => false,
      );
      if (waits && isKept) {
        await changed();
        // What was done before it goes before it.
        if (!isOffline()) void flush();
        return { is: 'kept' };
      }
      try {
        const body = await send(act, patienceMs);
        if (isKept) await shelf.delete([id]);
        return { is: 'done', body: body as never };
      } catch (error) {
        const refused = await settled(act, error, patienceMs);
        if (!isKept && refused?.is !== 'forLeader') throw error;
        if (refused !== null) {
          // Whoever did it is still there and is told at once: there is nothing to keep.
          if (isKept) await shelf.delete([id]);
          if (refused.is === 'forLeader') return { is: 'forLeader' };
          throw error;
        }
        await shelf.put(act);
        await changed();
        return { is: 'kept' };
      }
    },
    acts: () => acts,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    flush,
    async again(id) {
      await change(id, ({ refused: _, ...act }) => shelf.put({ ...act, atMs: nowMs() }));
      await flush();
    },
    drop: (id) => change(id, () => shelf.delete([id])),
    async move(from, to) {
      const moved = (await shelf.all()).filter((act) => act.userId === userId && act.about.leadId === from);
      for (const { id } of moved) await change(id, (act) => shelf.put({ ...act, about: { ...act.about, leadId: to } }));
    },
  };
}

const isWaiting = ({ refused }: KeptAct): boolean => refused === undefined;

/** Tells whether a failure is final, and why; null: the same may work later. */
function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof ProblemError)) return null;
  const { problem } = error;
  const { status } = problem;
  if (status === 429 || status >= 500) return null;
  if (status === 404) return { is: 'lost' };
  return { is: 'fault', problem };
}
