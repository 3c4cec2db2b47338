import { beforeEach, describe, expect, it } from '@jest/globals';
import { DeclaredFieldListView } from '../../../api/fields/list-fields.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { formKind } from '../../../shared/capture/form-config.ts';
import { checkReferences } from '../../../shared/config/check.ts';
import type { ConfigDocument, ConfigKind } from '../../../shared/config/index.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import { dateKind } from '../../../shared/dates/date-config.ts';
import { fieldKind } from '../../../shared/fields/field-config.ts';
import { readProvenance } from '../../../shared/leads/index.ts';
import { attributesOf, territoryInstead, territoryRules } from '../../../shared/routing/index.ts';
import { territoryKind } from '../../../shared/routing/territory-config.ts';
import { fitOfRecord } from '../../../shared/scoring/fit-change.ts';
import { ruleSetInForce } from '../../../shared/scoring/rule-set.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { segmentKind } from '../../../shared/segments/segment-config.ts';
import { asksAs } from '../../support/as-user.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const labels = { vi: 'Trường', en: 'Field' };
const declared = [
  { id: 'branches', labels: { vi: 'Số chi nhánh', en: 'Branches' }, type: 'number', privacy: 'open' },
  { id: 'renewal', labels, type: 'date' },
  { id: 'idNumber', labels, type: 'text', privacy: 'secret' },
].map((field) => fieldKind.schema.parse(field));
const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', province: 'TP.HCM' };

let world: World;
beforeEach(() => {
  world = createWorld();
  world.config.add(fieldKind, declared);
});

const take = (fields: Record<string, string>) => world.takeIn(world.post({ ...huong, ...fields }));
const lead = () => {
  const [one] = world.leads();
  if (!one) throw new Error('no lead');
  return one;
};
const ask = (user: string, route: string, more: object = {}) => asksAs(world, `${user}@example.com`)(route, more);
const read = (user: string) => ask(user, 'GET /v1/leads/{leadId}', { path: { leadId: lead().leadId } });
const list = async (user: string, field: string) => {
  world.project();
  const { status, body } = await ask(user, 'GET /v1/leads', { query: { field } });
  return status === 200 ? body.items.length : body.errors;
};

describe('a declared field', () => {
  it('is kept as rules compare it, by whoever says it, and shown with its label', async () => {
    await take({ industry: 'Bán lẻ, tạp hóa, siêu thị nhỏ', branches: ' 1.200 ', renewal: '5/3/2027', colour: 'Đỏ' });

    expect(lead().extra).toEqual({ industry: 'ban-le', branches: '1200', renewal: '2027-03-05', colour: 'Đỏ' });
    const { body } = await read('admin');
    expect(body.fields).toMatchObject([
      { fieldId: 'industry', labels: { en: expect.any(String) }, value: 'ban-le', fits: true },
      { fieldId: 'branches', value: '1200', text: { vi: '1.200', en: '1,200' } },
      { fieldId: 'renewal', value: '2027-03-05', text: { vi: '05/03/2027' } },
    ]);
    expect(body.extra.colour).toBe('Đỏ');
  });

  it('is in no decision where it is secret, though all else that the person answered is', async () => {
    await take({ idNumber: 'HN-xanh', colour: 'Đỏ', branches: '3' });
    await world.assignAll();

    const decisions = JSON.stringify(world.table.all().filter(({ sk }) => String(sk).startsWith('DECISION#')));
    expect(lead().extra.idNumber).toBe('HN-xanh');
    expect(decisions).toContain('Đỏ');
    expect(decisions).not.toMatch(/HN-xanh|idNumber/);
  });

  it('keeps what a visitor typed for it, whatever that is, and says that somebody should ask', async () => {
    await take({ branches: 'vài chỗ' });

    const { body } = await read('admin');
    expect(lead().extra.branches).toBe('vài chỗ');
    expect(body.fields).toMatchObject([{ fieldId: 'branches', value: 'vài chỗ', fits: false }]);
    expect(body.findings).toContainEqual(
      expect.objectContaining({
        code: 'answerUnfit',
        reason: 'branches',
        text: expect.objectContaining({ vi: '“Số chi nhánh” ghi chưa đúng kiểu: hỏi lại khách.' }),
      }),
    );
  });

  it('is refused of a colleague who can write it again, with its place', async () => {
    await take({ branches: '3' });
    const edit = (extra: object) =>
      ask('admin', 'PATCH /v1/leads/{leadId}', { path: { leadId: lead().leadId }, ifMatch: `"${lead().version}"`, body: { extra } });
    const enter = (extra: object) => ask('admin', 'POST /v1/leads', { body: { phone: '0987654321', extra } });

    const refused = [await edit({ branches: 'vài', renewal: '5/3' }), await enter({ branches: 'vài' })];

    expect(refused.map(({ status, body }) => [status, body.errors.map(({ path }: { path: string }) => path)])).toEqual([
      [422, ['extra.branches', 'extra.renewal']],
      [422, ['extra.branches']],
    ]);
    expect([(await edit({ branches: '4,5', renewal: '5.3.2027' })).status, (await enter({ branches: '7' })).status]).toEqual([200, 201]);
    const [first] = world.leads().filter(({ email }) => email === huong.email);
    expect(first?.extra).toEqual({ branches: '4.5', renewal: '2027-03-05' });
    expect((await readProvenance(world.table, lead().leadId)).extra.branches?.[0]).toMatchObject({ value: '4.5', verified: true });
  });

  it('is read the same by territories and by scoring, also where it was answered before it was declared', async () => {
    const { documents } = await world.config.current(fieldKind);
    const industry = documents.get('industry' as never);
    if (!industry) throw new Error('no such field');
    world.config.remove(fieldKind, 'industry');
    await take({ industry: 'Bán lẻ, tạp hóa, siêu thị nhỏ' });
    world.config.change(scoringKind, 'scoring', (scoring) => ({
      ...scoring,
      fit: [{ id: 'retail', label: labels, points: 10, when: [{ field: 'answers.industry' as const, in: ['ban-le'] }] }],
      fitLevels: { A: 10, B: 5, C: 1 },
    }));
    world.config.change(territoryKind, 'north', (north) => ({ ...north, order: 0, when: { answers: { industry: { in: ['ban-le'] } } } }));
    const stands = async () => {
      const rules = await territoryRules(world.config);
      const { fit } = fitOfRecord(lead(), await ruleSetInForce(world.config));
      return [attributesOf(lead(), rules.fields).answers.industry, territoryInstead(lead(), rules)?.territoryId, fit];
    };
    const before = await stands();

    world.config.add(fieldKind, [industry]);

    expect([lead().extra.industry, before]).toEqual(['Bán lẻ, tạp hóa, siêu thị nhỏ', [['Bán lẻ, tạp hóa, siêu thị nhỏ'], undefined, 'D']]);
    expect(await stands()).toEqual([['ban-le'], 'north', 'A']);
    await world.assignAll();
    const decided = JSON.stringify(world.table.all().filter(({ sk }) => String(sk).startsWith('DECISION#')));
    expect([decided.includes('ban-le'), decided.includes('tạp hóa')]).toEqual([true, false]);
  });

  it('that is taken out of the configuration keeps what records hold', async () => {
    await take({ branches: '3' });

    world.config.remove(fieldKind, 'branches');

    const { body } = await read('admin');
    expect([body.extra.branches, body.fields]).toEqual(['3', []]);
  });
});

describe('who sees a declared field', () => {
  beforeEach(async () => {
    await take({ branches: '3', renewal: '2027-03-05', idNumber: 'AB0123456789' });
    await world.assignAll();
  });

  it('is who its privacy says', async () => {
    const users = [...(await world.config.current(userKind)).documents.values()];
    const owner = users.find(({ repId }) => repId !== undefined && repId === lead().owner?.repId)?.email.split('@')[0];
    const shown = async (user: string) => {
      const { body } = await read(user);
      return [body.extra, body.fields.map(({ fieldId, value }: { fieldId: string; value: string }) => [fieldId, value])];
    };
    const [marketer, manager, admin, rep] = await Promise.all(['marketer', 'manager.south', 'admin', owner ?? ''].map(shown));

    expect(marketer).toEqual([{}, [['branches', '3']]]);
    expect(manager?.[0]).toEqual({ branches: '3', renewal: '2027-03-05', idNumber: '•••789' });
    expect(manager?.[1]).toContainEqual(['idNumber', null]);
    expect([admin?.[0].idNumber, rep?.[0].idNumber]).toEqual(['AB0123456789', 'AB0123456789']);
  });

  it('is asked by lists too: nobody finds by it what they are not shown', async () => {
    expect(await Promise.all([list('marketer', 'branches:2..3'), list('marketer', 'branches:4..')])).toEqual([1, 0]);
    expect(await list('admin', 'branches:3;renewal:2027-01-01..2027-12-31')).toBe(1);
    expect(await list('marketer', 'renewal:*')).toMatchObject([{ path: 'field', message: expect.stringContaining('personal') }]);
    expect(await list('admin', 'idNumber:*')).toMatchObject([{ path: 'field', message: expect.stringContaining('secret') }]);
    const view = (user: string) =>
      ask(user, 'PUT /v1/views/{viewId}', { path: { viewId: 'mine' }, body: { name: 'Mine', query: { field: 'renewal:*' } } });
    expect([(await view('marketer')).body.errors?.[0]?.path, (await view('admin')).status]).toEqual(['query.field', 200]);
  });

  it('is hidden in the post that said it, and in what a merge would make', async () => {
    const { channel: _channel, sourceId, submissionId } = lead().source.first;
    const path = { formId: sourceId, submissionId };
    const post = async (user: string) =>
      (await ask(user, 'GET /v1/forms/{formId}/submissions/{submissionId}', { path })).body.fields.idNumber;
    await world.takeIn(world.post({ fullName: 'Trần Lan', email: 'lan@example.com', idNumber: 'CD9876543210' }));
    const [one, other] = [huong.email, 'lan@example.com'].map((email) => world.leads().find((each) => each.email === email));
    const preview = async (user: string) =>
      JSON.stringify(
        (
          await ask(user, 'POST /v1/leads/{leadId}/merge', {
            path: { leadId: one?.leadId },
            ifMatch: `"${one?.version}"`,
            body: { otherLeadId: other?.leadId, preview: true },
          })
        ).body,
      );

    expect([await post('manager.south'), await post('admin')]).toEqual(['•••789', 'AB0123456789']);
    expect([await preview('manager.south'), await preview('admin')].map((text) => /AB0123|CD9876/.test(text))).toEqual([false, true]);
  });

  it('is not overwritten by the mask that stands in its place', async () => {
    const { status, body } = await ask('manager.south', 'PATCH /v1/leads/{leadId}', {
      path: { leadId: lead().leadId },
      ifMatch: `"${lead().version}"`,
      body: { extra: { idNumber: '•••789' } },
    });

    expect([status, body.errors]).toMatchObject([422, [{ path: 'extra.idNumber' }]]);
    expect(lead().extra.idNumber).toBe('AB0123456789');
  });
});

describe('the configuration of fields', () => {
  const faultsOf = async (...changes: readonly (readonly [ConfigKind, (documents: readonly ConfigDocument[]) => readonly object[]])[]) => {
    const changed = new Map(changes);
    const all = await Promise.all(
      configKinds.map(async (kind) => {
        const documents = [...(await world.config.current(kind)).documents.values()];
        return [kind, (changed.get(kind)?.(documents) ?? documents).map((one) => kind.schema.parse(one))] as const;
      }),
    );
    return checkReferences(new Map(all)).map(({ kind, path, message }) => `${kind} ${path.join('.')}: ${message}`);
  };
  const withRule = (rule: object) =>
    [segmentKind, (segments: readonly object[]) => [...segments, { id: 'x', names: labels, rule: { fields: rule } }]] as const;

  it('fits together as it is shipped', async () => {
    expect(await faultsOf()).toEqual([]);
  });

  it.each<[string, readonly [ConfigKind, (documents: readonly ConfigDocument[]) => readonly object[]], string]>([
    ['a field that every record has', [fieldKind, (all) => [...all, { id: 'company', labels, type: 'text' }]], 'every record has'],
    ['a segment of a personal field', withRule({ renewal: { known: true } }), 'renewal is personal'],
    ['a segment of a secret field', withRule({ idNumber: { known: true } }), 'idNumber is secret'],
    ['a segment of a field that nobody declared', withRule({ colour: { known: true } }), 'no declared field colour'],
    ['a choice that there is not', withRule({ industry: { in: ['nông nghiệp'] } }), 'write one of ban-le'],
    ['a choice by its label', withRule({ branches: { in: ['1.500'] } }), 'write 1500'],
    ['a number of what is none', withRule({ industry: { atLeast: 3 } }), 'only a number has it'],
    [
      'a page that offers what the field cannot hold',
      [
        formKind,
        (forms) =>
          forms.map((form) =>
            form.id === 'quote'
              ? {
                  ...form,
                  fields: [
                    ...Object(form).fields,
                    { name: 'industry', label: labels, type: 'select', options: [{ value: 'x', label: labels }] },
                  ],
                }
              : form,
          ),
      ],
      'industry: write one of',
    ],
    [
      'a territory by a secret',
      [
        territoryKind,
        (territories) => territories.map((one) => (one.id === 'north' ? { ...one, when: { answers: { idNumber: { in: ['x'] } } } } : one)),
      ],
      'idNumber is secret: no rule asks for it',
    ],
    [
      'points for a choice that there is not',
      [
        scoringKind,
        (all) =>
          all.map((one) => ({
            ...one,
            fit: [{ id: 'x', label: labels, points: 1, when: [{ field: 'answers.industry', in: ['nông nghiệp'] }] }],
          })),
      ],
      'industry: write one of',
    ],
    ['a day of a field that is none', [dateKind, () => [{ id: 'x', names: labels, question: 'branches' }]], 'the date x asks for it'],
  ])('refuses %s', async (_what, change, message) => {
    expect(await faultsOf(change)).toContainEqual(expect.stringContaining(message));
  });

  it('is changed by admins alone where more people would see what is stored', () => {
    const [open, personal, secret] = (['open', 'personal', 'secret'] as const).map((privacy) =>
      fieldKind.schema.parse({ id: 'note', labels, type: 'text', privacy }),
    );

    const isForAdmins = (before: typeof open, after: typeof open) => fieldKind.adminsOnly(before, after) !== null;
    expect([
      isForAdmins(undefined, open),
      isForAdmins(personal, open),
      isForAdmins(secret, personal),
      isForAdmins(secret, undefined),
    ]).toEqual([true, true, true, true]);
    expect([
      isForAdmins(undefined, personal),
      isForAdmins(undefined, secret),
      isForAdmins(open, secret),
      isForAdmins(open, undefined),
    ]).toEqual([false, false, false, false]);
  });
});

describe('the list of declared fields', () => {
  it('tells whoever changes records what to ask for, in the order of the company', async () => {
    const { status, body } = await ask('admin', 'GET /v1/fields');

    expect([status, DeclaredFieldListView.parse(body)]).toEqual([200, body]);
    const configured = [...(await world.config.current(fieldKind)).documents.values()];
    expect(body.items.map(({ fieldId }: { fieldId: string }) => fieldId)).toEqual(configured.map(({ id }) => id));
    expect(body.items).toContainEqual({ fieldId: 'branches', labels: declared[0]?.labels, type: 'number', privacy: 'open', choices: null });
    const industry = body.items.find(({ fieldId }: { fieldId: string }) => fieldId === 'industry');
    expect(industry.choices).toContainEqual({ value: 'ban-le', labels: { vi: expect.any(String), en: expect.any(String) } });
  });

  it('is not there for marketers, who change none', async () => {
    expect((await ask('marketer', 'GET /v1/fields')).status).toBe(404);
  });
});
