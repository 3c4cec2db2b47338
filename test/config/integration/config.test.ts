import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type HttpAnswer, type Runtime, startRuntime } from '../../support/runtime.ts';

interface Pool {
  readonly id: string;
  readonly members: readonly { readonly repId: string; readonly weight: number }[];
}

describe('the configuration over HTTP', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime({ isOwn: true });
  });
  afterAll(() => runtime?.stop());

  const read = (path: string, user = 'marketer@example.com'): Promise<HttpAnswer> => runtime.get(`/v1/config/${path}`, { user });
  const put = async (
    path: string,
    documents: unknown,
    ifMatch?: string,
    user = 'marketer@example.com',
    headers: Readonly<Record<string, string>> = {},
  ): Promise<HttpAnswer> =>
    runtime.request(`/v1/config/${path}`, {
      method: 'PUT',
      body: JSON.stringify({ documents }),
      headers: {
        ...headers,
        authorization: `Bearer ${await runtime.token(user)}`,
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
    });
  const poolsOf = (answer: HttpAnswer): Pool[] => answer.body.documents;
  const withWeight = (pools: readonly Pool[], weight: number) =>
    pools.map((pool) => (pool.id === 'south' ? { ...pool, members: pool.members.map((one) => ({ ...one, weight })) } : pool));

  it('is read, checked, published, compared and rolled back by those who write the rules', async () => {
    const first = await read('pools');
    const changed = withWeight(poolsOf(first), 3);

    const checked = await put('pools?check=true', changed);
    const stillFirst = await read('pools');
    const published = await put('pools', changed, first.headers.get('etag') ?? '');
    const second = await read('pools');
    const diff = await read('pools/diff');
    const rolledBack = await put('pools', poolsOf(await read('pools?version=1')), '"2"');
    const whole = await read('pools/diff?from=1&to=3');

    expect([first.status, first.body.version, first.headers.get('etag')]).toEqual([200, 1, '"1"']);
    expect([checked.status, checked.body.version, stillFirst.body.version]).toEqual([200, 1, 1]);
    expect([published.status, published.body.version]).toEqual([200, 2]);
    expect(second.body).toMatchObject({ kind: 'pools', version: 2, publishedBy: 'marketer' });
    expect(poolsOf(second)).toEqual(changed);
    expect(diff.body).toMatchObject({ kind: 'pools', from: 1, to: 2, added: [], removed: [] });
    expect(diff.body.changed).toEqual(published.body.changed);
    expect(diff.body.changed[0]).toMatchObject({ id: 'south', paths: expect.arrayContaining(['members[0].weight']) });
    expect([rolledBack.status, rolledBack.body.version]).toEqual([200, 3]);
    expect(whole.body).toMatchObject({ from: 1, to: 3, added: [], removed: [], changed: [] });
  });

  it('is changed only by who saw what is changed', async () => {
    const { body } = await read('territories');

    const unsaid = await put('territories', body.documents);
    const stale = await put('territories', body.documents, '"7"');
    const unreadable = await put('territories', body.documents, '*');
    const [one, other] = await Promise.all([put('territories', body.documents, '"1"'), put('territories', body.documents, '"1"')]);

    expect([unsaid.status, stale.status, unreadable.status]).toEqual([428, 412, 422]);
    expect([one.status, other.status].filter((status) => status === 200)).toHaveLength(1);
    expect([409, 412]).toContain([one.status, other.status].find((status) => status !== 200));
  });

  it('is published once by a request that comes twice, also at the same time', async () => {
    const { body } = await read('forms');
    const twice = { 'idempotency-key': 'forms of the day' };
    const again = () => put('forms', body.documents, '"1"', 'marketer@example.com', twice);

    const [one, other] = await Promise.all([again(), again()]);
    const later = await again();
    const otherBody = await put('forms', [], '"1"', 'marketer@example.com', twice);

    expect([one.status, one.text, one.headers.get('etag')]).toEqual([200, other.text, '"2"']);
    expect([later.status, later.text, later.headers.get('etag')]).toEqual([200, one.text, '"2"']);
    expect([otherBody.status, otherBody.body.errors[0].path]).toEqual([422, 'Idempotency-Key']);
  });

  it('names every fault by its place, also what another kind would refer to in vain', async () => {
    const { body, headers } = await read('pools');
    const [north, ...others] = poolsOf({ body } as HttpAnswer);

    const misspelt = await put(
      'pools',
      [{ ...north, colour: 'red', members: [{ repId: 'rep-anh', weight: 0 }] }, ...others],
      headers.get('etag') ?? '',
    );
    const gone = await put('pools', others, headers.get('etag') ?? '');
    const noList = await put('pools', 'none', headers.get('etag') ?? '');

    expect(misspelt.status).toBe(422);
    expect(misspelt.body.errors.map(({ path }: { path: string }) => path)).toEqual(['documents[0].members[0].weight']);
    const message = 'north of territories would not fit any more: there is no pool north';
    expect([gone.status, gone.body.errors]).toEqual([422, [{ path: 'territories.north.poolId', message }]]);
    expect([noList.status, noList.body.errors[0].path]).toEqual([422, 'documents']);
    expect((await read('pools')).headers.get('etag')).toBe(headers.get('etag'));
  });

  it('has no other kinds, versions and parameters', async () => {
    const answers = [
      await read('identity-key'),
      await read('pools?version=99'),
      await read('pools?colour=red'),
      await read('pools/diff?from=x'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 422, 422]);
  });

  it('takes effect within half a minute: a published user gets in', async () => {
    const { body, headers } = await read('users', 'admin@example.com');
    const added = [...body.documents, { id: 'hoa', email: 'hoa@example.com', role: 'manager' }];

    const published = await put('users', added, headers.get('etag') ?? '', 'admin@example.com');
    await runtime.advance('PT31S');

    expect(published.status).toBe(200);
    expect((await runtime.get('/v1/leads', { user: 'hoa@example.com' })).status).toBe(200);
  });
});
