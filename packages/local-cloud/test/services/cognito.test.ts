import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClock, type LocalClock } from '../../clock.ts';
import { type LocalSignIn, type LocalUsers, openSignInPage, openUsers, type SignInClient } from '../../services/cognito/index.ts';

const client = (clientId: string): SignInClient => ({
  clientId,
  callbackUrls: [`https://${clientId}.example/callback`],
  logoutUrls: [],
  idTokenSeconds: 900,
  refreshTokenSeconds: 86_400,
});
const clients = [client('one'), client('two')];
const verifier = 'v'.repeat(43);
const asks = (more: Record<string, string> = {}) =>
  new URLSearchParams({
    response_type: 'code',
    client_id: 'one',
    redirect_uri: 'https://one.example/callback',
    state: 's',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  });

describe('the user pool on this machine', () => {
  let clock: LocalClock;
  let users: LocalUsers;
  let page: LocalSignIn;

  beforeEach(async () => {
    clock = createClock();
    users = openUsers({ clock, accountId: '000000000000', region: 'ap-southeast-1' });
    page = openSignInPage({ clock, users, sign: async ({ email }) => `token of ${email}` });
    await manage('AdminCreateUser', 'Anh@AnNhien.vn');
  });
  afterEach(() => clock.close());

  const manage = (operation: string, email: string, more: object = {}) =>
    users.service.execute(operation, { UserPoolId: 'pool', Username: email, ...more }, 'test');
  const codeFor = (query = asks()): string => {
    const asked = page.read(query, clients);
    const user = users.get('anh@annhien.vn');
    if (typeof asked === 'string' || !user) throw new Error(`${asked}`);
    return page.authorise(asked, user);
  };
  const exchange = (more: Record<string, string>) =>
    page.token(
      new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'one',
        redirect_uri: 'https://one.example/callback',
        code_verifier: verifier,
        ...more,
      }),
      clients,
    );
  const renew = (refresh_token: string, client_id = 'one') =>
    page.token(new URLSearchParams({ grant_type: 'refresh_token', client_id, refresh_token }), clients);

  it.each([
    [{ client_id: 'three' }, 'No such client'],
    [{ redirect_uri: 'https://one.example/callback/' }, 'redirect_uri'],
    [{ redirect_uri: 'https://two.example/callback' }, 'redirect_uri'],
    [{ response_type: 'token' }, 'PKCE'],
    [{ code_challenge_method: 'plain' }, 'PKCE'],
  ])('shows no page for %j', (more, why) => {
    expect(page.read(asks(more as never), clients)).toContain(why);
  });

  it.each([
    ['another verifier', { code_verifier: 'w'.repeat(43) }],
    ['another client', { client_id: 'two' }],
    ['another address to lead back to', { redirect_uri: 'https://two.example/callback' }],
  ])('gives nothing for a code with %s, and not afterwards either', async (_, more) => {
    const code = codeFor();

    expect(await exchange({ code, ...more })).toEqual({ status: 400, body: { error: 'invalid_grant' } });
    expect((await exchange({ code })).status).toBe(400);
  });

  it('gives nothing for a code that is older than five minutes', async () => {
    const code = codeFor();
    clock.advance(300_000);

    expect((await exchange({ code })).status).toBe(400);
  });

  it('renews for the client that got the token, until it is revoked, expires, or the user is signed out or disabled', async () => {
    const tokenOf = async () => String(Object((await exchange({ code: codeFor() })).body).refresh_token);
    const [revoked, signedOut, disabled, old] = [await tokenOf(), await tokenOf(), await tokenOf(), await tokenOf()];

    expect((await renew(revoked)).body).toMatchObject({ id_token: 'token of anh@annhien.vn', expires_in: 900 });
    expect((await renew(revoked, 'two')).status).toBe(400);
    page.revoke(new URLSearchParams({ client_id: 'one', token: revoked }), clients);
    expect((await renew(revoked)).status).toBe(400);
    await manage('AdminDisableUser', 'anh@annhien.vn');
    expect((await renew(disabled)).status).toBe(400);
    await manage('AdminEnableUser', 'anh@annhien.vn');
    expect((await renew(disabled)).status).toBe(200);
    clock.advance(1_000);
    await manage('AdminUserGlobalSignOut', 'anh@annhien.vn');
    expect((await renew(signedOut)).status).toBe(400);
    clock.advance(86_400_000);
    expect((await renew(old)).status).toBe(400);
  });

  it('knows an address however it is written, makes it once, and says what it does not know', async () => {
    await expect(manage('AdminCreateUser', 'anh@annhien.vn')).rejects.toMatchObject({ name: 'UsernameExistsException' });
    await expect(manage('AdminDisableUser', 'bao@annhien.vn')).rejects.toMatchObject({ name: 'UserNotFoundException' });
    await expect(manage('AdminDeleteUser', 'anh@annhien.vn')).rejects.toMatchObject({ name: 'UnknownOperationException' });
    await manage('AdminCreateUser', 'bao@annhien.vn', { MessageAction: 'SUPPRESS' });

    expect(users.list().map(({ email, isInvited }) => [email, isInvited])).toEqual([
      ['anh@annhien.vn', true],
      ['bao@annhien.vn', false],
    ]);
  });

  it('is the same after a restart', async () => {
    const token = String(Object((await exchange({ code: codeFor() })).body).refresh_token);
    const later = openUsers({ clock, accountId: '000000000000', region: 'ap-southeast-1' });
    later.restore(JSON.parse(JSON.stringify(users.snapshot())));
    const pageLater = openSignInPage({ clock, users: later, sign: async () => 'token' });
    pageLater.restore(JSON.parse(JSON.stringify(page.snapshot())));

    const query = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'one', refresh_token: token });
    expect((await pageLater.token(query, clients)).status).toBe(200);
  });
});
