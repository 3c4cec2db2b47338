import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { formKind } from '../../../shared/capture/form-config.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { SourceId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const survey = { channel: 'form', sourceId: SourceId.parse('khao-sat') } as const;
const person = { fullName: 'Trần Lan', email: 'lan@gmail.com' };

describe('the profile of a person', () => {
  let world: World;
  let lead: Lead;
  const admin = 'admin@example.com';

  const lan = () => {
    const found = world.leads()[0];
    if (!found) throw new Error('no lead');
    return found;
  };
  const read = async (user = admin) =>
    (await readRoutes({ ...world, table: world.table })('/v1/leads/{leadId}/profile', user, { path: { leadId: lead.leadId } })) as {
      status: number;
      body: Record<string, never>;
    };
  const patch = async (body: unknown, { user = admin, ifMatch }: { user?: string; ifMatch?: string } = {}) => {
    const claims = { token_use: 'id', email: user, email_verified: 'true' };
    const answer = await createHandler(world.parts, silentLog)(
      {
        routeKey: 'PATCH /v1/leads/{leadId}/profile',
        pathParameters: { leadId: lead.leadId },
        headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
        body: JSON.stringify(body),
        requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
      } as never,
      {} as Context,
    );
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? 'null') };
  };

  beforeEach(async () => {
    world = createWorld();
    await world.takeIn(world.post({ ...person, need: 'Quản lý kho', score: '9', plan: 'now', reason: 'Gọi 0912345678 nhé' }, survey));
    await world.assignAll();
    lead = lan();
  });

  it('takes the answers of a survey, which are no answers of the record', async () => {
    expect((await read()).body).toMatchObject({
      version: 1,
      customerKind: { value: 'b2c', stated: false },
      origin: 'inbound',
      satisfaction: { value: 9, verified: false },
      readiness: { value: 'now' },
      needs: [{ value: 'Quản lý kho', by: { kind: 'submission' } }],
      gender: null,
    });
    expect(lead.extra).toEqual({});
    expect(world.timeline().find(({ type }) => type === 'lead.created')?.data).toMatchObject({
      fields: expect.arrayContaining(['profile.needs', 'profile.satisfaction']),
    });
  });

  it('costs nothing where a post says nothing of it', async () => {
    const writesOf = async (fields: Record<string, string>, more = {}) => {
      const one = createWorld();
      const before = { ...one.table.used };
      await one.takeIn(one.post(fields, more));
      return [one.table.used.write - before.write, one.table.used.read - before.read, one.itemsOf(' PERSON').length];
    };
    const plain = await writesOf(person);
    const silent = await writesOf(person, survey);
    const said = await writesOf({ ...person, plan: 'now' }, survey);

    expect(silent.at(-1)).toBe(0);
    expect(plain.at(-1)).toBe(0);
    expect(said).toEqual([Number(silent[0]) + 2, silent[1], 1]);
  });

  it('goes on with the next survey, without changing the record, and says so in the history', async () => {
    const before = lan();
    await world.takeIn(world.post({ ...person, plan: 'later', age: '35-44' }, survey));

    expect((await read()).body).toMatchObject({ version: 2, readiness: { value: 'later' }, ageBand: { value: '35-44' } });
    expect(lan().version).toBe(before.version);
    expect(world.timeline().filter(({ type }) => type === 'lead.updated')).toMatchObject([
      { data: { fields: ['profile.ageBand', 'profile.readiness'] } },
    ]);
  });

  it('is set by colleagues, on the version that they saw, and no post replaces it', async () => {
    expect(
      (await patch({ readiness: 'no', customerKind: 'b2b', address: '12 Lê Lợi', satisfaction: 3 }, { ifMatch: '"1"' })).body,
    ).toMatchObject({
      version: 2,
    });
    expect((await patch({ readiness: 'now' }, { ifMatch: '"1"' })).status).toBe(412);
    await world.takeIn(world.post({ ...person, plan: 'now' }, survey));

    expect((await read()).body).toMatchObject({
      version: 2,
      readiness: { value: 'no', verified: true, by: { kind: 'user' } },
      customerKind: { value: 'b2b', stated: true },
      satisfaction: { value: 3 },
      address: { value: '12 Lê Lợi' },
    });
  });

  it('has one of the bands of income that forms offer, or the one that stands, and any text where the words are left to people', async () => {
    const asked = async (incomeBand: string) => {
      const { status, body } = await patch({ incomeBand });
      const { incomeBand: stands } = (await read()).body as unknown as { incomeBand: { value: string } | null };
      return [status, stands?.value ?? null, body.errors?.[0] ?? null];
    };
    const fault = { path: 'incomeBand', message: expect.stringContaining('20-40m') };

    expect(await asked('a lot')).toEqual([422, null, fault]);
    expect(await asked('20-40M')).toEqual([200, '20-40m', null]);
    world.config.change(formKind, 'khao-sat', (form) => ({
      ...form,
      fields: form.fields.map((field) =>
        field.mapsTo === 'incomeBand' ? { ...field, options: [{ value: '40m+', label: { vi: 'x', en: 'x' } }] } : field,
      ),
    }));
    expect([await asked('20-40m'), await asked('40m+'), await asked('20-40m')].map(([status]) => status)).toEqual([200, 200, 422]);
    world.config.change(formKind, 'khao-sat', (form) => ({
      ...form,
      fields: form.fields.filter(({ mapsTo }) => mapsTo !== 'incomeBand'),
    }));
    expect(await asked('about 30 million')).toEqual([200, 'about 30 million', null]);
  });

  it('takes the answers to a form that a colleague wrote down, and refuses what it does not ask', async () => {
    expect((await patch({ survey: { formId: 'khao-sat', answers: { plan: 'within3Months', nextFeature: 'Nhanh hơn' } } })).status).toBe(
      200,
    );
    expect((await patch({ survey: { formId: 'khao-sat', answers: { plan: 'mai' } } })).status).toBe(422);
    expect((await patch({ survey: { formId: 'khao-sat', answers: { email: 'x@y.vn' } } })).status).toBe(422);
    expect((await patch({ survey: { formId: 'khong-co', answers: {} } })).status).toBe(422);
    expect((await patch({})).status).toBe(422);
    expect((await patch({ gender: 'robot' })).status).toBe(422);

    expect((await read()).body).toMatchObject({
      readiness: { value: 'within3Months', verified: true },
      opinions: [{ question: 'khao-sat.nextFeature', answer: 'Nhanh hơn', label: { en: 'What should we improve?' } }],
    });
  });

  it('shows marketers choices alone, and nobody a lead that is not theirs', async () => {
    const { documents } = await world.config.current(userKind);
    const stranger = [...documents.values()].find(({ role, repId }) => role === 'rep' && repId !== lead.owner?.repId)?.email ?? '';
    await patch({ address: '12 Lê Lợi' });

    const seen = await read('marketer@example.com');

    expect(seen.body).toMatchObject({
      version: null,
      satisfaction: { value: 9, by: null },
      address: null,
      needs: null,
      feedback: null,
      opinions: null,
      touches: null,
    });
    expect(JSON.stringify(seen.body)).not.toMatch(/0912|Lê Lợi|khao-sat/);
    expect((await read(stranger)).status).toBe(404);
    expect((await patch({ gender: 'male' }, { user: stranger })).status).toBe(404);
    expect((await patch({ gender: 'male' }, { user: 'marketer@example.com' })).status).toBe(404);
  });

  it('shows the clicks on advertisements of the first and the last post, by consent to tracking alone', async () => {
    const context = (query: string) => ({
      pageUrl: `https://annhien.example/?${query}`,
      referrer: null,
      utm: {},
      visitorId: null,
      locale: null,
    });
    const agreed = [{ purpose: 'tracking' as const, granted: true, textVersion: '1' }];
    world = createWorld();
    await world.takeIn(world.post(person, { context: context('gclid=first&email=lan%40gmail.com'), consent: agreed }));
    await world.takeIn(world.post(person, { context: context('fbclid=second'), receivedAt: '2026-11-23T03:00:00.000Z' }));
    lead = lan();

    expect((await read()).body).toMatchObject({ touches: { first: { clickIds: { gclid: 'first' } }, last: { clickIds: {} } } });
    expect(JSON.stringify((await read()).body)).not.toContain('lan%40');
  });
});
