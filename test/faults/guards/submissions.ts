import { createHandler } from '../../../functions/capture-form/app.ts';
import { intakeSubmission } from '../../../shared/intake/index.ts';
import { refText } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { Queue } from '../../../shared/platform/queues.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { publishChanges } from '../../../shared/publishing/index.ts';
import { releaseHeld } from '../../../shared/quarantine/index.ts';
import { heldIdOf } from '../../../shared/quarantine/rules-held-id.ts';
import { createBorder, createRecordingQueue, lambdaContext, postEvent } from '../../support/capture.ts';
import { digests } from '../../support/digests.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { noEndpoints } from '../../support/no-endpoints.ts';
import { person } from '../../support/people.ts';
import { countBy } from '../../support/table-facts.ts';
import { type Alarm, dice, type Guard, stumble } from './alarm.ts';
import { type Weakness, weakened } from './weakened-table.ts';

const count = 24;
const numbers = Array.from({ length: count }, (_, index) => index);
const isRaw = ({ pk, sk }: { pk: string; sk: string }) => pk.startsWith('SUBMISSION#') && sk === 'RAW';

interface BorderRun {
  readonly weakness?: Weakness;
  /** Whether call n of the table, or of the queue, fails. */
  readonly failsAt?: { readonly table?: (call: number) => boolean; readonly queue?: (call: number) => boolean };
  /** Errors of the table are not told. */
  readonly swallows?: boolean;
}

/** Posts one body after the other under the ids given, and tells what was answered and what stands in the table. */
async function postAll(ids: readonly string[], { weakness = {}, failsAt = {}, swallows = false }: BorderRun) {
  const border = createBorder();
  const calls = { table: 0, queue: 0 };
  const strong = weakened(border.parts.table, weakness);
  const table: Table = {
    ...strong,
    async put(input) {
      calls.table += 1;
      if (!failsAt.table?.(calls.table)) return strong.put(input);
      if (!swallows) throw new Error('the table did not answer');
    },
  };
  const sent = createRecordingQueue();
  const intakeQueue: Queue = {
    ...sent,
    async send(message) {
      calls.queue += 1;
      if (failsAt.queue?.(calls.queue)) throw new Error('the queue did not answer');
      await sent.send(message);
    },
  };
  const handler = createHandler({ ...border.parts, table, intakeQueue }, { originDigests: [] }, silentLog);
  const answers = [];
  for (const [index, submissionId] of ids.entries()) {
    const body = { submissionId, fields: { ...person(index) } };
    const { statusCode, body: text } = await handler(postEvent({ body, sourceIp: `10.0.0.${index}` }), lambdaContext);
    answers.push({ email: person(index).email, accepted: statusCode === 202, submissionId: String(JSON.parse(text ?? '{}').submissionId) });
  }
  return { answers, stored: border.submissions(), items: border.items(), sent };
}

/** Every accepted post stands in the table as it was posted. */
function lostOf({ answers, stored }: Awaited<ReturnType<typeof postAll>>): string[] {
  return answers.flatMap(({ accepted, submissionId, email }) => {
    const kept = stored.some((item) => item.submissionId === submissionId && JSON.stringify(item.fields).includes(`"${email}"`));
    return accepted && !kept ? [`post ${submissionId} was answered 202 and is lost`] : [];
  });
}

/** Posts without an address or mobile number, each delivered three times at once; nor does the guard of repeats know them. */
async function deliverThreeTimes(guard: Guard): Promise<string[]> {
  const roll = dice();
  const world = createWorld();
  world.slow(stumble(roll));
  const unguarded: Weakness = { ignoresConditionsOn: ({ sk }) => sk === 'OUTCOME' };
  const table = weakened(world.table, { ...(guard === 'on' ? {} : unguarded), forgets: ({ pk }) => pk.startsWith('REPEAT#') });
  const refs = numbers.map((index) => world.post({ fullName: person(index).fullName, phone: `028 3822 ${1_000 + index}` }));
  await Promise.all(refs.flatMap((ref) => [1, 2, 3].map(() => intakeSubmission(ref, { ...world.parts, table }))));

  const made = countBy(
    world.timeline().filter(({ type }) => type === 'lead.created'),
    ({ causationId }) => causationId,
  );
  return refs.flatMap((ref) => {
    const outcomes = made.get(refText(ref)) ?? 0;
    return outcomes === 1 ? [] : [`submission ${ref.submissionId} has ${outcomes} outcomes`];
  });
}

/** Posts that come out of quarantine, each delivered three times at once; nor does the guard of repeats know them. */
async function releaseThreeTimes(guard: Guard): Promise<string[]> {
  const world = createWorld();
  const sender = { honeypotFilled: true, token: 'absent', addressHash: 'a', agentHash: 'b' } as const;
  const refs = numbers.map((index) =>
    world.post({ fullName: person(index).fullName, phone: `028 3822 ${1_000 + index}`, province: 'Huế' }, { sender }),
  );
  for (const ref of refs) {
    await world.takeIn(ref);
    await releaseHeld(heldIdOf(ref), { role: 'admin', userId: 'admin' }, world.parts, () => []);
  }
  world.slow(stumble(dice()));
  const unguarded: Weakness = { ignoresConditionsOn: ({ sk }) => sk === 'OUTCOME' };
  const table = weakened(world.table, { ...(guard === 'on' ? {} : unguarded), forgets: ({ pk }) => pk.startsWith('REPEAT#') });
  await Promise.all(refs.flatMap((ref) => [1, 2, 3].map(() => intakeSubmission(ref, { ...world.parts, table }))));

  const released = countBy(
    world.timeline().filter(({ type }) => type === 'submission.released'),
    ({ causationId }) => causationId,
  );
  return refs.flatMap((ref) => {
    const times = released.get(refText(ref)) ?? 0;
    return times === 1 ? [] : [`submission ${ref.submissionId} came out of quarantine ${times} times`];
  });
}

/** The border dies between storing and sending at every second post, and the sender never tries again. */
async function dieBeforeSending(guard: Guard): Promise<string[]> {
  const roll = dice();
  const ids = numbers.map((index) => `die-${index}`);
  const { items, stored, sent } = await postAll(ids, { failsAt: { queue: (call) => call === 1 || roll() < 0.5 } });
  const told = items.map((item, index) => ({ sequenceNumber: String(index), item }));
  const stream = guard === 'on' ? told : told.filter(({ item }) => item.sk !== 'RAW');
  const bus = { put: async () => [] };
  await publishChanges(stream, {
    bus,
    intake: sent,
    calls: createRecordingQueue(),
    work: createRecordingQueue(),
    failures: createRecordingQueue(),
    endpoints: noEndpoints,
    config: createFixedConfig(),
    digests,
    clock: () => new Date('2026-11-22T03:00:00.000Z'),
    log: silentLog,
  });

  const reached = new Set(sent.sent.map(({ body }) => JSON.stringify(body)));
  return stored.flatMap(({ channel, sourceId, submissionId }) =>
    reached.has(JSON.stringify({ v: 1, channel, sourceId, submissionId }))
      ? []
      : [`submission ${String(submissionId)} is stored and never taken in`],
  );
}

export const submissionAlarms: readonly Alarm[] = [
  { invariant: 1, guard: "the outcome's attribute_not_exists", prove: deliverThreeTimes },
  { invariant: 1, guard: 'the version of an outcome in quarantine', prove: releaseThreeTimes },
  {
    invariant: 1,
    guard: "the submission's attribute_not_exists",
    prove: async (guard) =>
      lostOf(await postAll(['a', 'b', 'a', 'b', 'c', 'a'], { weakness: guard === 'on' ? {} : { ignoresConditionsOn: isRaw } })),
  },
  {
    invariant: 1,
    guard: 'storing before answering',
    prove: async (guard) => {
      const roll = dice();
      const failsAt = { table: (call: number) => call === 1 || roll() < 0.3 };
      return lostOf(
        await postAll(
          numbers.map((index) => `p-${index}`),
          { failsAt, swallows: guard === 'off' },
        ),
      );
    },
  },
  { invariant: 1, guard: "the stream's second send", prove: dieBeforeSending },
];
