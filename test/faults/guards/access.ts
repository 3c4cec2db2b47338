import type { Context } from 'aws-lambda';
import { createHandler } from '../../../functions/read-leads/app.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { cursors } from '../../support/cursors.ts';
import { digests } from '../../support/digests.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const people = [
  { fullName: 'Chim Én', email: 'en@nest.example', phone: '0912700101', province: 'TP.HCM' },
  { fullName: 'Chim Sẻ', email: 'se@nest.example', phone: '0912700102', province: 'Cần Thơ' },
  { fullName: 'Chim Cu', email: 'cu@nest.example', phone: '0912700103', province: 'Hà Nội' },
];
const routes = ['/v1/leads/{leadId}', '/v1/leads/{leadId}/timeline', '/v1/leads/{leadId}/decisions', '/v1/leads/{leadId}/score'];

/** Asks for every lead as every kind of user, and tells who saw what they may not see. */
export async function proveIsolation(): Promise<string[]> {
  const world = createWorld();
  for (const fields of people) {
    await world.takeIn(world.post(fields));
    await world.assignAll();
  }
  world.project();
  const handler = createHandler({ table: world.table, digests, cursors, config: world.config, clock: world.parts.clock }, silentLog);
  const reps = (await world.config.current(repKind)).documents;
  const ask = async (user: string, route: string, leadId = '') => {
    // What a token may claim of itself, beside what it must say.
    const claims = { token_use: 'id', email: user, email_verified: 'true', 'cognito:groups': '[admin]', 'custom:role': 'admin' };
    const event = {
      routeKey: `GET ${route}`,
      pathParameters: { leadId },
      headers: {},
      requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
    };
    const { statusCode, body } = await handler(event, {} as Context);
    return { statusCode, body: body ?? '' };
  };

  const violations: string[] = [];
  const leads = world.leads();
  const users = [
    'manager.south@example.com',
    'tam.ho@example.com',
    ...leads.map(({ owner }) => reps.get(String(owner?.repId))?.email ?? ''),
  ];
  for (const user of users) {
    const listed = (await ask(user, '/v1/leads')).body;
    for (const { leadId, owner, region } of leads) {
      const may = user.startsWith('manager') ? region.macroRegion === 'south' : reps.get(String(owner?.repId))?.email === user;
      const seen = [];
      for (const route of routes) if ((await ask(user, route, leadId)).statusCode === 200) seen.push(route.split('/').at(-1));
      if (listed.includes(leadId)) seen.push('list');
      if (!may && seen.length > 0) violations.push(`${user} saw a lead that is not theirs: ${seen.join(', ')}`);
      if (may && seen.length < routes.length + 1) violations.push(`${user} did not see their own lead`);
    }
  }
  const shown = [(await ask('marketer@example.com', '/v1/leads')).body];
  for (const { leadId } of leads) shown.push((await ask('marketer@example.com', '/v1/leads/{leadId}', leadId)).body);
  if (shown.some((body) => /@nest|912700|Chim/.test(body))) violations.push('a marketer saw how to reach a lead');
  return violations;
}
