import type { Report, Subject } from '../subject.ts';
import { isConfiguration, type Journey } from '../support/journeys.ts';
import { sum } from '../support/statistics.ts';
import { figure, table } from '../support/table.ts';
import { unitsTable } from '../support/units-table.ts';
import { offeredLead, openLead, type RoutingJourney, usual, walkRouting } from './routing-journeys.ts';

/** What leads cost that no pool gives at once: each act with all that follows from it. */
export const routing: Subject = { name: 'routing', title: 'offers, claims, splits and hand-overs, counted in the local runtime', run };

/** What an offer, or opening it to a pool, may add to a new lead. */
const mostAdded = 5;

async function run(): Promise<Report> {
  const journeys = await walkRouting();
  const findings = [offeredLead, openLead].map((name) => {
    const added = writesOf(journeys, name) - writesOf(journeys, usual);
    return {
      goal: 'P4',
      what: `${name}: WRU more than one that is given at once`,
      measured: figure(added),
      limit: `≤ ${mostAdded}`,
      isMet: added <= mostAdded,
    };
  });
  return {
    findings,
    details: [
      table(
        ['what happened', 'WRU', 'RRU', 'calls', 'invocations', 'mails'],
        journeys.map(({ journey, leads }) => [
          journey.name,
          ...[writes(journey), reads(journey), journey.calls.length, journey.invocations.length, mails(journey)].map((count) =>
            figure(count / leads),
          ),
        ]),
      ),
      'Each with notices, cards and entries that follow from it, configuration left out.',
      ...journeys.map(({ journey }) => `${journey.name}:\n\n${unitsTable({ ...journey, calls: ofTable(journey) })}`),
    ],
  };
}

const writesOf = (journeys: readonly RoutingJourney[], name: string): number =>
  sum(journeys.filter(({ journey }) => journey.name === name).map(({ journey }) => writes(journey)));
const ofTable = ({ calls }: Journey) => calls.filter(({ service, kinds }) => service === 'dynamodb' && !isConfiguration(kinds));
const writes = (journey: Journey): number => sum(ofTable(journey).map(({ write }) => write));
const reads = (journey: Journey): number => sum(ofTable(journey).map(({ read }) => read));
const mails = ({ calls }: Journey): number => calls.filter(({ operation }) => operation === 'SendEmail').length;
