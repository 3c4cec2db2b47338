import { z } from 'zod';
import type { LocalClock } from '../../clock.ts';
import { type Service, textOf } from '../service.ts';
import { parseInput, ServiceError, unknownOperation } from '../service-error.ts';

/** A user of the pool, by the e-mail address that they sign in with. */
export interface PoolUser {
  readonly email: string;
  readonly createdAtMs: number;
  isEnabled: boolean;
  /** Tokens that were given before are good no more. */
  signedOutAtMs: number;
  /** Whether the service would have sent an invitation. */
  readonly isInvited: boolean;
}

/** What the service's clients may do with users, as far as the application does. */
export interface LocalUsers {
  readonly service: Service;
  /** Oldest first. */
  list(): readonly PoolUser[];
  get(email: string): PoolUser | undefined;
  snapshot(): readonly PoolUser[];
  restore(users: readonly PoolUser[]): void;
}

const inPool = z.object({ UserPoolId: z.string().min(1) });
const named = inPool.extend({ Username: z.string().min(1).max(128) });
const created = named.extend({
  UserAttributes: z.array(z.object({ Name: z.string(), Value: z.string() })).optional(),
  DesiredDeliveryMediums: z.array(z.enum(['EMAIL', 'SMS'])).optional(),
  MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
});
const listed = inPool.extend({ Limit: z.number().int().min(1).max(60).optional(), PaginationToken: z.string().optional() });

/** The users of a Cognito user pool whose names are e-mail addresses, without regard to case. */
export function openUsers({ clock, accountId, region }: { clock: LocalClock; accountId: string; region: string }): LocalUsers {
  const users = new Map<string, PoolUser>();
  const find = (name: string): PoolUser => {
    const user = users.get(name.toLowerCase());
    if (!user) throw new ServiceError('UserNotFoundException', 'User does not exist.');
    return user;
  };
  const shown = (user: PoolUser) => ({
    Username: user.email,
    Enabled: user.isEnabled,
    UserStatus: 'CONFIRMED',
    UserCreateDate: user.createdAtMs / 1_000,
    UserLastModifiedDate: user.createdAtMs / 1_000,
  });
  const attributes = ({ email }: PoolUser) => [
    { Name: 'sub', Value: email },
    { Name: 'email', Value: email },
    { Name: 'email_verified', Value: 'true' },
  ];

  const operations: Readonly<Record<string, (input: unknown) => Record<string, unknown>>> = {
    AdminCreateUser(raw) {
      const input = parseInput(created, raw, 'InvalidParameterException');
      const email = input.Username.toLowerCase();
      if (users.has(email)) throw new ServiceError('UsernameExistsException', 'User account already exists');
      if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw new ServiceError('InvalidParameterException', 'Username should be an email.');
      const isInvited = input.MessageAction !== 'SUPPRESS';
      const user: PoolUser = { email, createdAtMs: clock.now(), isEnabled: true, signedOutAtMs: 0, isInvited };
      users.set(email, user);
      return { User: { ...shown(user), UserStatus: 'FORCE_CHANGE_PASSWORD', Attributes: attributes(user) } };
    },
    AdminGetUser(raw) {
      const user = find(parseInput(named, raw, 'InvalidParameterException').Username);
      return { ...shown(user), UserAttributes: attributes(user) };
    },
    AdminEnableUser(raw) {
      find(parseInput(named, raw, 'InvalidParameterException').Username).isEnabled = true;
      return {};
    },
    AdminDisableUser(raw) {
      find(parseInput(named, raw, 'InvalidParameterException').Username).isEnabled = false;
      return {};
    },
    AdminUserGlobalSignOut(raw) {
      find(parseInput(named, raw, 'InvalidParameterException').Username).signedOutAtMs = clock.now();
      return {};
    },
    ListUsers(raw) {
      const { Limit = 60, PaginationToken = '0' } = parseInput(listed, raw, 'InvalidParameterException');
      const from = Number(PaginationToken);
      const all = [...users.values()];
      const next = from + Limit < all.length ? { PaginationToken: String(from + Limit) } : {};
      return { Users: all.slice(from, from + Limit).map((user) => ({ ...shown(user), Attributes: attributes(user) })), ...next };
    },
  };

  return {
    service: {
      name: 'cognito-idp',
      async execute(operation, input) {
        const run = operations[operation];
        if (run === undefined) throw unknownOperation('Cognito', operation);
        return { status: 200, body: run(input) };
      },
      resourcesOf(operation, input) {
        const poolId = textOf(Object(input).UserPoolId) ?? '';
        return [{ action: `cognito-idp:${operation}`, resourceArn: `arn:aws:cognito-idp:${region}:${accountId}:userpool/${poolId}` }];
      },
    },
    list: () => [...users.values()],
    get: (email) => users.get(email.toLowerCase()),
    snapshot: () => [...users.values()],
    restore(stored) {
      for (const user of stored) users.set(user.email, { ...user });
    },
  };
}
