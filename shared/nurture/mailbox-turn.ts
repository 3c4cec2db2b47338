import { type ClaimGuard, type ProductParts, takeMailboxTurn } from '../mail/index.ts';
import { mailboxPauseMs } from './rules-receiver.ts';

type TurnParts = Pick<ProductParts, 'digests'> & { readonly planned: Parameters<typeof takeMailboxTurn>[1]; readonly now: Date };

/** Guards the claim of a mail: a mailbox gets one of its kind in 24 hours, in any spelling. @param refused what it means that it got one */
export function mailboxTurn(
  to: string,
  { planned, ...parts }: TurnParts,
  refused: ClaimGuard['refused'] = () => ({ act: 'skip', why: 'writtenLately' }),
): ClaimGuard {
  return { write: takeMailboxTurn(to, planned, { ...parts, pauseMs: mailboxPauseMs }), refused };
}
