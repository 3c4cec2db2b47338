import type { Principal } from '../access/index.ts';
import { type CompanyConfig, readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, zoneOf } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import type { Table } from '../platform/table.ts';
import { findGround } from '../revealing/index.ts';
import { type NumberTexts, readNumberTexts } from './number-texts.ts';
import type { Receiver } from './rules-gate.ts';

export interface ReceiverParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly digests: Pick<Digests, 'phone'>;
}

/** Whoever would get a text, with what is kept of their number. */
export interface KnownReceiver extends Receiver {
  readonly company: CompanyConfig;
  /** Null: the record has no number that gets texts. */
  readonly number: NumberTexts | null;
}

/** Reads what the gate asks of a lead, as it stands now. */
export async function readReceiver(lead: Lead, principal: Principal, { table, config, digests }: ReceiverParts): Promise<KnownReceiver> {
  const e164 = getsTexts(lead.phone) ? lead.phone.e164 : null;
  const [company, number, ground] = await Promise.all([
    readCompany(config),
    e164 === null ? null : readNumberTexts(table, digests.phone(e164)),
    principal.role === 'rep' ? findGround(table, lead, principal.repId) : null,
  ]);
  return {
    lead,
    company,
    number,
    hasNumber: number !== null,
    isOffered: ground?.kind === 'offered',
    isOnDoNotCall: number?.isOnDoNotCall === true,
    timeZone: zoneOf(lead, company.timeZone),
    sentAt: number?.sentAt ?? [],
  };
}

/** Tells whether texts arrive at a number. Of numbers abroad nobody can always tell a landline; whatever may be a mobile is taken for one. */
function getsTexts(phone: Lead['phone']): phone is NonNullable<Lead['phone']> {
  return phone?.type === 'mobile' || (phone?.type === 'other' && phone.e164?.startsWith('+84') === false);
}
