import { defineMergeFollower, type FindFollowing, partitionsOf } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';
import { askFor } from '../work/index.ts';
import { readLinks } from './identity-store.ts';
import { passDeviceRequest } from './pass-device-request.ts';

/** Finds the devices on which the person of the other lead posted since, and those that are known by a mail to it alone: what was done there is theirs. */
const devicesOfLoser: FindFollowing = async ({ spans, loser, posts }, { table }) => {
  const visits = Map.groupBy(
    posts.flatMap(({ device }) => device ?? []),
    ({ visitorId }) => visitorId,
  );
  const from = [...new Set(spans.map(({ leadId }) => leadId))];
  const mailsOf = partitionsOf(loser);
  const links = (await Promise.all(from.map((leadId) => readLinks(table, leadId, { consistent: true })))).flat();
  const byMail = links.flatMap(({ visitorId, weak, mailOf }) => (weak && mailOf && mailsOf.includes(mailOf) ? [visitorId] : []));
  const work = [...new Set([...visits.keys(), ...byMail])].map((visitorId) => {
    const moments = [...new Set((visits.get(visitorId) ?? []).map(({ at }) => at))];
    return askFor(passDeviceRequest, { visitorId, from, to: loser.leadId, moments, ...(byMail.includes(visitorId) && { mailsOf }) });
  });
  return { items: [], count: work.length, work };
};

/** A device is known by the record under which it was linked. */
export const devicesFollower = defineMergeFollower({
  capability: 'tracking',
  items: [keys.visitorLinkPrefix, 'MAILDEVICES'],
  merge: 'stays',
  undo: devicesOfLoser,
  tells: 'devices',
});
