import { beforeEach, describe, expect, it } from '@jest/globals';
import { LeadId, VisitorId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { readLinks, trackVisits } from '../../../shared/tracking/index.ts';
import { maxDevices } from '../../../shared/tracking/rules-past.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { report } from '../../support/seeded.ts';
import { addressOf, mailLinkKey, openingOf, trackingOf } from '../../support/tracking/device.ts';
import { people } from '../../support/tracking/history.ts';
import { postDuring, settle, visitOften, visitTime } from '../../support/tracking/many-visits.ts';

const [an] = people;
const deviceOf = (number: number) => VisitorId.parse(`device-${number}`);
const long = (number: number) => `${number} ${'Công ty trách nhiệm hữu hạn '.repeat(20)}`;
/** P4's goal of a new lead and 40, less what mails, cards and notices of a repeat take, which is not counted here. */
const most = 100;

let world: World;
beforeEach(() => {
  world = createWorld();
});

/** As if somebody came a minute later: no recount stands back any more. */
async function rest(): Promise<void> {
  await settle(world);
  world.pass(60_000);
}

/** Everything that the lead's side of a request costs: taking it in, counting, summing. */
async function units(act: () => Promise<unknown>): Promise<number> {
  await rest();
  const before = { ...world.table.used };
  await act();
  await rest();
  return world.table.used.write - before.write + (world.table.used.read - before.read);
}

const post = (number: number, fields: Record<string, string>, device?: VisitorId) => {
  const visit = { visitorId: device ?? null, locale: 'vi', sessionStartedAt: visitTime(number), sentAt: visitTime(number) };
  return world.takeIn(
    world.post(fields, {
      receivedAt: visitTime(number),
      context: { pageUrl: null, referrer: null, utm: {}, ...visit },
      consent: [{ purpose: 'tracking', granted: true, textVersion: 'tracking-1' }],
    } as Parameters<World['post']>[1]),
  );
};
const fields = { fullName: 'Nguyễn Thị An', email: addressOf(an) };

/** What was sent before, `times` often, and the request that is measured. */
interface Shape {
  readonly before: (times: number) => Promise<void>;
  readonly act: (times: number) => Promise<unknown>;
}

const shapes: Readonly<Record<string, Shape>> = {
  'many visits of a device of the lead': {
    async before(times) {
      await postDuring(0, an, deviceOf(0))(world);
      await visitOften(world, deviceOf(0), 1, times * 10);
    },
    act: (times) => postDuring(times * 10 + 1, an, deviceOf(1))(world),
  },
  'many visits before the device was anybody’s': {
    before: (times) => visitOften(world, deviceOf(0), 0, times * 10),
    act: (times) => postDuring(times * 10 + 1, an, deviceOf(0))(world),
  },
  'many devices with many visits each': {
    async before(times) {
      for (let number = 0; number < times; number += 1) {
        await postDuring(number * 50, an, deviceOf(number))(world);
        if (number < 12) await visitOften(world, deviceOf(number), number * 50 + 1, number * 50 + 45);
      }
    },
    act: (times) => postDuring(times * 50, an, deviceOf(times))(world),
  },
  'many large posts': {
    async before(times) {
      for (let number = 0; number < times; number += 1) await post(number, { ...fields, message: 'x'.repeat(20_000) });
    },
    act: (times) => post(times, fields, deviceOf(1)),
  },
  'many people on one device': {
    async before(times) {
      for (let number = 0; number < times; number += 1) {
        await post(number, { fullName: 'Trần Văn Bình', email: `binh${number}@example.com` }, deviceOf(0));
      }
    },
    act: (times) => post(times, fields, deviceOf(0)),
  },
  'many people with one number': {
    async before(times) {
      for (let number = 0; number < times; number += 1) {
        await post(number, { fullName: 'Nguyễn Thị An', email: `an${number}@example.com`, phone: '0912 345 678' });
      }
    },
    act: (times) => post(times, { ...fields, phone: '0912 345 678' }),
  },
  'many answers that change': {
    async before(times) {
      for (let number = 0; number < times; number += 1) {
        await post(number, { ...fields, company: long(number), title: long(number), product: long(number), province: long(number) });
      }
    },
    act: (times) => post(times, { ...fields, company: long(times), title: long(times), product: long(times) }),
  },
  'one post many times': {
    async before(times) {
      await postDuring(0, an, deviceOf(0))(world);
      for (let number = 0; number < times; number += 1) await postDuring(0, an, deviceOf(0))(world);
    },
    act: () => postDuring(0, an, deviceOf(0))(world),
  },
  'one link of a mail opened many times': {
    async before(times) {
      await postDuring(0, an, deviceOf(0))(world);
      for (let number = 1; number < times; number += 1) await open(number);
    },
    act: open,
  },
};

function open(number: number): Promise<void> {
  const [lead] = world.leads();
  return trackingOf(openingOf(lead?.leadId ?? LeadId.parse('nobody'), visitTime(number), deviceOf(7)))(world);
}

describe('a request of somebody unknown', () => {
  it.each(Object.entries(shapes))('costs no more for %s before it', async (name, { before, act }) => {
    const costs = [];
    for (const times of [3, 60]) {
      world = createWorld();
      await before(times);
      costs.push(await units(() => act(times)));
    }

    report(`worst case, ${name}: ${costs[0]} units after 3, ${costs[1]} after 60`);
    expect(costs[1]).toBeLessThanOrEqual(most);
  });
});

describe('the devices of a lead', () => {
  it('are at most ten: a further one stays nobody’s, and ends what was another’s there', async () => {
    for (let number = 0; number < maxDevices; number += 1) await post(number, fields, deviceOf(number));
    await post(50, { fullName: 'Trần Văn Bình', email: 'binh@example.com' }, deviceOf(99));
    await post(60, fields, deviceOf(99));

    const [lead, other] = world.leads().sort((one, next) => (one.email === fields.email ? -1 : next.email === fields.email ? 1 : 0));
    if (!lead || !other) throw new Error('no leads');
    expect(await readLinks(world.table, lead.leadId)).toHaveLength(maxDevices);
    expect(await readLinks(world.table, other.leadId)).toMatchObject([{ visitorId: 'device-99', segments: [{ to: visitTime(60) }] }]);
  });

  it('get no further one by a mail either', async () => {
    for (let number = 0; number < maxDevices; number += 1) await post(number, fields, deviceOf(number));
    const [lead] = world.leads();
    if (!lead) throw new Error('no lead');
    const { clock, ids, score } = world.parts;
    const lines: unknown[] = [];
    const log = { ...silentLog, info: (_: string, line: unknown) => void lines.push(line) };

    await trackVisits([openingOf(lead.leadId, visitTime(40), deviceOf(50))], {
      table: world.table,
      score,
      log,
      mailLinks: { signingKeys: [mailLinkKey], clock, ids },
    });

    expect(lines).toMatchObject([{ mailTooManyDevices: 1 }]);
    expect(await readLinks(world.table, lead.leadId)).toHaveLength(maxDevices);
  });
});
