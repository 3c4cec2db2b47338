import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readProvenance } from '../../../shared/leads/index.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Log } from '../../../shared/platform/logging.ts';
import { acceptProposal, dropProposal } from '../../../shared/proposals/index.ts';
import { type Asked, askedAbout, follow, huong, tokenFor } from '../../support/confirming.ts';
import { digests } from '../../support/digests.ts';
import { killAt } from '../../support/effects.ts';
import type { World } from '../../support/lead-world/world.ts';

const newNumber = { phone: '0987654321' };
const newName = { fullName: 'Nguyễn Thị Thu Hường' };
const byRep = { actor: { kind: 'user', id: 'lan' }, correlationId: 'r1' } as const;

const everything = ({ table }: World) => JSON.stringify(table.all());
const recordOf = ({ world }: Asked) => {
  const [{ fullName, phone } = {}] = world.leads();
  return [fullName, phone?.e164];
};
const addressOf = ({ table }: World) => table.items.get(`${keys.address(digests.address(huong.email)).pk} MAIL`);
const decide = ({ lead: { leadId }, proposals: [proposal] }: Asked) => {
  if (!proposal) throw new Error('nothing was proposed');
  return { leadId, proposalId: proposal.proposalId, ...byRep };
};

describe('the page behind the link', () => {
  it('shows what that post said and nothing that only the record holds', async () => {
    const asked = await askedAbout({ ...newName, ...newNumber });

    const page = await follow('GET', asked.token, asked.world);

    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Nguyễn Thị Thu Hường');
    expect(page.body).toContain('0987 654 321');
    for (const known of ['0912', '912345678', huong.email, 'Nguyễn Thị Hường', asked.lead.leadId, 'Hồ Chí Minh']) {
      expect(page.body).not.toContain(known);
    }
  });

  it('changes nothing, however it is opened: programs follow links before people do', async () => {
    const asked = await askedAbout({ ...newName, ...newNumber });
    const before = everything(asked.world);

    const statuses = [];
    for (const method of ['GET', 'HEAD', 'GET'] as const) statuses.push((await follow(method, asked.token, asked.world)).statusCode);

    expect(statuses).toEqual([200, 200, 200]);
    expect(everything(asked.world)).toBe(before);
  });

  it('is kept, framed, indexed and told on by nobody, and runs nothing', async () => {
    const asked = await askedAbout(newNumber);

    const { headers, body } = await follow('GET', asked.token, asked.world);

    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' });
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(body).not.toMatch(/<script|<img|<link|\son\w+=|https?:/);
    expect([...(body ?? '').matchAll(/<form[^>]*>/g)].map(([form]) => form)).toEqual(['<form method="post">']);
  });

  it.each([
    ['vi', 'Đúng, dùng thông tin này'],
    ['en', 'Yes, use these details'],
  ] as const)('speaks %s, as the mail did', async (locale, button) => {
    const asked = await askedAbout(newNumber, { locale });

    const { body } = await follow('GET', asked.token, asked.world);

    expect(body).toContain(`<html lang="${locale}">`);
    expect(body).toContain(button);
  });

  it.each([
    ['a name with a message', { fullName: 'Nguyễn Thị Hường trúng thưởng tại vui-ve.example' }],
    ['a sentence of a name', { fullName: 'Nguyễn Thị Hường xin mời anh chị gọi ngay cho em nhé' }],
  ])('repeats no %s, which a rep decides about', async (_what, fields) => {
    const asked = await askedAbout(fields);

    const page = await follow('GET', asked.token, asked.world);

    expect([page.statusCode, page.body?.includes('vui-ve')]).toEqual([410, false]);
  });
});

describe('its button', () => {
  it('takes over name and number as the person’s own word, and notes that the address is theirs', async () => {
    const asked = await askedAbout({ ...newName, ...newNumber });

    const page = await follow('POST', asked.token, asked.world);

    expect([page.statusCode, page.body?.includes('Cảm ơn')]).toEqual([200, true]);
    expect(recordOf(asked)).toEqual(['Nguyễn Thị Thu Hường', '+84987654321']);
    const accepted = asked.world.timeline().filter(({ type }) => type === 'lead.proposal_accepted');
    expect(accepted.map(({ actor }) => actor)).toEqual(accepted.map(() => ({ kind: 'lead', id: asked.lead.leadId })));
    expect(accepted).toHaveLength(2);
    const { fields } = await readProvenance(asked.world.table, asked.lead.leadId);
    expect([fields.fullName?.[0], fields.phone?.[0]]).toMatchObject([{ verified: true }, { verified: true }]);
    expect(addressOf(asked.world)).toMatchObject({ provenAt: expect.any(String) });
  });

  it('pressed again changes nothing and thanks again', async () => {
    const asked = await askedAbout(newNumber);
    await follow('POST', asked.token, asked.world);
    const before = everything(asked.world);

    const again = await follow('POST', asked.token, asked.world);
    const opened = await follow('GET', asked.token, asked.world);

    expect([again, opened].map(({ statusCode, body }) => [statusCode, body?.includes('Cảm ơn')])).toEqual([
      [200, true],
      [200, true],
    ]);
    expect(everything(asked.world)).toBe(before);
  });

  it('pressed twice at once takes over once', async () => {
    const asked = await askedAbout({ ...newName, ...newNumber });

    const pages = await Promise.all([0, 1, 2].map(() => follow('POST', asked.token, asked.world)));

    expect(pages.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect(asked.world.timeline().filter(({ type }) => type === 'lead.proposal_accepted')).toHaveLength(2);
  });

  it('takes over both once, wherever a press is cut off and tried again', async () => {
    let points = 0;
    for (let point = 1, wasKilled = true; wasKilled; point += 1) {
      const asked = await askedAbout({ ...newName, ...newNumber });
      asked.world.fail(killAt(point));
      wasKilled = (await follow('POST', asked.token, asked.world)).statusCode === 500;
      asked.world.fail({});

      const page = await follow('POST', asked.token, asked.world);

      const accepted = asked.world.timeline().filter(({ type }) => type === 'lead.proposal_accepted');
      expect([point, page.statusCode, accepted.length, ...recordOf(asked)]).toEqual([
        point,
        200,
        2,
        'Nguyễn Thị Thu Hường',
        '+84987654321',
      ]);
      expect(addressOf(asked.world)).toMatchObject({ provenAt: expect.any(String) });
      points = point;
    }
    expect(points).toBeGreaterThan(10);
  });

  it('finishes what an earlier press began', async () => {
    const asked = await askedAbout({ ...newName, ...newNumber });
    await acceptProposal({ ...decide(asked), actor: { kind: 'lead', id: asked.lead.leadId } }, asked.world.parts);

    const page = await follow('POST', asked.token, asked.world);

    expect([page.statusCode, recordOf(asked)]).toEqual([200, ['Nguyễn Thị Thu Hường', '+84987654321']]);
  });
});

describe('a link says in a friendly way that it is too late, and changes nothing,', () => {
  it.each<[string, (asked: Asked) => Promise<unknown>, number]>([
    ['when a rep has taken it over', (asked) => acceptProposal(decide(asked), asked.world.parts), 200],
    ['when a rep has dropped it', (asked) => dropProposal(decide(asked), asked.world.parts), 410],
  ])('%s', async (_when, act, status) => {
    const asked = await askedAbout(newNumber);
    await act(asked);
    const before = everything(asked.world);

    const pages = [await follow('GET', asked.token, asked.world), await follow('POST', asked.token, asked.world)];

    expect(pages.map(({ statusCode, body }) => [statusCode, body?.includes('<form')])).toEqual([
      [status, false],
      [status, false],
    ]);
    expect(everything(asked.world)).toBe(before);
  });

  it('seven days after the post', async () => {
    const asked = await askedAbout(newNumber);
    const postedAt = '2026-11-22T03:00:00.000Z';
    const later = (days: number) => ({ parts: { ...asked.world.parts, clock: () => new Date(Date.parse(postedAt) + days * 86_400_000) } });
    const old = tokenFor(
      asked.lead,
      asked.proposals.map(({ proposalId }) => proposalId),
      postedAt,
    );

    const pages = [await follow('GET', old, later(6.9)), await follow('POST', old, later(7.1))];

    expect(pages.map(({ statusCode }) => statusCode)).toEqual([200, 410]);
    expect(recordOf(asked)).toEqual([huong.fullName, '+84912345678']);
  });

  it('when the record has another address by now: who reads the old one speaks for nobody', async () => {
    const asked = await askedAbout(newNumber);
    const [item] = asked.world.table.all().filter(({ sk }) => sk === 'LEAD');
    asked.world.table.seed({ ...item, pk: String(item?.pk), sk: 'LEAD', email: 'moi@example.com' });

    const page = await follow('POST', asked.token, asked.world);

    expect([page.statusCode, recordOf(asked)]).toEqual([410, [huong.fullName, '+84912345678']]);
  });

  it('for what a post by the number alone proposed', async () => {
    const asked = await askedAbout({ fullName: 'Nguyễn Thị Thu Hường' }, { matchedBy: 'phone' });

    const page = await follow('POST', asked.token, asked.world);

    expect([page.statusCode, recordOf(asked)]).toEqual([410, [huong.fullName, '+84912345678']]);
  });
});

describe('a link that is none of ours', () => {
  it('opens nothing, whatever it says', async () => {
    const { world, token, lead } = await askedAbout(newNumber);
    const reads: unknown[] = [];
    const table: typeof world.table = {
      ...world.table,
      get: (...asked) => {
        reads.push(asked);
        return world.table.get(...asked);
      },
    };

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET' as const, 'POST' as const),
        fc.oneof(fc.string(), fc.constant(`${token}A`)),
        async (method, text) => {
          const page = await follow(method, text, { parts: { ...world.parts, table } });

          expect(page.statusCode).toBe(404);
          expect(page.body).not.toContain(lead.leadId);
        },
      ),
    );

    expect(reads).toEqual([]);
  });

  it('is written down nowhere, and neither is one of ours', async () => {
    const lines: string[] = [];
    const write = (message: string, ...more: unknown[]) => void lines.push(JSON.stringify([message, ...more]));
    const log = { info: write, warn: write, error: write } as Log;
    const asked = await askedAbout({ ...newName, ...newNumber });

    for (const token of [asked.token, 'v.forged.token']) {
      for (const method of ['GET', 'POST'] as const) await follow(method, token, asked.world, log);
    }

    expect(lines.length).toBeGreaterThan(0);
    for (const said of [asked.token, asked.token.split('.').at(-1) ?? '', 'forged', '987', 'Hường', huong.email]) {
      expect(lines.join('\n')).not.toContain(said);
    }
  });

  it('is met by a page as well when something fails, without a word of what', async () => {
    const { world, token } = await askedAbout(newNumber);
    const table = { ...world.table, get: () => Promise.reject(new Error('secret inside')) };

    const page = await follow('GET', token, { parts: { ...world.parts, table } });

    expect([page.statusCode, page.headers['content-type']]).toEqual([500, 'text/html; charset=utf-8']);
    expect(page.body).not.toContain('secret inside');
  });
});
