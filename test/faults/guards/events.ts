import { parseTimelineEntries, putTimelineEntry } from '../../../shared/leads/index.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { Item } from '../../../shared/platform/table.ts';
import { type BusEvent, type NewItem, publishChanges } from '../../../shared/publishing/index.ts';
import { createRecordingQueue } from '../../support/capture.ts';
import { digests } from '../../support/digests.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { noEndpoints } from '../../support/no-endpoints.ts';
import { type Alarm, dice } from './alarm.ts';
import { weakened } from './weakened-table.ts';

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912 345 678', province: 'TP.HCM' };
const stories = [
  huong,
  { ...huong, company: 'Sông Thu' },
  { fullName: 'Trần Văn Nam', email: 'nam@example.com', phone: huong.phone },
  { ...huong, product: 'ke-toan' },
];

/** A few leads with changes, links, a merge candidate and owners. */
async function story(forgets: (key: { pk: string; sk: string }) => boolean = () => false): Promise<World> {
  const world = createWorld();
  Object.assign(world.parts, { table: weakened(world.table, { forgets }) });
  for (const fields of stories) {
    await world.takeIn(world.post(fields));
    await world.assignAll();
  }
  return world;
}

const entriesOf = (items: readonly Item[]) => items.filter(({ sk }) => String(sk).startsWith('TIMELINE#')).flatMap(parseTimelineEntries);

/** Every version that a lead ever had is told by an entry. */
function untold(world: World): string[] {
  const told = new Set(world.timeline().map(({ leadId, leadVersion }) => `${leadId} ${leadVersion}`));
  return world
    .leads()
    .flatMap(({ leadId, version }) => Array.from({ length: version }, (_, index) => `${leadId} ${index + 1}`))
    .filter((change) => !told.has(change))
    .map((change) => `no entry tells of lead ${change.replace(' ', ' at version ')}`);
}

/** Brings batches to the publisher until nothing is reported failed, as the stream does. */
async function publish(items: readonly Item[], options: { refuses: () => boolean; tells: boolean }): Promise<string[]> {
  const published: string[] = [];
  const bus = {
    async put(events: readonly BusEvent[]) {
      const refused = events.flatMap((_, index) => (options.refuses() ? [index] : []));
      published.push(...events.filter((_, index) => !refused.includes(index)).map(({ detail }) => String(detail.id)));
      return options.tells ? refused : [];
    },
  };
  let records: readonly NewItem[] = items.map((item, index) => ({ sequenceNumber: String(index), item }));
  while (records.length > 0) {
    const parts = {
      bus,
      intake: createRecordingQueue(),
      calls: createRecordingQueue(),
      work: createRecordingQueue(),
      failures: createRecordingQueue(),
      endpoints: noEndpoints,
      config: createFixedConfig(),
      digests,
      clock: () => new Date('2026-11-22T03:00:00.000Z'),
      log: silentLog,
    };
    const failed = new Set(await publishChanges(records, parts));
    records = records.filter(({ sequenceNumber }) => failed.has(sequenceNumber));
  }
  return published;
}

export const eventAlarms: readonly Alarm[] = [
  {
    invariant: 5,
    guard: "the change's entry in its transaction",
    prove: async (guard) => untold(await story(guard === 'on' ? undefined : ({ sk }) => sk.startsWith('TIMELINE#'))),
  },
  {
    invariant: 5,
    guard: 'the refused entries that the publisher reports',
    async prove(guard) {
      const roll = dice();
      const { table } = await story();
      let asked = 0;
      const refuses = () => {
        asked += 1;
        return asked === 1 || roll() < 0.4;
      };
      const published = new Set(await publish(table.inserted, { refuses, tells: guard === 'on' }));
      return entriesOf(table.inserted).flatMap(({ id, type }) => (published.has(id) ? [] : [`entry ${id} (${type}) was never published`]));
    },
  },
  {
    invariant: 5,
    guard: "the entry's attribute_not_exists",
    async prove(guard) {
      const world = await story();
      const [entry] = world.timeline();
      if (!entry) throw new Error('the story has no entries');
      const weak = weakened(world.table, guard === 'on' ? {} : { ignoresConditionsOn: ({ sk }) => sk.startsWith('TIMELINE#') });
      // The same id at the same time, as from a feedback that SES tells twice, with other words.
      const written = await weak.transact([putTimelineEntry({ ...entry, causationId: 'told-again' })]).then(
        () => true,
        () => false,
      );
      const now = world.timeline().find(({ id }) => id === entry.id);
      return written || now?.causationId !== entry.causationId ? [`entry ${entry.id} says something else than its event`] : [];
    },
  },
];
