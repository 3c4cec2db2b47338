import type { Context } from 'aws-lambda';
import { createHandler } from '../../../functions/read-leads/app.ts';
import { companyKind } from '../../../shared/company/company-config.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { cursors } from '../../support/cursors.ts';
import { digests } from '../../support/digests.ts';
import { createWorld } from '../../support/lead-world/world.ts';

/** Has the owner of a lead of a masked pool, and their leader, read it, and tells who saw its number. */
export async function proveMasking(): Promise<string[]> {
  const world = createWorld();
  world.config.change(companyKind, 'company', (company) => ({ ...company, maskNumbers: true }));
  await world.takeIn(world.post({ fullName: 'Chim Én', email: 'en@nest.example', phone: '0912700101', province: 'TP.HCM' }));
  await world.assignAll();
  world.project();
  const [lead] = world.leads();
  const owner = (await world.config.current(repKind)).documents.get(String(lead?.owner?.repId))?.email ?? '';
  const handler = createHandler({ table: world.table, digests, cursors, config: world.config, clock: world.parts.clock }, silentLog);
  const violations: string[] = [];
  for (const email of [owner, 'leader.south@example.com', 'manager.south@example.com']) {
    for (const route of ['GET /v1/leads', 'GET /v1/leads/{leadId}']) {
      const claims = { token_use: 'id', email, email_verified: 'true' };
      const event = {
        routeKey: route,
        pathParameters: { leadId: lead?.leadId ?? '' },
        headers: {},
        requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
      };
      const { statusCode, body = '' } = await handler(event, {} as Context);
      if (statusCode !== 200) violations.push(`${email} did not see their own lead`);
      if (/912\D*700\D*101/.test(body)) violations.push(`${email} saw a masked number by ${route}`);
    }
  }
  return violations;
}
