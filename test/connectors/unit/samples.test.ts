import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { createHandler as createEditor } from '../../../functions/edit-config/app.ts';
import type { Principal } from '../../../shared/access/index.ts';
import { companyKind } from '../../../shared/company/company-config.ts';
import { publish } from '../../../shared/config/index.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import { connectorKind } from '../../../shared/connectors/connector-config.ts';
import { changedConnector, previewConnector, showConnector } from '../../../shared/connectors/index.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { answerOf, eventOf } from '../../requests/unit/repeatable/ask.ts';
import { connectingOf } from '../../support/connectors.ts';
import { digests } from '../../support/digests.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const fresh = { id: 'landing', type: 'generic' } as const;
const admin: Principal = { userId: 'admin@example.com', role: 'admin' } as Principal;

async function withPosts(...bodies: readonly object[]) {
  const world = createWorld();
  const connecting = connectingOf(world, fresh);
  await publish(world.table, world.parts.clock, configKinds, {
    kind: connectorKind,
    documents: [{ ...fresh, name: 'landing' }],
    expectedVersion: 0,
    by: 'test',
  });
  for (const [place, body] of bodies.entries())
    await connecting.post('landing', body, { at: new Date(Date.UTC(2026, 10, 22, 2, 0, place)) });
  await connecting.runWork();
  const shown = () =>
    showConnector('landing', admin, { ...world.parts, table: world.table, config: world.config, tokenKey: connecting.parts.tokenKey });
  const preview = (mapping?: Readonly<Record<string, string>>) => previewConnector('landing', mapping, admin, world.parts);
  return { world, connecting, shown, preview };
}

describe('a connector that somebody looks at', () => {
  it('shows its last five posts, the latest first, with what each field is read as', async () => {
    const { shown } = await withPosts(...Array.from({ length: 7 }, (_, place) => ({ f1: `Người ${place}`, sdt: `091234567${place}` })));

    const view = await shown();

    expect(view).toMatchObject({ id: 'landing', isApproved: false, counts: { held: 7 }, lastLookAt: null, tokenRefused: null });
    expect(view.path).toContain('?token=');
    expect(view.samples.map(({ fields }) => fields.map(({ text }) => text).join(' '))).toEqual([
      'Người 6 0912345676',
      'Người 5 0912345675',
      'Người 4 0912345674',
      'Người 3 0912345673',
      'Người 2 0912345672',
    ]);
    expect(view.samples[0]).toMatchObject({
      state: 'held',
      reason: 'connectorNew',
      isTest: false,
      fields: [{ path: 'f1' }, { target: 'phone' }],
    });
  });

  it('is masked for whoever is not shown numbers, in samples and in what they would fill', async () => {
    const { world, shown, preview } = await withPosts({ sdt: '0912345678', email: 'huong@example.vn', ghi_chu: 'gọi 0912 345 678' });
    world.config.change(companyKind, 'company', (company) => ({ ...company, maskNumbers: true, maskAddresses: true, unmaskedFor: [] }));

    const text = JSON.stringify([await shown(), await preview()]);

    expect(text).not.toMatch(/0912|345 ?678|huong@/);
    expect(text).toContain('•••');
  });

  it('shows nothing of a post that was erased, nor of one that is no post', async () => {
    const { world, connecting, shown, preview } = await withPosts({ sdt: '0912345678' });
    const [delivery] = connecting.deliveries();
    world.table.seed({ ...delivery, content: new Uint8Array(), reason: 'erased', version: 9 });

    expect((await shown()).samples).toMatchObject([{ fields: [], reason: 'erased' }]);
    expect((await preview()).samples).toMatchObject([{ fields: [], action: 'none', fills: {}, leadId: null }]);
    await expect(
      showConnector('other', admin, { ...world.parts, table: world.table, config: world.config, tokenKey: 'k' }),
    ).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('a mapping that somebody tries', () => {
  it('says what each of the last posts would come to, by the plan that makes it so, and writes nothing', async () => {
    const { world, preview } = await withPosts(
      { f1: 'Nguyễn Thị Hường', f2: '0912345678' },
      { f1: 'Không Có Số' },
      { f1: 'Nguyễn Thị Hường', f2: '0912 345 678' },
    );
    const before = JSON.stringify(world.table.all());

    const { samples } = await preview({ f1: 'fullName', f2: 'phone' });

    expect(samples.map(({ action, reason }) => [action, reason?.code ?? null])).toEqual([
      ['skip', 'nothingNew'],
      ['quarantine', 'noContact'],
      ['create', null],
    ]);
    expect(samples[2]?.fills).toMatchObject({ fullName: 'Nguyễn Thị Hường', phone: '0912345678' });
    expect(JSON.stringify(world.table.all())).toBe(before);
  });

  it('comes to what was foreseen, once it is approved', async () => {
    const { world, connecting, preview } = await withPosts(
      { f1: 'Trần Văn An', f2: '0987654321' },
      { f1: 'Lê Thu Trang', f2: '0903111222' },
    );
    const mapping = { f1: 'fullName', f2: 'phone' };
    const { samples } = await preview(mapping);
    connecting.publish({ ...fresh, isApproved: true, mapping });

    await connecting.release();

    const foreseen = samples.map(({ fills }) => fills.fullName).sort();
    expect(
      world
        .leads()
        .map(({ fullName }) => fullName)
        .sort(),
    ).toEqual(foreseen);
  });

  it('foresees orders as well', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, { id: 'shop', type: 'generic', kind: 'orders' });
    await connecting.post('shop', { code: 'A1', ngay: '20/11/2026', tien: 450_000, customer: { phone: '0905000001' } });
    await connecting.runWork();
    const preview = (mapping: Readonly<Record<string, string>>) => previewConnector('shop', mapping, admin, world.parts);

    const [without, whole] = [await preview({ code: 'orderId' }), await preview({ code: 'orderId', ngay: 'orderedAt', tien: 'amount' })];

    expect([without.samples[0], whole.samples[0]]).toMatchObject([
      { action: 'none', reason: { code: 'orderWithoutAmount' } },
      { action: 'create', reason: null },
    ]);
    expect(world.itemsOf('PURCHASE#')).toEqual([]);
  });

  it('is refused where it names what there is not', async () => {
    const { preview } = await withPosts({ f1: 'An' });

    await expect(preview({ f1: 'fulName' })).rejects.toMatchObject({ status: 422, faults: [{ path: 'mapping.f1' }] });
  });
});

describe('a connector that somebody changes', () => {
  async function published() {
    const world = createWorld();
    const documents = [
      { ...fresh, name: 'LadiPage' },
      { id: 'other', type: 'generic', name: 'Khác' },
    ];
    await publish(world.table, world.parts.clock, configKinds, { kind: connectorKind, documents, expectedVersion: 0, by: 'test' });
    const edit = createEditor({ ...world.parts, config: world.config, digests } as never, silentLog);
    const ask = async (path: string, connectorId: string, ifMatch: string, body: object) => {
      const event = eventOf(`POST /v1/connectors/{connectorId}/${path}`, { connectorId }, { ifMatch });
      return answerOf(await edit({ ...event, body: JSON.stringify(body) }, {} as Context));
    };
    return { world, ask };
  }

  it('is approved by the version that somebody saw, and leaves the others as they are', async () => {
    const { world, ask } = await published();

    const answers = [
      await ask('approve', 'landing', '"1"', { mapping: { f1: 'fullName' } }),
      await ask('approve', 'landing', '"1"', {}),
      await ask('token', 'landing', '"2"', { act: 'renew' }),
      await ask('token', 'landing', '"3"', { act: 'withdraw' }),
      await ask('approve', 'nobody', '"4"', {}),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 412, 200, 200, 404]);
    expect(answers.filter(({ status }) => status === 200).map(({ body }) => JSON.parse(body))).toEqual([
      { connectorId: 'landing', isApproved: true, tokenVersion: 1, acceptsPreviousToken: false, version: 2 },
      { connectorId: 'landing', isApproved: true, tokenVersion: 2, acceptsPreviousToken: true, version: 3 },
      { connectorId: 'landing', isApproved: true, tokenVersion: 2, acceptsPreviousToken: false, version: 4 },
    ]);
    expect(world.itemsOf('CONFIG#connectors VERSION#')).toHaveLength(4);
    expect(world.itemsOf('CONFIG#connectors VERSION#').at(-1)).toMatchObject({ publishedBy: 'admin' });
  });

  it('has a token replaced at once where somebody has it who should not', () => {
    const connector = connectorKind.schema.parse({ ...fresh, name: 'A', tokenVersion: 3, acceptsPreviousToken: true });

    expect(changedConnector(connector, { is: 'replace' })).toMatchObject({ tokenVersion: 4, acceptsPreviousToken: false });
  });
});
