import { isOwnDomain, mailDomainOf } from '../identity/index.ts';
import { keys } from '../platform/keys.ts';
import type { Asker, ChangedItem } from '../projecting/index.ts';
import { askFor } from '../work/index.ts';
import { domainRequest } from './domain-request.ts';

/** Has name servers asked for the domain of a lead that has another address than before, where it is one of its own. */
export const domainAsker: Asker = {
  name: 'mail-domains',
  async ask(leadId, changed, { work }) {
    const told = changed.filter(hasNewDomain);
    if (told.length === 0) return 'unchanged';
    const version = Math.max(...told.map(({ images }) => Number(images().after?.version)));
    await work.send(askFor(domainRequest, { leadId, turn: 1, ...(version > 0 ? { version } : {}) }));
    return 'asked';
  },
};

function hasNewDomain({ sk, change, images }: ChangedItem): boolean {
  if (sk !== keys.leadSk || change === 'REMOVE') return false;
  const { before, after } = images();
  if (typeof after?.email !== 'string') return false;
  const domain = mailDomainOf(after.email);
  return isOwnDomain(domain) && !(typeof before?.email === 'string' && mailDomainOf(before.email) === domain);
}
