import { readCompany } from '../company/index.ts';
import { isOwnDomain, mailDomainOf } from '../identity/index.ts';
import { type Lead, readLead, walkLeads } from '../leads/index.ts';
import { minutesMs, secondsMs } from '../platform/clock.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { askFor, defineWork } from '../work/index.ts';
import { domainRequest, putRecheck, recheckRequest } from './domain-request.ts';
import { isStale, readDomain, writeDomain } from './domain-store.ts';

/** Name servers that are down come back within the hour, or are kept as silent. */
const turns = 5;
const silenceSeconds = (15 * minutesMs) / secondsMs;

/** Domains of a person's mailboxes that are no provider's. */
function ownDomainsOf({ email, emails = [] }: Pick<Lead, 'email' | 'emails'>): string[] {
  const domains = [email, ...emails].flatMap((address) => (address === null ? [] : [mailDomainOf(address)]));
  return [...new Set(domains)].filter(isOwnDomain);
}

/**
 * Reads a lead as it stood at a version, or later: by a read that may lag, for half, and only where that shows less, as it stands. One item tells by its
 * version how late it is; of one that was merged the other is read as it stands.
 */
async function leadSince(version: number | undefined, leadId: LeadId, table: Table): Promise<Lead | undefined> {
  const lagging = version === undefined ? undefined : await readLead(table, leadId);
  const isThere = lagging?.leadId === leadId && version !== undefined && lagging.version >= version;
  return isThere ? lagging : readLead(table, leadId, { consistent: true });
}

/** Asks name servers for the mail servers of a lead's domains, once for all leads of a domain until the answer is stale. */
export const lookAtMailDomainWork = defineWork({
  kind: 'lookAtMailDomain' satisfies typeof domainRequest.kind,
  schema: domainRequest.schema,
  async run({ leadId, turn, version }, parts) {
    const { table, digests, clock, config, queues, log } = parts;
    const [lead, { dataQuality }] = await Promise.all([leadSince(version, leadId, table), readCompany(config)]);
    const months = dataQuality.mailServersAgainAfterMonths;
    let isSilent = false;
    for (const domain of lead ? ownDomainsOf(lead) : []) {
      if (!isStale(await readDomain(domain, parts), clock(), months)) continue;
      const servers = await parts.askMailServers(domain);
      log.info('name servers were asked for a mail domain', { leadId, servers, turn });
      if (servers === 'silent' && turn < turns) isSilent = true;
      else await writeDomain(domain, servers, clock(), months, { table, digests });
    }
    if (isSilent) await queues.work.send(askFor(domainRequest, { leadId, turn: turn + 1 }, { delaySeconds: silenceSeconds }));
  },
});

/**
 * Asks, each month, for a look at the domains of all leads of which nothing is known or what is known is stale, slice by slice, and sets the
 * next month. Safe to repeat.
 * @param leadsPerSlice that one run of the work looks at
 */
export function recheckMailDomainsIn(leadsPerSlice: number) {
  return defineWork({
    kind: 'recheckMailDomains' satisfies typeof recheckRequest.kind,
    schema: recheckRequest.schema,
    async run({ month, after }, parts) {
      const { table, config, clock, queues, log } = parts;
      // Before anything is asked: whatever happens to this month, there is another.
      if (after === null) await table.put(putRecheck(clock()).Put);
      const { dataQuality } = await readCompany(config);
      let [looked, next]: [number, string | null] = [0, null];
      const byDomain = new Map<string, LeadId>();
      for await (const page of walkLeads(table, { from: null, to: null, before: after }, leadsPerSlice)) {
        for (const lead of page.leads) {
          for (const domain of ownDomainsOf(lead)) byDomain.set(domain, lead.leadId);
        }
        looked += page.leads.length;
        next = page.next;
      }
      const asked: LeadId[] = [];
      for (const [domain, leadId] of byDomain) {
        const known = await readDomain(domain, parts);
        if (isStale(known, clock(), dataQuality.mailServersAgainAfterMonths)) asked.push(leadId);
      }
      await queues.work.sendAll(asked.map((leadId) => askFor(domainRequest, { leadId, turn: 1 })));
      log.info('mail domains of leads are looked at anew', {
        month,
        looked,
        domains: byDomain.size,
        asked: asked.length,
        isDone: next === null,
      });
      if (next !== null) await queues.work.send(askFor(recheckRequest, { month, after: next }));
    },
  });
}

/** Where each lead has a domain of its own it takes some seconds. */
export const recheckMailDomainsWork = recheckMailDomainsIn(500);
