import { describe, expect, it } from '@jest/globals';
import { HeldListView } from '../../../api/quarantine/held-view.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { SourceId, type SubmissionRef } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { heldIdOf, refOfHeldId } from '../../../shared/quarantine/rules-held-id.ts';
import { quarantineOf } from '../../support/lead-world/quarantine.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { postRef } from '../../support/post-ref.ts';

const sender = { honeypotFilled: true, token: 'absent', addressHash: 'a', agentHash: 'b' } as const;
const manager = 'manager.south@example.com';
const from = (province: string, more: Record<string, string> = {}) => ({
  fullName: 'Trần Văn Bình',
  email: 'binh@example.com',
  province,
  ...more,
});

/** A world in which these posts were held, one after the other. */
async function setUp(...posts: readonly Record<string, string>[]) {
  const world = createWorld();
  const refs: SubmissionRef[] = [];
  for (const fields of posts) {
    const ref = world.post(fields, { sender });
    await world.takeIn(ref);
    world.pass(1_000);
    refs.push(ref);
  }
  return { world, refs, ...quarantineOf(world) };
}

const idsOf = (held: readonly { readonly submissionId: string }[]) => held.map(({ submissionId }) => submissionId);

describe('the list of posts in quarantine', () => {
  it('shows all that a person needs to decide, and nothing else', async () => {
    const { world, refs, held } = await setUp(from('TP.HCM', { message: 'Xin báo giá' }));

    const [one, ...others] = await held();

    expect(others).toEqual([]);
    expect(one).toEqual({
      id: heldIdOf(refs[0] ?? postRef('none')),
      channel: 'form',
      sourceId: 'contact',
      submissionId: 'post-1',
      formId: 'contact',
      receivedAt: '2026-11-22T03:00:00.000Z',
      heldAt: world.outcome(refs[0] ?? postRef('none'))?.at,
      reasons: ['honeypot'],
      rejected: null,
      region: { provinceCode: '79', provinceName: expect.any(String), macroRegion: 'south' },
      fields: from('TP.HCM', { message: 'Xin báo giá' }),
      consent: [],
      page: { pageUrl: 'https://annhien.example/san-pham', referrer: null, utm: {}, locale: 'vi' },
      expiresAt: '2027-02-20T03:00:00.000Z',
    });
  });

  it('goes page by page through all of them, the latest first', async () => {
    const { list, refs } = await setUp(...Array.from({ length: 7 }, () => from('Huế')));
    const seen: string[] = [];

    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = HeldListView.parse((await list({ limit: '3', ...(cursor === '' ? {} : { cursor }) })).body);
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...idsOf(page.items));
      cursor = page.nextCursor;
    }

    expect(seen).toEqual(refs.map(({ submissionId }) => submissionId).reverse());
  });

  it('asks by form and by reason', async () => {
    const { world, held } = await setUp(from('Huế'), from('Huế', { fullName: 'www.spam.example' }));
    const other = world.post(from('Huế'), { sender, sourceId: SourceId.parse('newsletter') });
    await world.takeIn(other);

    const found = [
      await held({ form: 'newsletter' }),
      await held({ form: 'contact' }),
      await held({ reason: 'linkInName' }),
      await held({ form: 'none' }),
    ];

    expect(found.map(idsOf)).toEqual([['post-3'], ['post-2', 'post-1'], ['post-2'], []]);
  });

  it('refuses a reason that there is none of', async () => {
    const { list } = await setUp();

    expect((await list({ reason: 'boredom' })).status).toBe(422);
  });

  it('shows a post that cannot be read, so that somebody sees that it is there, and releases it to nobody', async () => {
    const { world, held, release } = await setUp();
    const ref = postRef('broken');
    world.table.seed(
      { ...keys.submission(ref), nonsense: true },
      {
        ...keys.outcome(ref),
        kind: 'quarantine',
        ...ref,
        at: '2026-11-22T03:00:00.000Z',
        reasons: ['corrupt'],
        version: 1,
        gsi1pk: 'QUARANTINE#00',
        gsi1sk: `2026-11-22T03:00:00.000Z#form#contact#broken`,
        expiresAt: 1_900_000_000,
      },
    );

    const [one] = await held();
    const answer = await release({ ref });

    expect(one).toMatchObject({ submissionId: 'broken', fields: null, receivedAt: null, page: null, region: null, reasons: ['corrupt'] });
    expect([answer.status, answer.body.detail]).toEqual([409, expect.stringContaining('cannot be read')]);
  });
});

describe('a manager', () => {
  it('sees and decides about the posts of their regions, and about those from nowhere', async () => {
    const { refs, held, release, reject } = await setUp(from('TP.HCM'), from('Hà Nội'), from('Paris'), from(''));
    const [south, north, abroad] = refs;
    if (!south || !north || !abroad) throw new Error('too few posts');

    const seen = idsOf(await held({}, manager));
    const decided = [
      await release({ ref: south, user: manager }),
      await reject({ ref: north, user: manager }),
      await reject({ ref: abroad, user: manager }),
    ];

    expect(seen).toEqual(['post-4', 'post-3', 'post-1']);
    expect(decided.map(({ status }) => status)).toEqual([202, 404, 200]);
    expect(decided[1]?.body.detail).toBe((await reject({ ref: postRef('nothing'), user: manager })).body.detail);
    expect(idsOf(await held())).toEqual(['post-4', 'post-2']);
  });

  it('is the only one beside admins', async () => {
    const { world, refs, list, release } = await setUp(from('TP.HCM'));
    const users = [...(await world.config.current(userKind)).documents.values()];
    const others = users.filter(({ role }) => role !== 'admin' && role !== 'manager');

    expect(new Set(others.map(({ role }) => role))).toEqual(new Set(['leader', 'marketer', 'rep']));
    for (const { email } of others) {
      expect((await list({}, email)).status).toBe(404);
      expect((await release({ ref: refs[0] ?? postRef('none'), user: email })).status).toBe(404);
    }
  });
});

describe('the name of a post in quarantine', () => {
  it.each([
    '',
    'x',
    'no-such-post',
    Buffer.from('form/contact').toString('base64url'),
    Buffer.from('form/contact/a/b').toString('base64url'),
  ])('is of nothing where it is %j', (text) => {
    expect(refOfHeldId(text)).toBeNull();
  });

  it('stands for one post, in one spelling', () => {
    const ref = postRef('a~b.c_d-e');
    const name = heldIdOf(ref);

    expect(refOfHeldId(name)).toEqual(ref);
    expect(refOfHeldId(`${name}=`)).toBeNull();
    expect(refOfHeldId(`${name} `)).toBeNull();
  });
});
