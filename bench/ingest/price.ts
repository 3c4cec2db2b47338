import { type EdgePrice, price } from '../../infra/prices.ts';

/** What was counted of the beacons, and how the queue's consumer is deployed. */
export interface MeasuredBeacons {
  readonly bodyBytes: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Of track-visits, per beacon. */
  readonly cpuMs: number;
  /** One after the other within an invocation. */
  readonly roundTripsPerBatch: number;
  readonly beaconsPerBatch: number;
  readonly memoryMb: number;
  /** What stays of a beacon in the table. */
  readonly storedBytes: number;
}

export interface PriceLine {
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  readonly usd: number;
}

/** Lambda gives a core to a function of this size, and to smaller ones a share of it. */
const mbPerCore = 1_769;
/** Of a call to the table within a region; generous, and all waits are counted on top of the CPU time. */
const roundTripMs = 5;
/** SQS gives and takes back up to ten messages at a time, and Lambda's pollers ask for as many. */
const messagesPerCall = 10;
/** Headers that CloudFront sends on with a beacon, and those of the answer, which has no body to speak of. */
const requestHeaderBytes = 900;
const answerBytes = 500;
/** A line of the API's access log, with what CloudWatch adds to each. */
const accessLogBytes = 340;
/** Lambda's start and report records and the one line of track-visits. */
const batchLogBytes = 1_500;

/** What so many beacons cost in a busy deployment, where batches are full; by the measured counts and list prices. */
export function beaconPrice(beacons: number, measured: MeasuredBeacons, edge: EdgePrice): PriceLine[] {
  const batches = beacons / measured.beaconsPerBatch;
  const batchSeconds =
    ((measured.cpuMs * measured.beaconsPerBatch) / Math.min(1, measured.memoryMb / mbPerCore) + measured.roundTripsPerBatch * roundTripMs) /
    1000;
  const gb = (bytes: number): number => (beacons * bytes) / 1e9;
  return [
    line('CloudFront: requests', beacons, 'requests', edge.request),
    line('CloudFront: to the API', gb(measured.bodyBytes + requestHeaderBytes), 'GB', edge.originGb),
    line('CloudFront: answers', gb(answerBytes), 'GB', edge.outGb),
    line('HTTP API', beacons, 'requests', price.httpApiRequest),
    line('HTTP API: access log', gb(accessLogBytes), 'GB', price.logGb),
    line(
      'SQS: one send, a tenth of a receive and of a delete each',
      beacons * (1 + 2 / messagesPerCall),
      'requests',
      price.standardQueueRequest,
    ),
    line('track-visits: calls', batches, 'calls', price.invocation),
    line('track-visits: time', batches * batchSeconds * (measured.memoryMb / 1_024), 'GB-s', price.armGbSecond),
    line('track-visits: traces and log', batches, 'batches', price.trace + (batchLogBytes / 1e9) * price.logGb),
    line('DynamoDB: writes', beacons * measured.writeUnits, 'WRU', price.writeUnit),
    line('DynamoDB: reads', beacons * measured.readUnits, 'RRU', price.readUnit),
  ];
}

/** What keeping them costs until their time to live is over; the deletion itself is free. */
export function keepingPrice(beacons: number, { storedBytes }: MeasuredBeacons, days: number): PriceLine {
  const months = (days * 24) / 730;
  return line(
    `kept ${days} days, with point-in-time recovery`,
    (beacons * storedBytes * months) / 1e9,
    'GB-months',
    price.tableGb + price.recoveryGb,
  );
}

export const totalUsd = (lines: readonly PriceLine[]): number => lines.reduce((total, { usd }) => total + usd, 0);

function line(what: string, quantity: number, unit: string, unitPrice: number): PriceLine {
  return { what, quantity, unit, usd: quantity * unitPrice };
}
