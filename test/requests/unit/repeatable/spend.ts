import type { Context } from 'aws-lambda';
import { createHandler } from '../../../../functions/edit-config/app.ts';
import { silentLog } from '../../../../shared/platform/logging.ts';
import { createWorld } from '../../../support/lead-world/world.ts';
import { answerOf, eventOf, type Repeatable } from './ask.ts';

/** Asks the function that keeps what advertising cost. */
const spendBy =
  (world: Repeatable['world'], routeKey: string, bodyOf: (isOther: boolean) => object): Repeatable['ask'] =>
  async (asked = {}, table = world.table) => {
    const edit = createHandler({ ...world.parts, table }, silentLog);
    return answerOf(await edit({ ...eventOf(routeKey, {}, asked), body: JSON.stringify(bodyOf(asked.what === 'other')) }, {} as Context));
  };

const bodyOf = (amount: number) => ({
  source: 'facebook',
  campaign: 'tet',
  from: '2026-11-01',
  to: '2026-11-10',
  amount,
  overlap: 'replace',
  versions: { '2026-11': amount === 500_000 ? 0 : 1 },
});

/** A month of which something is told already. */
async function withSpend() {
  const world = createWorld();
  await spendBy(world, 'PUT /v1/spend', () => bodyOf(500_000))();
  return { world, made: () => ({ changes: Number(world.itemsOf('SPEND#')[0]?.version) - 1, messages: 0 }) };
}

async function tellSpend(): Promise<Repeatable> {
  const { world, made } = await withSpend();
  return { world, made, ask: spendBy(world, 'PUT /v1/spend', (isOther) => bodyOf(isOther ? 700_000 : 600_000)) };
}

async function importSpend(): Promise<Repeatable> {
  const { world, made } = await withSpend();
  const file = (amount: number) => Buffer.from(`Ngày,Chiến dịch,Chi phí\n2026-11-11,Tết,${amount}\n`).toString('base64');
  const ask = spendBy(world, 'POST /v1/spend/import', (isOther) => ({
    fileName: 'facebook.csv',
    content: file(isOther ? 70_000 : 60_000),
    source: 'facebook',
  }));
  return { world, namesItself: true, made, ask };
}

/** What somebody is to reach is set once more: a target stands already. */
const setTarget = (whose: 'reps/{repId}' | 'pools/{poolId}') => async (): Promise<Repeatable> => {
  const world = createWorld();
  const path = { month: '2026-11', repId: 'rep-lan', poolId: 'south' };
  const ask: Repeatable['ask'] = async (asked = {}, table = world.table) => {
    const edit = createHandler({ ...world.parts, table }, silentLog);
    const body = JSON.stringify({ goals: [{ metric: 'won', amount: asked.what === 'other' ? 4 : 3 }] });
    const event = eventOf(`PUT /v1/targets/{month}/${whose}`, path, { ifMatch: '"1"', ...asked });
    return answerOf(await edit({ ...event, body }, {} as Context));
  };
  const first = await ask({ ifMatch: '"0"' });
  if (first.status !== 200) throw new Error(first.body);
  return { world, ask, made: () => ({ changes: Number(world.itemsOf('TARGETS#')[0]?.version) - 1, messages: 0 }) };
};

/** What advertising cost. */
export const spendRoutes = {
  'PUT /v1/targets/{month}/reps/{repId}': setTarget('reps/{repId}'),
  'PUT /v1/targets/{month}/pools/{poolId}': setTarget('pools/{poolId}'),
  'PUT /v1/spend': tellSpend,
  'POST /v1/spend/import': importSpend,
} as const;
