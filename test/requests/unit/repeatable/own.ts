import { companyKind } from '../../../../shared/company/company-config.ts';
import { OwnChannels } from '../../../../shared/notices/choice.ts';
import { createWorld } from '../../../support/lead-world/world.ts';
import { changeBy, type Repeatable } from './ask.ts';

const repUser = 'anh.nguyen@example.com';

/** How often the channels of a rep changed. */
const choicesIn = (world: Repeatable['world']) => () => ({
  changes: world.itemsOf(' CHANNELS').reduce((most, { version }) => Math.max(most, Number(version)), 0),
  messages: 0,
});

/** A rep chooses where they hear of leads: said twice, it was said twice. */
async function chooseNotices(): Promise<Repeatable> {
  const world = createWorld();
  const ask = changeBy(world, 'PUT /v1/me/notices', (isOther) => ({
    path: {},
    body: { channels: ['email'], ...(isOther ? { quiet: { from: '21:00', to: '07:00' } } : {}) },
  }));
  return {
    world,
    isNewEachTime: true,
    ask: (asked = {}, table = world.table) => ask({ user: repUser, ...asked }, table),
    made: choicesIn(world),
  };
}

/** Somebody asks for numbers by mail: said twice, it was said twice, and the timer is one. */
async function chooseDigests(): Promise<Repeatable> {
  const world = createWorld();
  const before = changeBy(world, 'PUT /v1/me/digests', () => ({ path: {}, body: { weekly: false, monthly: false } }));
  await before({ user: repUser });
  const ask = changeBy(world, 'PUT /v1/me/digests', (isOther) => ({ path: {}, body: { weekly: true, monthly: isOther } }));
  return {
    world,
    isNewEachTime: true,
    ask: (asked = {}, table = world.table) => ask({ user: repUser, ...asked }, table),
    made: () => ({
      changes: world.itemsOf(' DIGESTCHOICE').reduce((most, { version }) => Math.max(most, Number(version)), 0) - 1,
      messages: 0,
    }),
  };
}

/** Somebody saves a list, and saves it once more. */
async function saveView(): Promise<Repeatable> {
  const world = createWorld();
  const ask = changeBy(world, 'PUT /v1/views/{viewId}', (isOther) => ({
    path: { viewId: 'hot' },
    body: { name: isOther ? 'Cold' : 'Hot', query: { temperature: isOther ? 'cold' : 'hot' } },
  }));
  return { world, isNewEachTime: true, ask, made: () => viewsIn(world) };
}

/** Somebody deletes a list that they saved. */
async function deleteView(): Promise<Repeatable> {
  const world = createWorld();
  await changeBy(world, 'PUT /v1/views/{viewId}', () => ({ path: { viewId: 'hot' }, body: { name: 'Hot', query: {} } }))({});
  const ask = changeBy(world, 'DELETE /v1/views/{viewId}', (isOther) => ({ path: { viewId: isOther ? 'cold' : 'hot' } }));
  return { world, ask, made: () => ({ changes: 1 - viewsIn(world).changes, messages: 0 }) };
}

const viewsIn = (world: Repeatable['world']) => ({
  changes: world.itemsOf(' VIEW#').reduce((sum, { version }) => sum + Number(version), 0),
  messages: 0,
});

/** A rep types in the code that the bot sent. */
async function proveTelegram(): Promise<Repeatable> {
  const world = createWorld();
  world.config.change(companyKind, 'company', (company) => ({ ...company, telegram: { tokenParameter: 'bot' } }));
  const choose = changeBy(world, 'PUT /v1/me/notices', () => ({
    path: {},
    body: { channels: ['email', 'telegram'], telegramChatId: '123456789' },
  }));
  await choose({ user: repUser });
  const [item] = world.itemsOf(' CHANNELS');
  const { ownChat } = OwnChannels.parse({ ...item });
  const code = ownChat?.sent?.code ?? '';
  const ask = changeBy(world, 'POST /v1/me/notices/telegram', (isOther) => ({
    path: {},
    body: { code: isOther ? String((Number(code) + 1) % 1_000_000).padStart(6, '0') : code },
  }));
  const made = choicesIn(world);
  return {
    world,
    namesItself: true,
    ask: (asked = {}, table = world.table) => ask({ user: repUser, ...asked }, table),
    made: () => ({ changes: made().changes - 1, messages: 0 }),
  };
}

/** Somebody has themselves signed out everywhere. */
async function signOut(): Promise<Repeatable> {
  const world = createWorld();
  const ask = changeBy(world, 'POST /v1/users/{userId}/sign-out', (isOther) => ({ path: { userId: isOther ? 'marketer' : 'admin' } }));
  return {
    world,
    isNewEachTime: true,
    ask,
    made: () => ({ changes: Math.max(world.sent.work.length, world.itemsOf('DUE#').length), messages: 0 }),
  };
}

/** What users keep for themselves: where they hear of leads, and lists. */
export const ownRoutes = {
  'PUT /v1/me/notices': chooseNotices,
  'PUT /v1/me/digests': chooseDigests,
  'PUT /v1/views/{viewId}': saveView,
  'DELETE /v1/views/{viewId}': deleteView,
  'POST /v1/me/notices/telegram': proveTelegram,
  'POST /v1/users/{userId}/sign-out': signOut,
} as const;
