import { defaultConfig } from '../../../config/index.ts';
import { parseOutcome } from '../../../shared/capture/index.ts';
import { parseLeadPost, parseTimelineEntries } from '../../../shared/leads/index.ts';
import { isAtRest, parseMail } from '../../../shared/mail/record.ts';
import { refText } from '../../../shared/platform/ids.ts';
import { PoolState, parseDecision } from '../../../shared/routing/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { isOfAssignment, noticesWithTimer } from '../../support/digest-facts.ts';
import { leadsAmong } from '../../support/lead-world/stored-leads.ts';
import { seatFaults } from '../../support/seat-faults.ts';
import { countBy } from '../../support/table-facts.ts';
import type { Chain } from './chain.ts';
import type { Post, Visit } from './clients.ts';

/** What stands in the table at the end. */
function read(chain: Chain) {
  const items = chain.table.all();
  const under = (prefix: string) => items.filter(({ sk }) => String(sk).startsWith(prefix));
  return {
    stored: under('RAW').map(({ submissionId }) => String(submissionId)),
    outcomes: under('OUTCOME').map(parseOutcome),
    leads: leadsAmong(items),
    posts: under('POST#').map(parseLeadPost),
    decisions: under('DECISION#').map((item) => parseDecision(item)),
    entries: under('TIMELINE#').flatMap(parseTimelineEntries),
    mails: under('MAIL#').map(parseMail),
    pools: items.filter(({ pk, sk }) => String(pk).startsWith('POOL#') && sk === 'STATE').map((item) => PoolState.parse(item)),
    digested: noticesWithTimer(items),
    badRows: items.filter(({ pk }) => String(pk).startsWith('BADROW#')).length,
  };
}

/** Members of one set that the other lacks, both ways. */
function difference(one: Iterable<string>, other: Iterable<string>): string[] {
  const [left, right] = [new Set(one), new Set(other)];
  return [...[...left].filter((member) => !right.has(member)), ...[...right].filter((member) => !left.has(member))];
}

const spread = (numbers: readonly number[]) => Math.max(...numbers) - Math.min(...numbers);

/** Everything that must not be: each list is empty, and each number zero, when nothing was lost and nothing doubled. */
export function faultsFound(chain: Chain, posts: readonly Post[], visits: readonly Visit[]) {
  const { stored, outcomes, leads, posts: underLeads, decisions, entries, mails, pools, digested, badRows } = read(chain);
  const leadOf = new Map(
    outcomes.map((outcome) => [String(outcome.submissionId), outcome.kind === 'lead' ? outcome.leadId : outcome.kind]),
  );
  const isStored = new Set(stored);
  const accepted = visits.filter(({ isAccepted }) => isAccepted).map(({ submissionId }) => submissionId);
  // A visitor who left without an answer may or may not have been heard; who was heard counts like the others.
  const left = visits.filter(({ isAccepted }) => !isAccepted).map(({ submissionId }) => submissionId);
  const leftButHeard = left.filter((submissionId) => isStored.has(submissionId));
  const heard = posts.filter(({ submissionId }) => isStored.has(submissionId));
  const leadsOfPerson = Map.groupBy(heard, ({ personIndex }) => personIndex)
    .values()
    .map((own) => new Set(own.map(({ submissionId }) => leadOf.get(submissionId))))
    .toArray();
  const chosen = Map.groupBy(
    decisions.filter((decision) => decision.chosen !== null),
    ({ leadId }) => leadId,
  );
  const heardOf = entries.filter(({ type }) => type === 'lead.created' || type === 'submission.linked');
  const changing = entries.filter(({ type }) => ['lead.updated', 'lead.assigned', 'lead.temperature_changed'].includes(type));
  const changed = new Set(changing.map(({ leadId, leadVersion }) => `${leadId} ${leadVersion}`));
  // A level of fit mostly moves with a change that is told by an entry of its own; a proposal changes a lead only when it is its first open one.
  const alone = entries.filter(
    ({ type, leadId, leadVersion }) =>
      ['lead.fit_changed', 'lead.proposed'].includes(type) && leadVersion > 1 && !changed.has(`${leadId} ${leadVersion}`),
  );
  const changedAlone = new Map(alone.map((entry) => [`${entry.leadId} ${entry.leadVersion}`, entry])).values();
  const changes = countBy([...changing, ...changedAlone], ({ leadId }) => leadId);
  const assigned = countBy(
    entries.filter(({ type }) => type === 'lead.assigned'),
    ({ leadId }) => leadId,
  );
  const sentOf = (kind: string) =>
    countBy(
      chain.mailbox.sent.filter(({ tags }) => tags.kind === kind),
      ({ tags }) => String(tags.leadId),
    );
  const welcomes = sentOf('welcome');
  const notices = sentOf('assignedNotice');
  const leadsInDigests = new Set(digested.filter(isOfAssignment).map(({ leadId }) => leadId));
  const mailsInDigests = new Set(digested.map(({ mailId }) => mailId));
  const rises = entries.filter(({ type, data }) => type === 'lead.temperature_changed' && data.to === 'hot');
  const [ofOwned, ofUnowned] = [rises.filter(({ data }) => data.repId !== null), rises.filter(({ data }) => data.repId === null)];
  const hotNotices = countBy(
    chain.mailbox.sent.filter(({ tags }) => tags.kind === 'hotNotice'),
    ({ tags }) => String(tags.mailId),
  );
  const bornHot = new Set<string>(entries.filter(({ data }) => data.temperature === 'hot').map(({ leadId }) => leadId));
  const hotWhenAssigned = new Set<string>([...bornHot, ...ofUnowned.map(({ leadId }) => leadId)]);
  const inDoubt = new Set(
    entries
      .filter(({ type, data }) => type === 'mail.failed' && data.kind === 'welcome' && data.reason === 'inDoubt')
      .map(({ leadId }) => leadId),
  );
  /** Shares by who owns what, against the pool's ledger and its configured members. */
  const isFair = (poolId: string): boolean => {
    const owners = countBy(
      leads.filter(({ owner }) => owner?.poolId === poolId),
      ({ owner }) => String(owner?.repId),
    );
    const members = defaultConfig.pools.find(({ id }) => id === poolId)?.members ?? [];
    const ledger = pools.find((pool) => pool.poolId === poolId)?.members ?? {};
    const isTold = members.every(
      ({ repId }) => (Object.entries(ledger).find(([id]) => id === repId)?.[1].credits ?? 0) === (owners.get(repId) ?? 0),
    );
    return isTold && spread(members.map(({ repId }) => owners.get(repId) ?? 0)) <= 1;
  };
  const published = [...chain.events.keys()];

  return {
    found: {
      notWhatWasAccepted: difference([...accepted, ...leftButHeard], stored),
      storedWithoutOutcome: difference(
        stored,
        outcomes.map(({ submissionId }) => submissionId),
      ),
      outcomesTwice: outcomes.length - new Set(outcomes.map(({ submissionId }) => submissionId)).size,
      notBecomeLeads: outcomes.filter(({ kind }) => kind !== 'lead').map(({ submissionId }) => submissionId),
      notUnderTheirLead: difference(
        outcomes.flatMap((outcome) => (outcome.kind === 'lead' ? [`${outcome.leadId} ${outcome.relation} ${refText(outcome)}`] : [])),
        underLeads.map((post) => `${post.leadId} ${post.relation} ${refText(post)}`),
      ),
      peopleWithSeveralLeads: leadsOfPerson.filter((own) => own.size !== 1).length,
      leadsOfSeveralPeople: leadsOfPerson.length - new Set(leadsOfPerson.flatMap((own) => [...own])).size,
      leadsOfNobody: leads.length - leadsOfPerson.length,
      notToldOnce: difference(
        stored,
        heardOf.map(({ correlationId }) => correlationId.replace('form/contact/', '')),
      ),
      toldTwice: heardOf.length - stored.length,
      lostChanges: leads.filter(({ leadId, version }) => version !== 1 + (changes.get(leadId) ?? 0)).map(({ leadId }) => leadId),
      withoutOwner: leads.filter(({ owner }) => !owner).map(({ leadId }) => leadId),
      seatsNotOfOwners: seatFaults(chain.table.all()),
      assignmentsNotOfOwners: assignmentFaults(chain.table.all()),
      notOneDecision: leads
        .filter(({ leadId, owner }) => {
          const [decision, ...others] = chosen.get(leadId) ?? [];
          return others.length > 0 || decision?.decisionId !== owner?.decisionId || decision?.chosen !== owner?.repId;
        })
        .map(({ leadId }) => leadId),
      notAssignedOnce: leads.filter(({ leadId }) => assigned.get(leadId) !== 1).map(({ leadId }) => leadId),
      unfairPools: defaultConfig.pools.map(({ id }) => id).filter((poolId) => !isFair(poolId)),
      withoutNotice: leads.filter(({ leadId }) => !notices.has(leadId) && !leadsInDigests.has(leadId)).map(({ leadId }) => leadId),
      sentAndInDigest: mails.filter(({ status, mailId }) => status === 'sent' && mailsInDigests.has(mailId)).map(({ mailId }) => mailId),
      notOneRise: leads
        .filter(({ leadId, evidence: { temperature } }) => {
          const own = rises.filter((rise) => rise.leadId === leadId).length;
          return own !== (temperature === 'hot' && !bornHot.has(leadId) ? 1 : 0);
        })
        .map(({ leadId }) => leadId),
      risesNotTold: difference(
        ofOwned.map(({ id }) => `hotNotice-${id}`),
        [...hotNotices.keys(), ...[...mailsInDigests].filter((mailId) => mailId.startsWith('hotNotice-'))],
      ),
      assignedWithoutWordOfHeat: chain.mailbox.sent
        .filter(
          ({ tags, text }) => tags.kind === 'assignedNotice' && hotWhenAssigned.has(String(tags.leadId)) && !/Độ nóng: Nóng/.test(text),
        )
        .map(({ tags }) => tags.leadId),
      welcomedTwice: [...welcomes].filter(([, count]) => count > 1).map(([leadId]) => leadId),
      welcomeMissingUnlisted: leads
        .filter(({ leadId, email }) => email !== null && !welcomes.has(leadId) && !inDoubt.has(leadId))
        .map(({ leadId }) => leadId),
      unsettledMails: mails.filter((mail) => !isAtRest(mail)).map(({ mailId }) => mailId),
      eventsNotEntries: difference(
        published,
        entries.map(({ id }) => id),
      ),
      dead: chain.queues.flatMap(({ settings, dead }) => dead.map(() => settings.name)),
      setAside: chain.setAside,
      stillWaiting: [...chain.queues, chain.stream].reduce((sum, { waiting }) => sum + waiting, 0),
      badRows,
    },
    figures: {
      accepted: accepted.length,
      'left unanswered': left.length,
      'of them heard': leftButHeard.length,
      leads: leads.length,
      notices: sumOf(notices),
      'notices in digests': digested.length,
      'notices twice': sumOf(notices) - notices.size,
      'repeat notices': sumOf(sentOf('repeatNotice')),
      'became hot': rises.length,
      'of them without an owner': ofUnowned.length,
      'hot from the first post': bornHot.size,
      'hot notices': sumOf(hotNotices),
      'hot notices twice': sumOf(hotNotices) - hotNotices.size,
      welcomes: sumOf(welcomes),
      'welcomes in doubt': inDoubt.size,
      'of them sent': [...inDoubt].filter((leadId) => welcomes.has(leadId)).length,
      'answers of SES lost': chain.mailbox.ambiguous,
      'events of SES lost': chain.mailbox.lostEvents,
      'timeline entries': entries.length,
      'events on the bus': sumOf(chain.events),
      'merge candidates': entries.filter(({ type }) => type.includes('merge')).length,
    },
  };
}

const sumOf = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** What `found` looks like when all is well. */
export const nothing: ReturnType<typeof faultsFound>['found'] = {
  notWhatWasAccepted: [],
  storedWithoutOutcome: [],
  outcomesTwice: 0,
  notBecomeLeads: [],
  notUnderTheirLead: [],
  peopleWithSeveralLeads: 0,
  leadsOfSeveralPeople: 0,
  leadsOfNobody: 0,
  notToldOnce: [],
  toldTwice: 0,
  lostChanges: [],
  withoutOwner: [],
  assignmentsNotOfOwners: [],
  seatsNotOfOwners: [],
  notOneDecision: [],
  notAssignedOnce: [],
  unfairPools: [],
  withoutNotice: [],
  sentAndInDigest: [],
  notOneRise: [],
  risesNotTold: [],
  assignedWithoutWordOfHeat: [],
  welcomedTwice: [],
  welcomeMissingUnlisted: [],
  unsettledMails: [],
  eventsNotEntries: [],
  dead: [],
  setAside: [],
  stillWaiting: 0,
  badRows: 0,
};
