import type { CheckedLeadView } from '../../api/leads/check-lead.ts';
import type { Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { contactOf, identify, identifyingPhone, namesCompatible, readClaimants } from '../identity/index.ts';
import { type Lead, readLeads } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { InvalidInputError } from '../platform/errors.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { countCheck } from './checks.ts';
import { whoHas } from './who-has.ts';

/** Somebody asks whose number or address it is. */
export interface CheckAsked {
  readonly fullName?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

export interface CheckParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly digests: Digests;
}

/** What of a question is whose. */
interface Match {
  readonly lead: Lead;
  readonly by: ('email' | 'phone')[];
}

/**
 * Finds who is known by a number or an address. Each question is counted and kept before it is answered.
 * @param along returns further writes for the same transaction
 * @throws InvalidInputError for a question without either; TooManyChecksError
 */
export function checkPerson(
  asked: CheckAsked,
  principal: Principal,
  parts: CheckParts,
  along: (view: CheckedLeadView) => readonly WriteItem[],
): Promise<CheckedLeadView> {
  const { email, phone: typed, nameKey } = contactOf(fieldsOf(asked));
  const phone = identifyingPhone(typed);
  if (email === null && phone === null) throw unusable(asked);
  const { table, clock, digests } = parts;
  return untilWritten(async () => {
    const found: CheckedLeadView['people'] = [];
    const { write, left } = await countCheck(
      principal.userId,
      async () => {
        found.push(...(await peopleBy({ email, phone, nameKey }, principal, parts)));
        return { email: email && digests.email(email), phone: phone && digests.phone(phone), found: found.length };
      },
      clock(),
      table,
    );
    const view = { people: found, left };
    await table.transact([write, ...along(view)]);
    return view;
  });
}

async function peopleBy(
  asked: { readonly email: string | null; readonly phone: string | null; readonly nameKey: string },
  principal: Principal,
  parts: CheckParts,
): Promise<CheckedLeadView['people']> {
  const { byEmail, byPhone } = await readClaimants(parts, asked);
  const claims = byPhone ? [byPhone, ...byPhone.sharers] : [];
  const likely = claims.filter((claim, place) => place === 0 || namesCompatible(asked.nameKey, claim.nameKey));
  const leads = await readLeads(parts.table, [...(byEmail ? [byEmail.leadId] : []), ...likely.map(({ leadId }) => leadId)], {
    consistent: true,
  });
  const holderByEmail = (byEmail && leads.get(byEmail.leadId)) ?? null;
  const [holder, ...sharers] = likely.flatMap((claim) => {
    const lead = leads.get(claim.leadId);
    return lead ? [{ lead, nameKey: claim.nameKey }] : [];
  });
  const same = identify(asked, { byEmail: holderByEmail, byPhone: holder ? { holder, sharers } : null });
  const matches = new Map<string, Match>();
  const note = (lead: Lead | null | undefined, by: 'email' | 'phone') => {
    if (!lead) return;
    const known = matches.get(lead.leadId) ?? { lead, by: [] };
    matches.set(lead.leadId, { lead, by: [...known.by.filter((one) => one !== by), by] });
  };
  note(holderByEmail, 'email');
  for (const claim of [holder, ...sharers]) note(claim?.lead, 'phone');
  return Promise.all(
    [...matches.values()].map(async ({ lead, by }) => ({
      by,
      isSame: same.kind === 'known' && same.lead.leadId === lead.leadId,
      ...(await whoHas(lead, principal, parts)),
    })),
  );
}

const fieldsOf = (asked: CheckAsked): Record<string, string> =>
  Object.fromEntries(Object.entries(asked).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

function unusable({ email, phone }: CheckAsked): InvalidInputError {
  const faults = [
    ...(phone !== undefined || email === undefined
      ? [{ path: 'phone', message: 'write a mobile number: landlines are of many people' }]
      : []),
    ...(email !== undefined ? [{ path: 'email', message: 'write an e-mail address, such as ten@congty.vn' }] : []),
  ];
  return new InvalidInputError('Nobody can be found by this.', faults);
}
