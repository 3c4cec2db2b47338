import { principalOfUser } from '../access/index.ts';
import { type UserConfig, userKind } from '../access/user-config.ts';
import { readCompany } from '../company/index.ts';
import { anyLead } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { openFacts } from '../reports/index.ts';
import { repKind } from '../routing/rep-config.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { readDigestChoice } from './choice.ts';
import { countDigest } from './count-digest.ts';
import { type DigestName, keepMadeDigest, type MadeDigest, readMadeDigest } from './made-digest.ts';
import { makeDigestRequest } from './request.ts';
import { mayHaveDigests } from './rights.ts';

/**
 * Counts the digest of one person by the rights that they have now, and has it sent. It is counted once: whoever asks again has the same mail asked for.
 * Nobody who left, lost the right or asks for it no more is told anything.
 */
export const makeDigestWork = defineWork({
  kind: 'makeDigest' satisfies typeof makeDigestRequest.kind,
  schema: makeDigestRequest.schema,
  async run(name, { table, config, clock, queues, log }) {
    const { userId, of, from } = name;
    const user = (await config.current(userKind)).documents.get(userId);
    if (!user || !mayHaveDigests(user)) return log.info('no digest: they have no right to it', { userId });
    const choice = await readDigestChoice(table, userId, { consistent: true });
    if (!choice?.[of]) return log.info('no digest: they ask for it no more', { userId });
    const kept = (await readMadeDigest(table, name)) ?? (await make(name, user, { table, config, clock, log }));
    if (kept) await queues.notice.send({ body: mailRequest('reportDigest', kept.leadId, { userId, of, from }) });
  },
});

/** Counts a digest and keeps it; undefined where there is nothing to count. */
async function make(
  name: DigestName,
  user: UserConfig,
  { table, config, clock, log }: Pick<WorkParts, 'table' | 'config' | 'clock' | 'log'>,
): Promise<MadeDigest | undefined> {
  const [leadId, reps, company] = await Promise.all([anyLead(table), config.current(repKind), readCompany(config)]);
  const locale = (user.repId === undefined ? undefined : reps.documents.get(user.repId)?.locale) ?? company.defaultLocale;
  const parts = { table, config, clock, readFacts: openFacts(table) };
  const counted = leadId === null ? null : await countDigest(name, principalOfUser(user), locale, parts);
  if (leadId === null || counted === null) {
    log.info('no digest: nothing was counted', { userId: user.id });
    return undefined;
  }
  return keepMadeDigest(table, { ...name, leadId, locale, ...counted }, clock());
}
