import { describe, expect, it } from '@jest/globals';
import { eventContracts } from '../../../events/index.ts';
import { askForCall, CallEnded, callIdFor, probeCall } from '../../../shared/calls/index.ts';
import { parseTimelineEntries } from '../../../shared/leads/index.ts';
import { SubmissionId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { OutgoingMessage, Queue } from '../../../shared/platform/queues.ts';
import type { Item } from '../../../shared/platform/table.ts';
import { type Bus, type BusEvent, publishChanges, republish } from '../../../shared/publishing/index.ts';
import { digests } from '../../support/digests.ts';
import { importingOf } from '../../support/imports.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { noEndpoints } from '../../support/no-endpoints.ts';
import { report } from '../../support/seeded.ts';

const canaries = ['huong', 'Hường', 'hường', '912345678', '345 678', 'Bí mật', 'annhien.example'];
const huong = {
  fullName: 'Nguyễn Thị Hường',
  email: 'huong@example.com',
  phone: '0912 345 678',
  province: 'TP.HCM',
  message: 'Bí mật',
};

const clock = () => new Date('2026-11-27T00:00:00.000Z');

function queue(fails = false) {
  const messages: OutgoingMessage[] = [];
  const fake: Queue = {
    send: async (message) => {
      if (fails) throw new Error('down');
      messages.push(message);
    },
    sendAll: async (all) => {
      if (fails) throw new Error('down');
      messages.push(...all);
    },
  };
  return { ...fake, messages };
}

function bus(refuses: (index: number) => boolean = () => false) {
  const taken: BusEvent[] = [];
  const fake: Bus = {
    put: async (events) => {
      const refused = events.flatMap((_, index) => (refuses(index) ? [index] : []));
      taken.push(...events.filter((_, index) => !refuses(index)));
      return refused;
    },
  };
  return { ...fake, taken };
}

const recordsOf = (items: readonly Item[]) => items.map((item, index) => ({ sequenceNumber: String(index), item }));

/** The changes of a lead's first minutes, as the stream tells them. */
async function story() {
  const world = createWorld();
  const posts = [huong, { ...huong, company: 'Bí mật' }, { fullName: 'Trần Văn Nam', email: 'nam@example.com', phone: huong.phone }];
  for (const fields of posts) {
    await world.takeIn(world.post(fields));
    await world.assignAll();
  }
  return world;
}

const standing = () => ({
  bus: bus(),
  intake: queue(),
  calls: queue(),
  work: queue(),
  failures: queue(),
  endpoints: noEndpoints,
  config: createFixedConfig(),
  digests,
  clock,
  log: silentLog,
});

/** What changes are published with; each test says what it has otherwise. */
const partsWith = (otherwise: Partial<ReturnType<typeof standing>> = {}) => ({ ...standing(), ...otherwise });

describe('publishing changes', () => {
  it('publishes each timeline entry once, in order, and sends each submission again, and nothing of a person', async () => {
    const world = await story();
    const parts = partsWith();

    const failed = await publishChanges(recordsOf(world.table.inserted), parts);

    expect(failed).toEqual([]);
    expect(parts.bus.taken.map(({ detail }) => detail.id)).toEqual(world.timeline().map(({ id }) => id));
    expect(parts.intake.messages).toHaveLength(3);
    expect(new Set(parts.bus.taken.map(({ detailType }) => detailType)).size).toBeGreaterThanOrEqual(5);
    const told = JSON.stringify([parts.bus.taken, parts.intake.messages, Object.values(world.sent)]);
    for (const canary of canaries) expect(told).not.toContain(canary);
  });

  it('sends no row of a list to the queue of posts, which forms wait for', async () => {
    const world = createWorld();
    const imports = importingOf(world);
    const importId = await imports.bring(Buffer.from('Tên,SĐT\nAn,0912345678\n'), { fileName: 'khach.csv' });
    await imports.map(importId);
    await imports.start(importId);
    const rows = recordsOf(world.table.inserted.filter(({ sk, pk }) => sk === 'RAW' && String(pk).startsWith('SUBMISSION#')));
    const parts = partsWith();

    const failed = await publishChanges(rows, parts);

    expect(rows).toHaveLength(1);
    expect([failed, parts.intake.messages]).toEqual([[], []]);
  });

  it('reports exactly the events that the bus refused', async () => {
    const world = await story();
    const items = world.table.inserted.filter(({ sk }) => String(sk).startsWith('TIMELINE#'));
    const records = recordsOf(items);
    const parts = partsWith({ bus: bus((index) => index % 3 === 1) });

    const failed = await publishChanges(records, parts);

    const told = records.flatMap(({ sequenceNumber, item }) => parseTimelineEntries(item).map(() => sequenceNumber));
    expect(failed).toEqual([...new Set(told.filter((_, index) => index % 3 === 1))]);
    expect(new Set(told).size).toBeGreaterThan(failed.length);
  });

  it('brings submissions back while the intake queue is down, and publishes the rest', async () => {
    const world = await story();
    const records = recordsOf(world.table.inserted);
    const parts = partsWith({ intake: queue(true) });

    const failed = await publishChanges(records, parts);

    expect(failed).toEqual(records.filter(({ item }) => item.sk === 'RAW').map(({ sequenceNumber }) => sequenceNumber));
    expect(parts.bus.taken).toHaveLength(world.timeline().length);
  });

  it('has each new call made, under its endpoint, and brings it back while the queue is down', async () => {
    const at = new Date('2026-11-27T00:00:00.000Z');
    const url = 'https://hooks.partner.example/in?key=secret';
    const asked = askForCall(probeCall, { callId: callIdFor('test'), endpoint: 'crm', request: { url }, at });
    const records = recordsOf([asked.Put.Item ?? {}]);
    const [up, down] = [partsWith(), partsWith({ calls: queue(true) })];

    const failed = [await publishChanges(records, up), await publishChanges(records, down)];

    expect(up.calls.messages).toEqual([{ body: { v: 1, kind: 'probe', callId: callIdFor('test') }, groupId: 'crm' }]);
    expect([up.intake.messages, up.bus.taken]).toEqual([[], []]);
    expect(failed).toEqual([[], ['0']]);
  });

  it('tells of a call that has ended by the work that its kind named, and of no other', async () => {
    const at = new Date('2026-11-27T00:00:00.000Z');
    const kind = { ...probeCall, tells: { kind: 'takeLeads', schema: CallEnded } };
    const request = { url: 'https://hooks.partner.example/' };
    const [told, untold] = [kind, probeCall].map((one) => askForCall(one, { callId: callIdFor('test'), endpoint: 'crm', request, at }));
    const items = [told, untold].map((asked) => ({ ...asked?.Put.Item, state: 'done' }));
    const records = items.map((item, index) => ({ sequenceNumber: String(index), item, isChanged: true }));
    const parts = partsWith();

    const failed = await publishChanges(records, parts);

    expect(failed).toEqual([]);
    expect(parts.work.messages).toEqual([
      { body: { v: 1, kind: 'takeLeads', request: { callId: callIdFor('test') } }, groupId: 'takeLeads' },
    ]);
    expect(parts.calls.messages).toEqual([]);
  });

  it('has waiting leads tried again by changed pools, reps or territories, and by nothing else', async () => {
    const at = '2026-11-27T00:00:00.000Z';
    const current = (kind: string) => ({ ...keys.configCurrent(kind), version: 2, publishedAt: at, documents: [] });
    const others = [keys.configVersion('reps', 2), keys.configMoment('reps', at)].map((key) => ({ ...key, version: 2, publishedAt: at }));
    // The first territories: nothing was decided before them, so nothing waits.
    const items = [current('pools'), current('scoring'), current('reps'), current('territories'), ...others];
    const records = items.map((item, index) => ({ sequenceNumber: String(index), item, isChanged: index < 3 }));
    const [up, down] = [partsWith(), partsWith({ work: queue(true) })];

    const failed = [await publishChanges(records, up), await publishChanges(records, down)];

    const request = { poolId: null, tick: '2026-11-27T00:00:45.000Z', after: null };
    expect(up.work.messages).toEqual(
      ['pools', 'reps'].map(() => ({ body: { v: 1, kind: 'retryWaiting', request }, groupId: 'retryWaiting', delaySeconds: 45 })),
    );
    expect(failed).toEqual([[], ['0', '2']]);
  });

  it('has accounts brought to users that were published, at once, and to none of the first ones, which the deployment brings', async () => {
    const item = (version: number) => ({ ...keys.configCurrent('users'), version, publishedAt: '2026-11-27T00:00:00.000Z', documents: [] });
    const records = [
      { sequenceNumber: '1', item: item(1), isChanged: false },
      { sequenceNumber: '2', item: item(2), isChanged: true },
    ];
    const parts = partsWith();

    expect(await publishChanges(records, parts)).toEqual([]);

    const request = { isWhole: false, after: null, version: 2 };
    expect(parts.work.messages).toEqual([{ body: { v: 1, kind: 'syncUsers', request }, groupId: 'syncUsers' }]);
  });

  it('counts the wait after a publication from then, however late it hears of it', async () => {
    const publishedAt = '2026-11-27T00:00:00.000Z';
    const kinds = ['pools', 'segments', 'sequences', 'dates', 'fields', 'forms'];
    const records = kinds.map((kind, index) => ({
      sequenceNumber: String(index),
      item: { ...keys.configCurrent(kind), version: 2, publishedAt, documents: [] },
      isChanged: true,
    }));
    const delaysAt = async (lateMs: number) => {
      const parts = partsWith({ clock: () => new Date(Date.parse(publishedAt) + lateMs) });
      await publishChanges(records, parts);
      return parts.work.messages.map((message) => Object(message).delaySeconds);
    };

    expect(await Promise.all([0, 20_500, 120_000, -5_000].map(delaysAt))).toEqual(
      [45, 25, 0, 45].map((seconds) => kinds.map(() => seconds)),
    );
  });

  it('T9: sets a poison record aside alone, at each place of a batch of 100', async () => {
    const world = await story();
    const [entry] = world.table.inserted.filter(({ sk }) => String(sk).startsWith('TIMELINE#'));
    for (let place = 0; place < 100; place += 1) {
      const poison = place % 2 === 0 ? { ...entry, type: 'no.such.event' } : { ...entry, leadVersion: 'x' };
      const items = Array.from({ length: 100 }, (_, index) => (index === place ? poison : { ...entry, id: `T${index}` }));
      const parts = partsWith();

      const failed = await publishChanges(recordsOf(items), parts);

      expect([failed, parts.bus.taken.length, parts.failures.messages.length]).toEqual([[], 99, 1]);
      expect(parts.failures.messages[0]?.body).toEqual({ v: 1, pk: entry?.pk, sk: entry?.sk });
    }
    report('T9: poison at 100 places: 99 published, 1 aside each time');
  });

  it('sets an entry aside that fits no contract, and publishes those of the same change', async () => {
    const world = await story();
    const item = world.table.inserted.find(({ more }) => Array.isArray(more) && more.length === 1);
    const [first, second] = parseTimelineEntries(item ?? {});
    const poisons = [
      { ...item, type: 'no.such.event' },
      { ...item, more: [{ ...second, type: 'no.such.event' }] },
    ];
    const parts = partsWith();

    const failed = await publishChanges(recordsOf(poisons), parts);

    expect([failed, parts.failures.messages.length]).toEqual([[], 2]);
    expect(parts.bus.taken.map(({ detail }) => detail.id)).toEqual([second?.id, first?.id]);
  });

  it('publishes the entry of a later producer, without what this version does not know of it', async () => {
    const world = await story();
    const [entry] = world.table.inserted.filter(({ sk }) => String(sk).startsWith('TIMELINE#'));
    const actor = { ...Object(entry?.actor), onBehalfOf: 'huong' };
    const data = { ...Object(entry?.data), temperature: 'boiling', later: { name: 'huong' } };
    const parts = partsWith();

    const failed = await publishChanges(recordsOf([{ ...entry, actor, data }]), parts);

    expect([failed, parts.failures.messages]).toEqual([[], []]);
    expect(parts.bus.taken.map(({ detail }) => [detail.actor, detail.data])).toEqual([
      [entry?.actor, { ...Object(entry?.data), temperature: 'boiling' }],
    ]);
  });

  it('brings a poison record back when it cannot be set aside', async () => {
    const parts = partsWith({ failures: queue(true) });

    const failed = await publishChanges(recordsOf([{ pk: 'LEAD#L1', sk: 'TIMELINE#x' }]), parts);

    expect(failed).toEqual(['0']);
  });
});

describe('republishing a span', () => {
  const span = { from: '2026-11-22T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z', dryRun: false };

  it('publishes every entry again, counts a malformed one, and sends what has no outcome', async () => {
    const world = await story();
    const [entry] = world.table.inserted.filter(({ sk }) => String(sk).startsWith('TIMELINE#'));
    world.table.seed({ ...entry, sk: `${String(entry?.sk)}poison`, type: 'no.such.event' });
    world.post(huong, { submissionId: SubmissionId.parse('lost') });
    const parts = { table: world.table, bus: bus(), intake: queue(), work: queue(), config: createFixedConfig(), digests };

    const dry = await republish(parts, { ...span, dryRun: true });
    expect([dry.published, parts.bus.taken.length, parts.intake.messages.length]).toEqual([0, 0, 0]);
    const done = await republish(parts, span);

    expect(done).toMatchObject({
      entries: world.timeline().length - 1,
      published: world.timeline().length - 1,
      refused: 0,
      malformed: 1,
      submissionsSent: 1,
    });
    expect(parts.intake.messages[0]?.body).toMatchObject({ submissionId: 'lost' });
  });

  it('leaves out what lies outside the span', async () => {
    const world = await story();
    const parts = { table: world.table, bus: bus(), intake: queue(), work: queue(), config: createFixedConfig(), digests };

    const done = await republish(parts, { ...span, to: '2026-11-22T01:00:00.000Z' });

    expect(done).toMatchObject({ entries: 0, submissionsSent: 0 });
  });
});

describe('the event contracts', () => {
  it.each(eventContracts.map((contract) => [contract.detailType, contract] as const))(
    'example of %s fits and tells nothing of a person',
    (_, contract) => {
      expect(contract.detail.safeParse(contract.example).success).toBe(true);
      expect(JSON.stringify(contract.example)).not.toMatch(/@|\+84|\b0\d{9}\b|[ạ-ỹĐđ]/u);
    },
  );
});
