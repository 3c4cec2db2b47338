import type { Context } from 'aws-lambda';
import { createHandler } from '../../../functions/read-reports/app.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { factOf, ownershipOf } from '../../support/facts.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { at, factsReader, noneHeld, noSpend } from '../../support/reports.ts';

const arrivedAt = at('02-03 09:00');
const ofLan = [ownershipOf({ repId: 'rep-lan', poolId: 'south', from: arrivedAt })];
const ofManh = [ownershipOf({ repId: 'rep-manh', poolId: 'north', from: arrivedAt })];
const facts = [
  factOf({ id: 'LSOUTH', arrivedAt, owners: ofLan, macroRegion: 'south', provinceCode: '79' }),
  factOf({ id: 'LNORTH', arrivedAt, owners: ofManh, poolId: 'north', macroRegion: 'north', provinceCode: '01' }),
];

/** Has everybody who answers for a part ask how many leads there are, and which, and tells who was told of others. */
export async function proveReports(): Promise<string[]> {
  const world = createWorld();
  const parts = {
    ...world.parts,
    clock: () => new Date(at('02-20 09:00')),
    readFacts: factsReader(facts),
    readSpend: noSpend,
    readHeld: noneHeld,
  };
  const handler = createHandler(parts, silentLog);
  const violations: string[] = [];
  for (const email of ['manager.south@example.com', 'leader.south@example.com', 'lan.tran@example.com']) {
    const claims = { token_use: 'id', email, email_verified: 'true' };
    const ask = async (routeKey: string, queryStringParameters: Record<string, string>) => {
      const event = {
        routeKey,
        pathParameters: { name: 'overview' },
        queryStringParameters,
        headers: {},
        requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
      };
      const { statusCode, body = '{}' } = await handler(event, {} as Context);
      return { statusCode, body: JSON.parse(body) };
    };
    const table = await ask('GET /v1/reports/{name}', {});
    const listed = await ask('GET /v1/reports/{name}/leads', { column: 'leads' });
    if (table.statusCode !== 200 || table.body.total.cells[0].value !== 1) violations.push(`${email} was not told of their own lead alone`);
    if (JSON.stringify(listed.body.items?.map(({ id }: { id: string }) => id)) !== '["LSOUTH"]')
      violations.push(`${email} was named another lead`);
  }
  return violations;
}
