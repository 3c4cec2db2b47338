import { defineMergeFollower, type FindFollowing } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';
import { askFor } from '../work/index.ts';
import { passDeviceRequest } from './pass-device-request.ts';

/** Finds the devices on which the person of the other lead posted since: what they did there is theirs. */
const devicesOfLoser: FindFollowing = async ({ spans, loser, posts }) => {
  const visits = posts.flatMap(({ device }) => device ?? []);
  const from = [...new Set(spans.map(({ leadId }) => leadId))];
  const work = [...Map.groupBy(visits, ({ visitorId }) => visitorId)].map(([visitorId, some]) =>
    askFor(passDeviceRequest, { visitorId, from, to: loser.leadId, moments: [...new Set(some.map(({ at }) => at))] }),
  );
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
