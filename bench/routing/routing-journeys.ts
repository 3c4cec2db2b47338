import { documentsOf, publishConfig } from '../../test/support/publish-config.ts';
import { type Runtime, startRuntime } from '../../test/support/runtime.ts';
import { toWorkingMorning } from '../support/clock.ts';
import { type Journey, ofLeads, record } from '../support/journeys.ts';
import { type Found, SalesFloor } from './sales-floor.ts';

/** What all others are held against. */
export const usual = 'new lead, given at once, for comparison';
export const offeredLead = 'new lead, offered';
export const openLead = 'new lead, open to the four who are there';
/** Leads that a split or a hand-over gives at once. */
const many = 20;

/** A pool for each way in which leads come to their reps; `unknown` gives them at once, by turn. */
const ways = {
  south: { accept: { withinMinutes: 30, offers: 3 }, maskNumbers: true },
  north: { mode: 'claim', claim: { withinMinutes: 60 } },
  central: { mode: 'leader' },
  specialists: { handOver: [{ stage: 'mql' }] },
  unknown: { floating: {} },
};
const places = { south: 'TP.HCM', north: 'Hà Nội', central: 'Đà Nẵng', unknown: 'chưa rõ' };

/** One thing that was done, with all that followed from it, and to how many leads. */
export interface RoutingJourney {
  readonly journey: Journey;
  readonly leads: number;
}

type Walk = (name: string, act: () => Promise<unknown>, leads?: number) => Promise<void>;

/** Walks what pools do with leads, beside giving them at once, in a runtime of its own. */
export async function walkRouting(): Promise<readonly RoutingJourney[]> {
  const runtime = await startRuntime({ isOwn: true });
  try {
    const journeys: RoutingJourney[] = [];
    const walk: Walk = async (name, act, leads = 1) => {
      const all = await record(runtime, name, async () => {
        await act();
        await runtime.settle();
      });
      journeys.push({ journey: ofLeads(all), leads });
    };
    await toWorkingMorning(runtime);
    const floor = new SalesFloor(runtime);
    await floor.open(ways);
    // Whoever comes first has each function read its configuration.
    for (const province of Object.values(places)) await takeIfOffered(floor, await arrive(floor, { province }));
    for (const part of [giveAtOnce, offer, open, wait, keepWithMarketing, float, handOver]) await part(floor, walk);
    await welcomeBySequence(runtime, floor, walk);
    return journeys;
  } finally {
    await runtime.stop();
  }
}

/** Has a person post, whose way is measured where it has a name. */
async function arrive(
  floor: SalesFloor,
  fields: Readonly<Record<string, string>>,
  { walk, name }: { walk?: Walk; name?: string } = {},
): Promise<Found> {
  // The notices of an hour become a digest when there are many.
  if (walk) await floor.pass('PT61M');
  const send = await floor.openForm(fields);
  let email = '';
  const post = async () => {
    email = await send();
  };
  await (walk && name ? walk(name, post) : post());
  await floor.pass('PT5S');
  return floor.find(email);
}

async function takeIfOffered(floor: SalesFloor, { path, repId }: Found): Promise<void> {
  const { assignment } = await floor.ask('GET', path);
  if (assignment.state === 'offered') await floor.ask('POST', `${path}/accept`, {}, { user: floor.userOf(repId) });
}

const other = (floor: SalesFloor, poolId: string, { repId }: Found): string => floor.repsOf(poolId).find((one) => one !== repId) ?? '';

async function giveAtOnce(floor: SalesFloor, walk: Walk): Promise<void> {
  const found = await arrive(floor, { province: places.unknown }, { walk, name: usual });
  const etag = await floor.etagOf(found);
  await walk('owner changed by hand', () =>
    floor.ask('POST', `${found.path}/owner`, { repId: other(floor, 'unknown', found), reason: 'language' }, { etag }),
  );
}

async function offer(floor: SalesFloor, walk: Walk): Promise<void> {
  const accepted = await arrive(floor, { province: places.south }, { walk, name: offeredLead });
  const user = floor.userOf(accepted.repId);
  await walk('offer that is accepted', () => floor.ask('POST', `${accepted.path}/accept`, {}, { user }));
  await walk('number that is revealed', () => floor.ask('POST', `${accepted.path}/reveal`, undefined, { user }));
  const declined = await arrive(floor, { province: places.south });
  await walk('offer that is declined, and the next one', () =>
    floor.ask('POST', `${declined.path}/decline`, { reason: 'noCapacity' }, { user: floor.userOf(declined.repId) }),
  );
  await floor.passUntil((await floor.ask('GET', declined.path)).assignment.slaDueAt, -1);
  await walk('offer that nobody accepts: recalled, and the next one', () => floor.pass('PT2M'));
}

async function open(floor: SalesFloor, walk: Walk): Promise<void> {
  const opened = await arrive(floor, { province: places.north }, { walk, name: openLead });
  const [repId = ''] = floor.repsOf('north');
  await walk('lead that is claimed', () => floor.ask('POST', `${opened.path}/claim`, undefined, { user: floor.userOf(repId) }));
}

async function wait(floor: SalesFloor, walk: Walk): Promise<void> {
  // One was there before, and one is measured.
  await arrive(floor, { province: places.central }, { walk, name: 'new lead, waiting for its leader' });
  for (let index = 2; index < many; index += 1) await arrive(floor, { province: places.central });
  const to = floor.repsOf('central').map((repId) => ({ repId }));
  const { leads } = await floor.ask('POST', '/v1/pools/central/splits', { check: true, to });
  await walk(`split of ${leads} leads over three reps, each`, () => floor.ask('POST', '/v1/pools/central/splits', { to }), leads);
}

async function keepWithMarketing(floor: SalesFloor, walk: Walk): Promise<void> {
  const kept = await arrive(floor, { product: 'kho-san-xuat' }, { walk, name: 'new lead, with marketing until it is ready' });
  const etag = await floor.etagOf(kept);
  await walk('lead that becomes ready, and is given', () =>
    floor.ask('POST', `${kept.path}/stage`, { stage: 'mql', reason: 'spoke' }, { etag }),
  );
}

async function float(floor: SalesFloor, walk: Walk): Promise<void> {
  const found = await arrive(floor, { province: places.unknown });
  const etag = await floor.etagOf(found);
  await walk('lead that is let go', () =>
    floor.ask('POST', `${found.path}/release`, { reason: 'workload' }, { user: floor.userOf(found.repId), etag }),
  );
  const taker = floor.userOf(other(floor, 'unknown', found));
  await walk('lead that is taken from those that float', () => floor.ask('POST', `${found.path}/claim`, undefined, { user: taker }));
}

async function handOver(floor: SalesFloor, walk: Walk): Promise<void> {
  for (let index = 0; index < 2 * many; index += 1) await arrive(floor, { province: places.unknown });
  const [from = '', repId = ''] = floor.repsOf('unknown');
  const to = [{ repId }];
  const { leads } = await floor.ask('POST', `/v1/reps/${from}/hand-over`, { check: true, to });
  await walk(`hand-over of the ${leads} leads of a rep, each`, () => floor.ask('POST', `/v1/reps/${from}/hand-over`, { to }), leads);
}

/** The welcome as a mail of a sequence, in place of the form's own. */
async function welcomeBySequence(runtime: Runtime, floor: SalesFloor, walk: Walk): Promise<void> {
  const [forms, sequences] = [await documentsOf(runtime, 'forms'), await documentsOf(runtime, 'sequences')];
  const welcome = {
    id: 'chao-khach-moi',
    names: { vi: 'Chào khách mới', en: 'Welcome' },
    state: 'on',
    priority: 1,
    triggers: [{ on: 'event', type: 'lead.created' }],
    reentry: { afterDays: 365 },
    steps: [{ id: 'chao', do: 'mail', template: 'cam-on-da-mua' }],
  };
  await publishConfig(runtime, 'sequences', [...sequences, welcome]);
  const plain = forms.map((form) => ({ ...form, welcomeMail: false }));
  await publishConfig(runtime, 'forms', plain);
  await floor.pass('PT2M');
  await arrive(floor, { province: places.unknown });
  await arrive(floor, { province: places.unknown }, { walk, name: 'new lead, given at once, its welcome by a sequence' });
}
