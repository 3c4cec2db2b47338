import { z } from 'zod';
import { defineCall } from '../../calls/index.ts';
import { SourceId } from '../../platform/ids.ts';
import { PlatformId } from '../platform-lead.ts';
import { platformCallEnded } from '../platform-request.ts';
import { parseExactly } from '../rules-exact-json.ts';
import { callSecret } from '../secret-names.ts';
import { openPair, sealPair, seedName } from './sealed.ts';

const Sealed = z.object({ connectorId: SourceId, sealed: z.string() });
/** Numbers come as texts now and then. */
const Count = z.union([z.number(), z.string()]).transform(Number).pipe(z.number().int());
const Refused = z.object({ error: Count.refine((code) => code !== 0) });

const NewPair = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1), expires_in: Count });

/**
 * Gets the next pair of tokens for the one that there is, or for the token that somebody gave by hand. What is answered is sealed and stands in the
 * call's item before anybody uses it. https://developers.zalo.me/docs/official-account/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new
 */
export const zaloRefreshCall = defineCall({
  kind: 'zaloRefresh',
  schema: z.object({ connectorId: SourceId, appId: PlatformId, sealed: z.string().nullable(), seed: z.string().nullable() }),
  secretPlace: 'connectors',
  secretOf: ({ connectorId }) => [callSecret(connectorId, 'app-secret'), callSecret(connectorId, 'refresh-token')],
  build: ({ connectorId, appId, sealed, seed }, _attempt, secret, given = '') => {
    // Given anew, the token by hand comes before a pair that no longer works.
    const pair = sealed !== null && seed === seedName(given, secret) ? openPair(sealed, connectorId, secret) : null;
    const form = { refresh_token: pair?.refreshToken ?? given.trim(), app_id: appId, grant_type: 'refresh_token' };
    return {
      method: 'POST',
      url: 'https://oauth.zaloapp.com/v4/oa/access_token',
      headers: { 'content-type': 'application/x-www-form-urlencoded', secret_key: secret.trim() },
      body: new URLSearchParams(form).toString(),
    };
  },
  tells: platformCallEnded,
  // An answer that nobody heard may have used the token up: a second try tells, and more are of no use.
  waits: [5, 60],
  answer: {
    longestBytes: 20_000,
    read: (body, { request, secrets: [secret = '', given = ''] }) => {
      const read = parseExactly(body);
      const refused = Refused.safeParse(read).data;
      if (refused) return { code: refused.error };
      const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = NewPair.parse(read);
      const sealed = sealPair({ accessToken, refreshToken }, String(request.connectorId), secret);
      return { code: 0, sealed, seed: seedName(given, secret), expiresIn };
    },
  },
});

/** Makes a question to Zalo's API of official accounts. */
const get = (path: string, data: object, accessToken: string) => ({
  method: 'GET' as const,
  url: `https://openapi.zalo.me/v3.0/oa/${path}?${new URLSearchParams({ data: JSON.stringify(data) })}`,
  headers: { access_token: accessToken, accept: 'application/json' },
  body: null,
});
const accessOf = ({ connectorId, sealed }: z.infer<typeof Sealed>, secret: string): string =>
  openPair(sealed, connectorId, secret)?.accessToken ?? '';

/** People of a page of the list; Zalo gives fifty at most. */
export const peoplePerPage = 50;
const People = z.object({ data: z.object({ total: Count, users: z.array(z.object({ user_id: PlatformId })) }) });

/** Asks Zalo who talked with the account lately. */
export const zaloPeopleCall = defineCall({
  kind: 'zaloPeople',
  schema: Sealed.extend({ period: z.enum(['TODAY', 'YESTERDAY', 'L7D', 'L30D']), offset: z.number().int().nonnegative() }),
  secretPlace: 'connectors',
  secretOf: ({ connectorId }) => callSecret(connectorId, 'app-secret'),
  build: ({ period, offset, ...sealed }, _attempt, secret) =>
    get('user/getlist', { offset, count: peoplePerPage, last_interaction_period: period }, accessOf(sealed, secret)),
  tells: platformCallEnded,
  answer: {
    longestBytes: 50_000,
    read: (body) => {
      const read = parseExactly(body);
      const refused = Refused.safeParse(read).data;
      if (refused) return { code: refused.error };
      const { data } = People.parse(read);
      return { code: 0, total: data.total, people: data.users.map(({ user_id: id }) => id) };
    },
  },
});

const text = z.union([z.string(), z.number()]).transform(String).nullish();
const Person = z.object({
  data: z.object({
    user_id: PlatformId,
    display_name: text,
    shared_info: z.object({ name: text, phone: text, address: text, city: text, district: text, ward: text }).nullish(),
  }),
});

/** Asks Zalo what somebody shared of themselves. */
export const zaloPersonCall = defineCall({
  kind: 'zaloPerson',
  schema: Sealed.extend({ userId: PlatformId }),
  secretPlace: 'connectors',
  secretOf: ({ connectorId }) => callSecret(connectorId, 'app-secret'),
  build: ({ userId, ...sealed }, _attempt, secret) => get('user/detail', { user_id: userId }, accessOf(sealed, secret)),
  tells: platformCallEnded,
  answer: {
    longestBytes: 50_000,
    read: (body) => {
      const read = parseExactly(body);
      const refused = Refused.safeParse(read).data;
      if (refused) return { code: refused.error };
      const { user_id: userId, shared_info: shared, display_name: name } = Person.parse(read).data;
      return { code: 0, userId, info: { ...shared, name: shared?.name || name || null } };
    },
  },
});

/** The answer to a pair that is over, or that somebody took back. */
export const isAccessRefused = (code: number): boolean => code === -216 || code === -124;
