import { intakeSubmission } from '../../../shared/intake/index.ts';
import { describeError, type Log, type LogFields } from '../../../shared/platform/logging.ts';
import { publishChanges } from '../../../shared/publishing/index.ts';
import { canary, tracesIn } from '../../privacy/integration/canaries.ts';
import { createRecordingQueue } from '../../support/capture.ts';
import { digests } from '../../support/digests.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { noEndpoints } from '../../support/no-endpoints.ts';

const fields = { fullName: canary.fullName, email: canary.email, phone: canary.phone, company: canary.company, message: canary.message };

/** A lead's story with an error that quotes its input and an entry that says too much; tells where a person can be found. */
export async function provePrivacy(): Promise<string[]> {
  const lines: string[] = [];
  const write = (message: string, more: LogFields = {}) => void lines.push(JSON.stringify({ message, ...more }));
  const log: Log = { info: write, warn: write, error: (message, error, more) => write(message, { ...more, ...describeError(error) }) };
  const world = createWorld(log);
  await world.takeIn(world.post(fields));
  await world.assignAll();
  await world.takeIn(world.post({ ...fields, company: `${canary.company} 2` }));

  const quoting = {
    ...world.table,
    transact: (writes: unknown) => Promise.reject(new Error(`ValidationException: ${JSON.stringify(writes)}`)),
  };
  try {
    await intakeSubmission(world.post({ ...fields, fullName: canary.otherName }), { ...world.parts, table: quoting });
  } catch (error) {
    log.warn('message failed and will come back', describeError(error));
  }

  const [entry] = world.table.inserted.filter(({ sk }) => String(sk).startsWith('TIMELINE#'));
  const data = { ...(typeof entry?.data === 'object' ? entry.data : {}), email: canary.email };
  const published: unknown[] = [];
  const parts = {
    bus: {
      async put(events: readonly unknown[]) {
        published.push(...events);
        return [];
      },
    },
    intake: createRecordingQueue(),
    calls: createRecordingQueue(),
    work: createRecordingQueue(),
    failures: createRecordingQueue(),
    endpoints: noEndpoints,
    config: createFixedConfig(),
    digests,
    clock: () => new Date('2026-11-22T03:00:00.000Z'),
    log,
  };
  const items = [...world.table.inserted, { ...entry, id: 'Tsays-too-much', data }];
  await publishChanges(
    items.map((item, index) => ({ sequenceNumber: String(index), item })),
    parts,
  );

  const places: Record<string, unknown> = {
    'a log line': lines,
    'a message': [world.sent, parts.intake.sent, parts.failures.sent],
    'an event': published,
    'a key': [...world.table.items.values()].map(({ pk, sk, gsi1pk, gsi1sk, gsi2pk, gsi2sk, gsi3pk, gsi3sk }) => [
      pk,
      sk,
      gsi1pk,
      gsi1sk,
      gsi2pk,
      gsi2sk,
      gsi3pk,
      gsi3sk,
    ]),
  };
  return Object.entries(places).flatMap(([place, text]) => tracesIn(JSON.stringify(text)).map((what) => `${what} in ${place}`));
}
