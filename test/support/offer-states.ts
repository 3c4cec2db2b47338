import type { Locale } from '../../shared/leads/index.ts';
import { keys } from '../../shared/platform/keys.ts';
import type { AcceptPolicy, PoolConfig } from '../../shared/routing/pool-config.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import { openWorld } from './claims.ts';
import type { World } from './lead-world/world.ts';
import { OfferedWorld } from './offers.ts';

const days = 24 * 3_600_000;

/** What the page of an offer says in a state. */
export interface OfferState {
  readonly state: string;
  readonly status: number;
  readonly html: string;
}

function speak(world: World, reps: Iterable<string>, locale: Locale): void {
  for (const id of reps) world.config.change(repKind, id, (rep) => ({ ...rep, locale }));
}

async function offered(locale: Locale, accept: Partial<AcceptPolicy> = {}, pool: Partial<PoolConfig> = {}) {
  const world = await OfferedWorld.create(accept, pool);
  speak(world.world, (await world.world.config.current(repKind)).documents.keys(), locale);
  return { world, token: world.token(await world.own()) };
}

type Shown = { readonly statusCode: number; readonly body?: string | undefined };
const stateOf = (state: string, { statusCode, body = '' }: Shown): OfferState => ({ state, status: statusCode, html: body });

/** Every state of the page of an offer, and of the page of what is open to several, as a rep of that language sees it. */
export async function offerStates(locale: Locale): Promise<readonly OfferState[]> {
  const states: OfferState[] = [];
  const note = (state: string, shown: Shown) => void states.push(stateOf(state, shown));
  {
    const { world, token } = await offered(locale);
    note('offered', await world.follow('GET', '', token));
    note('no reason chosen', await world.follow('POST', '/decline', token, 'reason='));
    note('accepted', await world.follow('POST', '/accept', token));
    note('unknown', await world.follow('GET', '', `${token.slice(0, -1)}${token.endsWith('x') ? 'y' : 'x'}`));
    world.world.pass(60 * days);
    note('link expired', await world.follow('GET', '', token));
  }
  {
    const { world, token } = await offered(locale, {}, { maskNumbers: true });
    note('offered, masked', await world.follow('GET', '', token));
    await world.accept(await world.own());
    note('accepted, masked', await world.follow('GET', '', token));
    note('accepted, revealed', await world.follow('POST', '/accept', token));
  }
  {
    const { world, token } = await offered(locale);
    note('declined', await world.follow('POST', '/decline', token, 'reason=noCapacity'));
    await world.world.assignAll();
    note('declined, seen again', await world.follow('GET', '', token));
  }
  for (const ifNobody of ['leader', 'fallback'] as const) {
    const { world, token } = await offered(locale, { offers: 1, ifNobody });
    note(`declined, then ${ifNobody}`, await world.follow('POST', '/decline', token, 'reason=spam'));
  }
  {
    const { world, token } = await offered(locale);
    await world.expire();
    note('recalled, another was asked', await world.follow('GET', '', token));
    await world.accept(await world.own());
    note('taken by another', await world.follow('POST', '/accept', token));
  }
  {
    const { world, token } = await offered(locale, { offers: 1 });
    await world.expire();
    note('late', await world.follow('GET', '', token));
  }
  {
    const { world, token } = await offered(locale);
    await world.world.table.deleteAll([keys.lead(world.lead.leadId)]);
    note('erased', await world.follow('GET', '', token));
  }
  const open = async (pool: Partial<PoolConfig> = {}) => {
    const world = await openWorld(pool);
    speak(world.world, world.repIds, locale);
    await world.arrive();
    const [first, second] = world.repIds;
    if (!first || !second) throw new Error('no reps');
    return { ...world, first, second, lead: await world.opened() };
  };
  const shown = ({ status, body }: { readonly status: number; readonly body: string }): Shown => ({ statusCode: status, body });
  {
    const { page, lead, first, second } = await open();
    note('open to all', shown(await page('GET', '', lead, first)));
    note('open, accepted', shown(await page('POST', '/accept', lead, first)));
    note('open, taken by another', shown(await page('POST', '/accept', lead, second)));
  }
  {
    const { world, page, lead, first } = await open();
    world.config.change(repKind, first, (rep) => ({ ...rep, active: false }));
    note('open, not for who takes none', shown(await page('POST', '/accept', lead, first)));
  }
  return states;
}
