import { setTimeout as pause } from 'node:timers/promises';
import type { Runtime } from '../../test/support/runtime.ts';
import { addressOf, lead, newRun } from '../support/leads.ts';

/** Milliseconds of one lead's way. */
export interface Arrival {
  /** From the post to its 202. */
  readonly answeredMs: number;
  /** From the 202 until SES was handed the rep's notice, and the welcome. */
  readonly noticeMs: number;
  readonly welcomeMs: number;
}

/** Posts leads at a steady rate and waits for their mails. @throws when a mail is missing. */
export async function arrivals(runtime: Runtime, load: { perSecond: number; seconds: number }): Promise<Arrival[]> {
  const run = newRun();
  const count = load.perSecond * load.seconds;
  const offsetMs = await clockOffsetMs(runtime);
  const startedAt = performance.now();
  const posted = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      await pause(Math.max(0, (index * 1000) / load.perSecond - (performance.now() - startedAt)));
      const sentAt = Date.now();
      const body = lead(run, index);
      const { status } = await runtime.post('contact', body, { ip: addressOf(index) });
      if (status !== 202) throw new Error(`a post was answered with ${status}`);
      return { email: body.fields.email ?? '', sentAt, acceptedAt: Date.now() };
    }),
  );
  await runtime.idle({ timeoutSeconds: 120 });
  const mails = await runtime.mails();
  const noticeOf = new Map(mails.map((mail) => [mail.replyTo[0], mail.at]));
  const welcomeOf = new Map(mails.map((mail) => [mail.to[0], mail.at]));
  return posted.map(({ email, sentAt, acceptedAt }) => {
    const since = (at: string | undefined): number => Date.parse(at ?? '') - offsetMs - acceptedAt;
    const arrival = { answeredMs: acceptedAt - sentAt, noticeMs: since(noticeOf.get(email)), welcomeMs: since(welcomeOf.get(email)) };
    if (Number.isNaN(arrival.noticeMs + arrival.welcomeMs)) throw new Error('a lead was not noticed or not welcomed');
    return arrival;
  });
}

/** How far the runtime's clock is ahead of the machine's. */
async function clockOffsetMs(runtime: Runtime): Promise<number> {
  let best = { tookMs: Number.POSITIVE_INFINITY, offsetMs: 0 };
  for (let round = 0; round < 10; round += 1) {
    const before = Date.now();
    const { body } = await runtime.request('/_local/clock');
    const tookMs = Date.now() - before;
    if (tookMs < best.tookMs) best = { tookMs, offsetMs: Date.parse(body.now) - before - tookMs / 2 };
  }
  return best.offsetMs;
}

/** Queues that a post passes on its way to the rep's notice. */
export async function hopsToNotice(runtime: Runtime): Promise<string[]> {
  // What SES says first when a topic is made for it is a sentence.
  const ours = (await runtime.messages()).filter(({ body }) => body.startsWith('{'));
  const messages = ours.map(({ queue, body }) => ({ queue, body: JSON.parse(body) }));
  const onTheWay = messages.filter(({ body }) => body.v === 1 && (body.kind === undefined || body.kind === 'assignedNotice'));
  return [...new Set(onTheWay.map(({ queue }) => queue.replace(/^pheu-[a-z0-9]+-/, '')))];
}
