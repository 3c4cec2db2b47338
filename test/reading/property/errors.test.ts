import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Log, silentLog } from '../../../shared/platform/logging.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { postFromDevice } from '../../support/lead-world/with-device.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const failed: string[] = [];
const log: Log = { ...silentLog, error: (message, error) => void failed.push(`${message}: ${String(error)}`) };
const world = createWorld(log);
let leadId = '';

/** A lead with a device: its timeline is merged from two histories. */
beforeAll(async () => {
  await postFromDevice(world, { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', province: 'TP.HCM' });
  await world.assignAll();
  leadId = world.leads()[0]?.leadId ?? '';
});

const moment = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(
    '0000-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
    '2026-02-30T00:00:00.000Z',
    '2026-99-99T99:99:99.999Z',
    '2026-11-22T03:00:00.000Z',
    '2026-11-22T03:00:00+07:00',
    '9999-12-31T23:59:59-23:59',
  ),
);
const cursor = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'LEAD', 'LEAD#', '#', '~', 'TIMELINE#', 'SCORE', 'MAIL#x', '2026-11-22T03:00:00.000Z', '2026-11-22T03:00:00.000Z#'),
  fc.tuple(moment, fc.stringMatching(/^[0-9A-Za-z._~-]{0,70}$/)).map(([at, id]) => `${at}#${id}`),
);
const word = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('1', '0', '-1', '100', '101', '1e3', 'vi', 'north', '79', '0912345678'),
);
const names = ['cursor', 'limit', 'lang', 'at', 'email', 'phone', 'q', 'owner', 'region', 'stage', 'createdFrom', 'createdTo', 'sort', 'x'];
const parameters = fc
  .uniqueArray(fc.constantFrom(...names), { maxLength: 3 })
  .chain((chosen) =>
    fc.tuple(...chosen.map((name) => (name === 'cursor' ? cursor : fc.oneof(word, moment)).map((value) => [name, value] as const))),
  )
  .map((entries) => Object.fromEntries(entries));
const routes = fc.constantFrom(
  '/v1/leads',
  '/v1/leads/{leadId}',
  '/v1/leads/{leadId}/timeline',
  '/v1/leads/{leadId}/score',
  '/v1/leads/{leadId}/decisions',
);

describe('the read routes', () => {
  it.each(['LEAD', '', '#', '2026-99-99T99:99:99.999Z#T1', 'TIMELINE#2026-11-22T03:00:00.000Z#T1'])(
    'refuse %j as a cursor: it is no place of a timeline or a list',
    async (cursor) => {
      const ask = readRoutes(world, log);

      const answers = [
        await ask('/v1/leads/{leadId}/timeline', 'admin@example.com', { path: { leadId }, query: { cursor } }),
        await ask('/v1/leads', 'admin@example.com', { query: { cursor } }),
      ];

      expect(answers.map(({ status }) => status)).toEqual([422, 422]);
    },
  );

  it('answer whatever is asked with an answer or with an error of ours, never with 500', async () => {
    const numRuns = runs(400, 20_000);
    const ask = readRoutes(world, log);
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(routes, parameters, async (route, query) => {
        const { status } = await ask(route, 'admin@example.com', { path: { leadId }, query });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        expect([200, 422]).toContain(status);
        expect(failed).toEqual([]);
      }),
      { numRuns, seed },
    );
    report(`asked ${numRuns} times: ${JSON.stringify(Object.fromEntries(statuses))}, seed ${seed}`);
  });
});
