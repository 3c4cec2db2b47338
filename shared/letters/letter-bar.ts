import type { Principal } from '../access/index.ts';
import type { Lead } from '../leads/index.ts';
import type { AddressProblem, AddressState } from '../mail/index.ts';
import type { TopicId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { advertisingBar } from '../preferences/index.ts';
import { findGround } from '../revealing/index.ts';

/** What decides whether a colleague may write to a person. */
export interface LetterReceiver {
  readonly lead: Pick<Lead, 'email' | 'status' | 'consent'>;
  readonly address: AddressState;
  readonly addressProblem: AddressProblem | null;
}

/** Why nobody writes a letter to a person now. */
export type LetterBar =
  | 'noAddress'
  | 'suppressed'
  | 'disqualified'
  | 'refusedContact'
  | 'noConsent'
  | AddressProblem
  | Exclude<ReturnType<typeof advertisingBar>, null>;

/**
 * Finds why a letter does not go to a person at a moment; null where it goes. A shared desk is written to by hand: somebody there asked. What advertises
 * asks for more: see `advertisingBar`. @param topic what it advertises; null: nothing
 */
export function letterBar({ lead, address, addressProblem }: LetterReceiver, topic: TopicId | null, now: Date): LetterBar | null {
  if (lead.email === null) return 'noAddress';
  if (address.suppression) return 'suppressed';
  if (addressProblem === 'ownAddress') return addressProblem;
  if (lead.status === 'disqualified') return 'disqualified';
  const { contact } = lead.consent;
  if (contact?.granted === false) return 'refusedContact';
  // As with a call: whoever asked a company something is answered, also where nobody noted that they agreed to it.
  if (topic === null) return null;
  if (contact?.granted !== true) return 'noConsent';
  return addressProblem ?? advertisingBar(address, topic, now);
}

/**
 * Finds whether whoever writes was only offered the lead so far: they accept it first, as before a call or a text. Asked before a letter is written, and
 * not when it is sent: what was written stands, whoever has the lead by then.
 */
export async function notAcceptedBar(
  lead: Pick<Lead, 'leadId' | 'members'>,
  principal: Principal,
  table: Table,
): Promise<'notAccepted' | null> {
  const ground = principal.role === 'rep' ? await findGround(table, lead, principal.repId) : null;
  return ground?.kind === 'offered' ? 'notAccepted' : null;
}
