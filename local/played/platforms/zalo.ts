import { randomBytes } from 'node:crypto';
import type { LocalClock } from 'local-cloud';
import { json, type PlatformAnswer, type PlatformFate, type PlatformRequest } from './request.ts';

/** Somebody who talks with the official account. */
export interface ZaloUser {
  readonly id: string;
  readonly name: string;
  /** What they shared of themselves. */
  readonly shared: Readonly<Record<string, string>> | null;
}

/** Zalo's API of official accounts: pairs of tokens that rotate, and people. */
export interface Zalo {
  answer(request: PlatformRequest): PlatformAnswer;
  add(user: ZaloUser): void;
  /** Somebody who administers the account gave the app a right: a refresh token for the first use. */
  authorise(): string;
  setFate(fate: PlatformFate): void;
  clear(): void;
}

const accessSeconds = 90_000;
const refused = (error: number, message: string): PlatformAnswer => json(200, { error, message });

export function openZalo(clock: Pick<LocalClock, 'now'>): Zalo {
  const users = new Map<string, ZaloUser & { readonly talkedMs: number }>();
  const refreshTokens = new Set<string>();
  const accessTokens = new Map<string, number>();
  let fate: PlatformFate = 'answers';

  function refresh({ headers, body }: PlatformRequest): PlatformAnswer {
    const form = new URLSearchParams(body);
    const token = form.get('refresh_token') ?? '';
    if (!headers.secret_key) return json(200, { error: -14_002, error_name: 'Invalid secret key', error_reason: '', ref_doc: '' });
    if (form.get('grant_type') !== 'refresh_token' || !form.get('app_id'))
      return json(200, { error: -14_003, error_name: 'Invalid app id' });
    // Single use: the second who brings it gets nothing.
    if (!refreshTokens.delete(token)) return json(200, { error: -14_014, error_name: 'Invalid refresh token' });
    const [access, next] = [randomBytes(24).toString('base64url'), randomBytes(24).toString('base64url')];
    refreshTokens.add(next);
    accessTokens.set(access, clock.now() + accessSeconds * 1_000);
    return json(200, { access_token: access, refresh_token: next, expires_in: String(accessSeconds) });
  }

  return {
    answer(request) {
      const { path, query, headers } = request;
      if (fate === 'away') return json(503, { message: 'Service Unavailable' });
      if (fate === 'tooMany') return refused(-32, 'The application has reached its rate limit');
      if (path === '/v4/oa/access_token')
        return fate === 'tokenRefused' ? json(200, { error: -14_014, error_name: 'Invalid refresh token' }) : refresh(request);
      const until = accessTokens.get(headers.access_token ?? '') ?? 0;
      if (fate === 'tokenRefused' || until <= clock.now()) return refused(-216, 'Access token is invalid');
      const asked = JSON.parse(query.get('data') ?? '{}') as { offset?: number; count?: number; user_id?: string };
      if (path === '/v3.0/oa/user/getlist') {
        const all = [...users.values()];
        const { offset = 0, count = 50 } = asked;
        const page = all.slice(offset, offset + count).map(({ id }) => ({ user_id: id }));
        return json(200, { data: { total: all.length, count: page.length, offset, users: page }, error: 0, message: 'Success' });
      }
      const user = users.get(asked.user_id ?? '');
      if (!user) return refused(-213, 'User has not interacted with the OA');
      const data = { user_id: user.id, display_name: user.name, user_is_follower: true, ...(user.shared && { shared_info: user.shared }) };
      return json(200, { data, error: 0, message: 'Success' });
    },
    add: (user) => void users.set(user.id, { ...user, talkedMs: clock.now() }),
    authorise() {
      const token = `zalo-${randomBytes(12).toString('base64url')}`;
      refreshTokens.add(token);
      return token;
    },
    setFate: (next) => {
      fate = next;
    },
    clear() {
      users.clear();
      refreshTokens.clear();
      accessTokens.clear();
      fate = 'answers';
    },
  };
}
