import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assignmentsInDigests } from '../../support/digest-facts.ts';
import { person } from '../../support/people.ts';
import { inParallel, report, size } from '../../support/proof.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { type TableFacts, tableFacts } from '../../support/table-facts.ts';

const posts = size(4, 200);
const stepMinutes = size(30, 4);
/** Half an hour before the night's work is due, UTC: something is due in each outage, whenever the test runs. */
const beginsAtMinutes = 18 * 60 + 30;

/** Lets what can work now finish, and waits for nothing that an outage holds back. */
const quieten = (runtime: Runtime) => runtime.idle({ retries: 'skip' });

function missingOf(facts: TableFacts, mails: readonly { subject: string; to: readonly string[] }[], published: ReadonlySet<unknown>) {
  return {
    outcomes: facts.submissions.length - facts.outcomes.length,
    owners: facts.leads.filter(({ owner }) => owner === null).length,
    notices:
      facts.leads.length - mails.filter(({ subject }) => subject.startsWith('Lead mới')).length - assignmentsInDigests(facts.entries),
    welcomes: facts.leads.length - mails.filter(({ to }) => to.some((address) => address.startsWith('khach'))).length,
    events: facts.entries.filter(({ id }) => !published.has(id)).length,
  };
}

/** Moves the clock to the next time at which the outages begin. */
async function beforeTheNight(runtime: Runtime): Promise<void> {
  const now = new Date(runtime.ago(0));
  const minutes = now.getUTCHours() * 60 + now.getUTCMinutes();
  const ahead = (beginsAtMinutes - minutes + 24 * 60) % (24 * 60);
  await runtime.advance(`PT${ahead}M`);
  await runtime.idle();
}

describe('a part is down for an hour', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  it.each([
    { part: 'sqs', offset: 0 },
    { part: 'bus', offset: 1_000 },
    { part: 'stream', offset: 2_000 },
    { part: 'ses', offset: 3_000 },
  ] as const)('$part: nothing is lost, and all is done five minutes after', async ({ part, offset }) => {
    await beforeTheNight(runtime);
    const before = await tableFacts(runtime);
    const postAll = (status: number) =>
      inParallel(Array.from({ length: posts }), 8, async (_, index) => {
        const fields = { ...person(offset + index), province: 'Đà Nẵng' };
        const answer = await runtime.post(
          'contact',
          { submissionId: `${part}-${index}`, fields, consent: { contact: true } },
          { ip: `10.9.${index}.1` },
        );
        expect(answer.status).toBe(status);
      });

    await runtime.outage(part, true);
    await postAll(part === 'sqs' ? 503 : 202);
    for (let minute = 0; minute < 60; minute += stepMinutes) {
      await quieten(runtime);
      await runtime.advance(`PT${stepMinutes}M`);
    }
    await runtime.outage(part, false);
    for (let minute = 0; minute < 5; minute += 1) {
      await quieten(runtime);
      await runtime.advance('PT1M');
    }
    await runtime.idle();

    const facts = await tableFacts(runtime);
    const published = new Set((await runtime.events()).map(({ event }) => event.detail.id));
    const dead = (await runtime.queues()).filter(({ isConsumed, visible }) => !isConsumed && visible > 0);
    // While the queue was down the answer was 503; the raw posts were stored all the same and the stream sent them on.
    expect(facts.submissions.length - before.submissions.length).toBe(posts);
    expect(facts.leads.length - before.leads.length).toBe(posts);
    expect(missingOf(facts, await runtime.mails(), published)).toEqual({ outcomes: 0, owners: 0, notices: 0, welcomes: 0, events: 0 });
    expect(dead).toEqual([]);
    report(`${part} down for an hour`, { posts, lost: 0, events: published.size });
  });
});
