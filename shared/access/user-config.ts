import { z } from 'zod';
import { Role } from '../../api/actions.ts';
import { type CompanyConfig, companyKind } from '../company/company-config.ts';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { oneLine } from '../config/texts.ts';
import { configId } from '../platform/config-id.ts';
import { PoolId, RepId } from '../platform/ids.ts';
import { macroRegion, provinceCodes } from '../regions/codes.ts';
import { Notify, notifyFaults } from '../routing/notify-config.ts';
import { type PoolConfig, poolKind } from '../routing/pool-config.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import { type WebhookConfig, webhookKind } from '../webhooks/webhook-config.ts';

export const UserConfig = z.object({
  id: configId(),
  email: z.email(),
  /** How pages call the user. @default - of a rep, the rep's name */
  name: oneLine.optional(),
  role: Role,
  repId: RepId.optional(),
  /** Manager: province codes or macro-regions they may see; none given: all. */
  regions: z.array(z.string()).optional(),
  /** Leader: the pools whose leads they may see. */
  pools: z.array(PoolId).optional(),
  /** Where whoever is no rep hears of things beside their mailbox; of a rep it stands with the rep. @default - nowhere */
  notify: Notify.optional(),
});
export type UserConfig = z.infer<typeof UserConfig>;

/** Who may sign in, and as what. */
export const userKind = defineKind({
  name: 'users',
  schema: UserConfig,
  holdsAddresses: true,
  reserved: 'all',
  example: { id: 'lan', email: 'lan@annhien.example', role: 'rep', repId: 'rep-lan' },
  references: (users, all) => [
    ...checkUsers(users, all.of(repKind), all.of(poolKind)),
    ...checkNotify(users, all.of(companyKind), all.of(webhookKind)),
  ],
});

function checkUsers(users: readonly UserConfig[], reps: readonly RepConfig[], pools: readonly PoolConfig[]): ReferenceFault[] {
  const known = new Set(reps.map(({ id }) => id));
  const poolIds = new Set(pools.map(({ id }) => id));
  const emails = users.map(({ email }) => email.toLowerCase());
  const nobodyRules = users.length > 0 && users.every(({ role }) => role !== 'admin');
  return users.flatMap((user, index) => {
    const at = (path: (string | number)[], message: string) => ({ index, path, message });
    return [
      ...(user.repId !== undefined && !known.has(user.repId) ? [at(['repId'], `there is no rep ${user.repId}`)] : []),
      ...(user.role === 'rep' && user.repId === undefined ? [at(['repId'], 'a user with the role rep needs a repId')] : []),
      ...(user.role === 'leader' && !user.pools?.length ? [at(['pools'], 'a user with the role leader needs a pool')] : []),
      ...(user.pools ?? []).flatMap((pool, place) => (poolIds.has(pool) ? [] : [at(['pools', place], `there is no pool ${pool}`)])),
      ...(nobodyRules && index === 0 ? [at(['role'], 'give one user the role admin: nobody else can publish users')] : []),
      ...(emails.indexOf(user.email.toLowerCase()) < index ? [at(['email'], 'another user has this e-mail address')] : []),
      ...(user.regions ?? []).flatMap((region, place) =>
        provinceCodes.has(region) || macroRegion.safeParse(region).success
          ? []
          : [at(['regions', place], `${region} is neither a province code nor north, central or south`)],
      ),
    ];
  });
}

function checkNotify(
  users: readonly UserConfig[],
  companies: readonly CompanyConfig[],
  webhooks: readonly WebhookConfig[],
): ReferenceFault[] {
  return users.flatMap(({ notify, repId }, index) => [
    ...(notify !== undefined && repId !== undefined
      ? [{ index, path: ['notify'], message: `write it with the rep ${repId}: whoever is a rep hears of everything as that` }]
      : []),
    ...notifyFaults(notify, companies, webhooks).map((fault) => ({ index, ...fault })),
  ]);
}
