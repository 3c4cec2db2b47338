import { ConflictError } from '../shared/platform/errors.ts';
import type { HeldMail } from '../shared/replies/raw-mails.ts';
import type { ReceiptRuleSets } from './receipt-rule-sets.ts';

/** The set that a stage's deployment makes (infra/constructs/inbound-mail.ts). */
export const ruleSetOf = (stage: string): string => `pheu-${stage}-replies`;

/** What the command says. */
type Said = Promise<string>;

export async function tellStatus(stage: string, sets: Pick<ReceiptRuleSets, 'active'>): Said {
  const active = await sets.active();
  const own = ruleSetOf(stage);
  if (active === own) return `answers to mails of ${stage} come in: ${own} is active`;
  return `answers to mails of ${stage} do not come in: ${active === null ? 'no rules are active' : `other rules are active (${active})`}`;
}

/** Never takes the place of rules that somebody else made: mails would be lost there. @throws ConflictError */
export async function activate(stage: string, sets: ReceiptRuleSets): Said {
  const active = await sets.active();
  const own = ruleSetOf(stage);
  if (active === own) return `${own} is active already`;
  if (active !== null)
    throw new ConflictError(
      `${active} is active, and an account has one active set in a Region: nothing was changed. Add the rule of ${own} to it by hand, or use an account of its own`,
    );
  await sets.activate(own);
  return `${own} is active: answers to mails of ${stage} come in from now on`;
}

/** Leaves rules alone that are somebody else's. */
export async function deactivate(stage: string, sets: ReceiptRuleSets): Said {
  const active = await sets.active();
  const own = ruleSetOf(stage);
  if (active !== own) return `${own} is not active, nothing was changed`;
  await sets.activate(null);
  return `no rules are active: nothing comes in any more. Deploy without replyDomain next, so that mails name people's mailbox again`;
}

/** Where mails lie that were set aside, why, and how many there are of a reason. */
export function tellHeld(held: readonly HeldMail[]): string {
  if (held.length === 0) return 'no mail is set aside';
  const counts = [...Map.groupBy(held, ({ reason }) => reason)].map(([reason, mails]) => `${reason} ${mails.length}`);
  return [
    ...held.map(({ at, reason, key }) => `${at}  ${reason.padEnd(11)}  ${key}`),
    '',
    `${held.length} set aside: ${counts.join(', ')}`,
  ].join('\n');
}
