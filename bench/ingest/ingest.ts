import { edgePrices } from '../../infra/prices.ts';
import { detailDays } from '../../shared/tracking/pack.ts';
import type { Finding, Report, Subject } from '../subject.ts';
import { pairRatios, spreadOf, sum } from '../support/statistics.ts';
import { figure, spreadText, table } from '../support/table.ts';
import { eventsPerBeacon, type IngestRun, measureIngest, type RunOfBeacons } from './measure.ts';
import { beaconPrice, keepingPrice, type MeasuredBeacons, totalUsd } from './price.ts';
import { ownTracker, type PageViews, peerTrackers, type ScriptSize, walkPages } from './tracker.ts';

const limits = { writeUnitsPerEvent: 0.3, usdPerMillionEvents: 0.45, trackerBytes: 1_050, requestsPerView: 1 };
const pages = 20;

/** P5 to P8: what tracked events cost, from the visitor's browser to the table. */
export const ingest: Subject = { name: 'ingest', title: 'tracked events, ten to a beacon', run };

async function run(): Promise<Report> {
  const measured = await measureIngest();
  const scripts = await ownTracker();
  const walked = await walkPages(pages);
  const parts = [reportUnits(measured), reportPrice(measured), reportTracker(scripts, walked), reportCpu(measured)];
  return { findings: parts.flatMap(({ findings }) => findings), details: parts.flatMap(({ details }) => details) };
}

const perBeacon = (run: RunOfBeacons, of: (counts: RunOfBeacons['counts'][string]) => number): number =>
  sum(Object.values(run.counts).map(of)) / run.beacons;
const unitsPerEvent = (run: RunOfBeacons): number => perBeacon(run, ({ writeUnits }) => writeUnits) / eventsPerBeacon;

function reportUnits({ anonymous, linked, single, repeated, deployed }: IngestRun): Report {
  const operations = [...new Set([anonymous, linked].flatMap(({ counts }) => Object.keys(counts)))].sort();
  const isPlain = operations.every((operation) => !operation.startsWith('Transact'));
  const goal = (who: string, run: RunOfBeacons): Finding => ({
    goal: 'P5',
    what: `tracked event of ${who}: WRU`,
    measured: figure(unitsPerEvent(run)),
    limit: `≤ ${limits.writeUnitsPerEvent}`,
    isMet: unitsPerEvent(run) <= limits.writeUnitsPerEvent && isPlain,
  });
  const rows = Object.entries({
    'visitors nobody knows': anonymous,
    "leads' visitors": linked,
    'the same, one event each': single,
    'the same beacons again': repeated,
  });
  return {
    findings: [goal('a visitor nobody knows', anonymous), goal("a lead's visitor", linked)],
    details: [
      table(
        ['per beacon', 'calls', 'WRU', 'RRU', 'CPU ms'],
        rows.map(([name, one]) => [
          name,
          figure(perBeacon(one, ({ calls }) => calls)),
          figure(perBeacon(one, ({ writeUnits }) => writeUnits)),
          figure(perBeacon(one, ({ readUnits }) => readUnits)),
          figure(spreadOf(one.cpuMs).median),
        ]),
      ),
      `Counted by the table. In a batch of ${deployed.batchSize} every visitor has one beacon, so that nothing can be merged; each visit has five. ` +
        `Operations: ${operations.join(', ')}: no transaction. Index entries would be in the units; there are none.`,
    ],
  };
}

function reportPrice(measured: IngestRun): Report {
  const beacons = 1e6 / eventsPerBeacon;
  const { anonymous } = measured;
  const of: MeasuredBeacons = {
    bodyBytes: measured.bodyBytes,
    writeUnits: perBeacon(anonymous, ({ writeUnits }) => writeUnits),
    readUnits: perBeacon(anonymous, ({ readUnits }) => readUnits),
    cpuMs: spreadOf(anonymous.cpuMs).median,
    roundTripsPerBatch: measured.roundTripsPerBatch,
    beaconsPerBatch: measured.deployed.batchSize,
    memoryMb: measured.deployed.memoryMb,
    storedBytes: measured.storedBytes,
  };
  const [near, far] = [edgePrices['North America and Europe'], edgePrices['South East Asia']].map((edge) => beaconPrice(beacons, of, edge));
  const [nearUsd, farUsd] = [totalUsd(near ?? []), totalUsd(far ?? [])];
  const kept = keepingPrice(beacons, of, detailDays);
  return {
    findings: [
      {
        goal: 'P6',
        what: 'a million tracked events, by model, US$',
        measured: nearUsd.toFixed(3),
        limit: `≤ ${limits.usdPerMillionEvents}`,
        isMet: nearUsd <= limits.usdPerMillionEvents,
      },
      {
        goal: '–',
        what: 'the same with visitors at edges in South East Asia, US$',
        measured: farUsd.toFixed(3),
        limit: '–',
        isMet: undefined,
      },
    ],
    details: [
      table(
        ['a million events, ten to a beacon', 'quantity', 'unit', 'US$', 'US$ in South East Asia'],
        [
          ...(near ?? []).map(({ what, quantity, unit, usd }, index) => [
            what,
            figure(quantity),
            unit,
            usd.toFixed(4),
            (far?.[index]?.usd ?? 0).toFixed(4),
          ]),
          ['in all', '', '', nearUsd.toFixed(4), farUsd.toFixed(4)],
          [kept.what, figure(kept.quantity), kept.unit, kept.usd.toFixed(4), kept.usd.toFixed(4)],
        ],
      ),
      'Counts are measured, prices are lists of us-east-1 (infra/prices.ts) without any free tier; CloudFront alone gives ten million requests a month ' +
        'free. Full batches: with little traffic a receive brings one message instead of ten, which is up to 0.072 more for SQS; who polls in vain is in the idle month.',
    ],
  };
}

function reportTracker(scripts: readonly ScriptSize[], walked: PageViews | undefined): Report {
  const own = scripts[0]?.gzipBytes ?? Number.NaN;
  const perView = walked && walked.beacons / walked.pages;
  return {
    findings: [
      { goal: 'P7', what: 'tracker, gzip, B', measured: String(own), limit: `≤ ${limits.trackerBytes}`, isMet: own <= limits.trackerBytes },
      {
        goal: 'P7',
        what: 'requests per page view, in Chromium',
        measured: perView === undefined ? '–' : figure(perView),
        limit: `≤ ${limits.requestsPerView}`,
        isMet: perView === undefined ? undefined : perView <= limits.requestsPerView,
      },
    ],
    details: [
      table(
        ['tracker', 'gzip B', '÷ ours'],
        [...scripts, ...peerTrackers].map(({ name, gzipBytes }) => [name, gzipBytes, figure(gzipBytes / own)]),
      ),
      ...(walked
        ? [
            `${walked.pages} pages with two clicks each sent ${walked.beacons} beacons with ${walked.events} events; t-on.js is loaded once, after a yes.`,
          ]
        : ['No Chromium here (CHROMIUM_PATH): page views were not walked.']),
    ],
  };
}

function reportCpu({ anonymous, single, bareCpuMs, deployed }: IngestRun): Report {
  const row = (name: string, cpuMs: readonly number[], events: number): string[] => {
    const each = spreadOf(cpuMs);
    return [name, spreadText(each), figure(1000 / each.median), figure((1000 * events) / each.median)];
  };
  const rows = [
    row(`track-visits, ${eventsPerBeacon} events a beacon`, anonymous.cpuMs, eventsPerBeacon),
    row('track-visits, 1 event a beacon', single.cpuMs, 1),
    ...(bareCpuMs.length > 0 ? [row(`bare server, ${eventsPerBeacon} events a request`, bareCpuMs, eventsPerBeacon)] : []),
  ];
  return {
    findings: [
      {
        goal: 'P8',
        what: 'CPU per beacon: a bare Node server that parses and puts ÷ track-visits',
        measured: bareCpuMs.length > 0 ? spreadText(spreadOf(pairRatios(bareCpuMs, anonymous.cpuMs))) : '–',
        limit: '–',
        isMet: undefined,
      },
    ],
    details: [
      table(['one process each', 'CPU ms per beacon', 'beacons/s per core', 'events/s per core'], rows),
      `In the visitor's way stands nothing of ours: the API hands beacons to the queue. track-visits is measured as it is deployed, by batches of ` +
        `${deployed.batchSize}; the server as it would stand in their way, request by request. Both write to a table in another process, in turn, block by block.`,
    ],
  };
}
