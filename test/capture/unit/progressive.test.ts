import { describe, expect, it } from '@jest/globals';
import { FormDescription } from '../../../api/forms/form-description.ts';
import { createHandler } from '../../../functions/show-form/app.ts';
import { formKind } from '../../../shared/capture/form-config.ts';
import { VisitorId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { unlinkVisitor } from '../../../shared/tracking/index.ts';
import { lambdaContext, postEvent, startedAt } from '../../support/capture.ts';
import { createWorld as createDefaultWorld, type World } from '../../support/lead-world/world.ts';

const device = VisitorId.parse('6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9');
const otherDevice = VisitorId.parse('0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9');
const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' };
const cause = { actor: { kind: 'user' as const, id: 'admin@example.com' }, correlationId: 'call-1', causationId: 'call-1' };

const always = ['fullName', 'email', 'phone', 'product', 'message'];
const ofStranger = ['fullName', 'email', 'phone', 'province', 'company', 'industry', 'product', 'message'];

/** The contact form asks two of its questions at once here, so that both the next and the last can be told apart. */
function createWorld(): World {
  const world = createDefaultWorld();
  world.config.change(formKind, 'contact', (form) => ({ ...form, progressive: { once: ['province'], fields: [...steps], atOnce: 2 } }));
  return world;
}
const steps = ['company', 'industry', 'companySize', 'title'] as const;

/** The form's answer to a page of this visitor. */
async function show(world: World, visitorId?: string, table: Table = world.table) {
  const handler = createHandler(
    { config: world.config, table, formTokenKey: 'key', originDigests: [], nonce: () => 'nonce', clock: () => startedAt },
    silentLog,
  );
  const query = visitorId === undefined ? {} : { queryStringParameters: { visitorId } };
  const answer = await handler({ ...postEvent({ method: 'GET' }), ...query }, lambdaContext);
  expect([answer.statusCode, answer.headers?.['cache-control']]).toEqual([200, 'no-store']);
  return { text: answer.body ?? '', form: FormDescription.strict().parse(JSON.parse(answer.body ?? '')) };
}
const asked = async (world: World, visitorId?: string) => (await show(world, visitorId)).form.fields.map(({ name }) => name);

let posts = 0;
/** A person posts from a device and lets us link it, or not. */
async function post(world: World, fields: Record<string, string>, { from = device, agrees = true } = {}) {
  posts += 1;
  const receivedAt = new Date(startedAt.getTime() + posts * 60_000).toISOString();
  const context = { pageUrl: null, referrer: null, utm: {}, visitorId: from, locale: 'vi' as const, sentAt: receivedAt };
  const consent = [{ purpose: 'tracking' as const, granted: agrees, textVersion: 'tracking-1' }];
  await world.takeIn(world.post(fields, { receivedAt, context, consent }));
}
const leadOf = (world: World, email: string) => {
  const lead = world.leads().find((one) => one.email === email);
  if (!lead) throw new Error('no such lead');
  return lead.leadId;
};

describe('a stranger', () => {
  const identity = (more: Record<string, unknown>) => ({ ...keys.visitorIdentity(device), version: 1, identifications: [], ...more });
  const known = [['2026-11-22T03:00:00.000Z', 'L1', null, 'tracking-1']];

  it.each([
    ['names no visitor', undefined, []],
    ['has an id that we never saw', otherDevice, []],
    ['has an id that is none', 'a b', []],
    ['has an id of a kilobyte', 'x'.repeat(1_024), []],
    ['is on a device whose identity nobody can read', device, [identity({ version: 'none' })]],
    [
      'is on a device whose lead nobody can read',
      device,
      [identity({ identifications: known, answered: { L1: ['company'] } }), { ...keys.lead('L1' as never), version: 'none' }],
    ],
    ['is on a device whose lead was erased', device, [identity({ identifications: known, answered: { L1: ['company'] } })]],
    ['is on a device that was linked before answers were noted', device, [identity({ identifications: known })]],
  ])('%s: is asked what the form asks first', async (_, visitorId, items) => {
    const world = createWorld();
    world.table.seed(...items);

    expect(await asked(world, visitorId)).toEqual(ofStranger);
  });

  it('costs no read without a visitor, and is answered also where the table is not', async () => {
    const world = createWorld();
    const down: Table = { ...world.table, get: () => Promise.reject(new Error('the table is down')) };

    const answers = [await show(world, undefined, down), await show(world, device, down)];

    expect(world.table.used.read).toBe(0);
    for (const { form } of answers) expect(form.fields.map(({ name }) => name)).toEqual(ofStranger);
  });
});

describe('a returning visitor', () => {
  it('is asked each question once, a few at a time, over several visits', async () => {
    const world = createWorld();

    await post(world, { ...huong, province: 'Huế', company: 'Gốm Xưa', industry: 'san-xuat' });
    const second = await asked(world, device);
    await post(world, { ...huong, companySize: '5-19' });
    const third = await asked(world, device);
    await post(world, { ...huong, title: 'Chủ xưởng', product: 'ke-toan' });
    const fourth = await asked(world, device);

    expect(second).toEqual(['fullName', 'email', 'phone', 'companySize', 'title', 'product', 'message']);
    expect(third).toEqual(['fullName', 'email', 'phone', 'title', 'product', 'message']);
    expect(fourth).toEqual(always);
    expect(world.leads()).toMatchObject([
      { company: 'Gốm Xưa', title: 'Chủ xưởng', region: { provinceName: 'Huế' }, extra: { industry: 'san-xuat', companySize: '5-19' } },
    ]);
  });

  it.each([
    ['an area code hints at it', { phone: '024 3822 1234' }],
    ['nobody understood it', { province: 'Ấp Chèo Bẻo' }],
    ['it is empty', { province: ' ' }],
  ])('is asked for the province when %s', async (_, fields) => {
    const world = createWorld();

    await post(world, { ...huong, ...fields });

    expect(await asked(world, device)).toContain('province');
  });

  it('is asked what another device has told of a lead that began here: whoever posted an address first must not watch its owner', async () => {
    const world = createWorld();
    await post(world, huong);

    await post(world, { ...huong, company: 'Gốm Xưa' }, { from: otherDevice });

    expect(await asked(world, device)).toEqual(ofStranger);
  });

  it('reads nothing of what is known: the answer has the same shape and holds no value', async () => {
    const world = createWorld();
    const told = {
      province: 'Cà Mau',
      company: 'Bói Cá',
      industry: 'khac',
      companySize: '200+',
      title: 'Đại bàng',
      product: 'ke-toan',
      message: 'Cuốc kêu',
    };
    await post(world, { fullName: 'Hoàng Yến', email: 'chao-mao@kestrel.example', phone: '0912 345 671', ...told });

    const [stranger, known] = [await show(world, otherDevice), await show(world, device)];

    expect(Object.keys(known.form)).toEqual(Object.keys(stranger.form));
    expect(known.form).toEqual({ ...stranger.form, fields: stranger.form.fields.filter(({ name }) => always.includes(name)) });
    expect(known.text).not.toMatch(/Hoàng|Yến|chao-mao|kestrel|912|671|Cà Mau|Bói Cá|khac|200\+|Đại bàng|Cuốc/i);
  });
});

describe('somebody else', () => {
  it('on the device is asked everything, and leaves nothing there when they do not agree', async () => {
    const world = createWorld();
    const binh = { fullName: 'Trần Văn Bình', email: 'binh@example.com' };
    await post(world, { ...huong, company: 'Gốm Xưa', industry: 'san-xuat' });

    await post(world, { ...binh, company: 'Mộc An' }, { agrees: false });
    const unknown = await asked(world, device);
    await post(world, { ...binh, industry: 'san-xuat' });
    const known = await asked(world, device);
    await post(world, huong);

    expect(unknown).toEqual(ofStranger);
    // The company that Bình did not agree to link is asked again on this device.
    expect(known).toEqual(['fullName', 'email', 'phone', 'province', 'company', 'companySize', 'product', 'message']);
    expect(await asked(world, device)).toEqual(['fullName', 'email', 'phone', 'province', 'companySize', 'title', 'product', 'message']);
  });

  it.each([[{}], [{ province: 'Ấp Chèo Bẻo' }], [{ company: '' }]])(
    'who posts an address from their own device (%j) does not learn whether its owner is known',
    async (fields) => {
      const [world, empty] = [createWorld(), createWorld()];
      await post(world, { ...huong, province: 'Huế', company: 'Gốm Xưa', industry: 'san-xuat', companySize: '5-19', title: 'Chủ xưởng' });

      for (const place of [world, empty]) await post(place, { ...huong, ...fields }, { from: otherDevice });

      expect(await asked(world, otherDevice)).toEqual(await asked(empty, otherDevice));
      expect(await asked(world, otherDevice)).toEqual(ofStranger);
    },
  );

  it('is asked everything after the link was undone', async () => {
    const world = createWorld();
    await post(world, { ...huong, company: 'Gốm Xưa' });

    await unlinkVisitor(leadOf(world, huong.email), device, cause, world.parts);

    expect(await asked(world, device)).toEqual(ofStranger);
    expect(JSON.stringify(world.itemsOf(' IDENTITY'))).not.toContain(leadOf(world, huong.email));
  });
});
