import { describe, expect, it } from '@jest/globals';
import { beaconPrice, keepingPrice, type MeasuredBeacons, totalUsd } from '../../../bench/ingest/price.ts';

const measured: MeasuredBeacons = {
  bodyBytes: 2_100,
  writeUnits: 2,
  readUnits: 1,
  cpuMs: 1,
  roundTripsPerBatch: 71,
  beaconsPerBatch: 1_000,
  memoryMb: 1_769,
  storedBytes: 1_000,
};
const edge = { request: 1e-6, outGb: 0.1, originGb: 0.05 };

const usdOf = (what: string, changes: Partial<MeasuredBeacons> = {}): number =>
  beaconPrice(100_000, { ...measured, ...changes }, edge).find((line) => line.what.startsWith(what))?.usd ?? Number.NaN;

describe('the price of beacons', () => {
  it.each([
    ['CloudFront: requests', 100_000 * 1e-6],
    ['CloudFront: to the API', (100_000 * (2_100 + 900) * 0.05) / 1e9],
    ['CloudFront: answers', (100_000 * 500 * 0.1) / 1e9],
    ['HTTP API', 100_000 * 1e-6],
    ['HTTP API: access log', (100_000 * 340 * 0.5) / 1e9],
    // A send each, and a tenth of a receive and of a delete.
    ['SQS', 100_000 * 1.2 * 0.4e-6],
    ['track-visits: calls', 100 * 0.2e-6],
    // A second of a whole core and 71 waits of 5 ms, a hundred times, at 1.73 GB.
    ['track-visits: time', 100 * (1 + 0.355) * (1_769 / 1_024) * 0.0000133334],
    ['DynamoDB: writes', 200_000 * 0.625e-6],
    ['DynamoDB: reads', 100_000 * 0.125e-6],
  ])('counts %s', (what, usd) => {
    expect(usdOf(what)).toBeCloseTo(usd, 9);
  });

  it('lets a smaller function take longer, and a larger one no shorter', () => {
    const [half, double] = [{ memoryMb: 1_769 / 2 }, { memoryMb: 1_769 * 2 }];

    expect(usdOf('track-visits: time', { ...half, roundTripsPerBatch: 0 })).toBeCloseTo(
      usdOf('track-visits: time', { roundTripsPerBatch: 0 }),
      12,
    );
    expect(usdOf('track-visits: time', double)).toBeCloseTo(2 * usdOf('track-visits: time'), 12);
  });

  it('adds up', () => {
    const lines = beaconPrice(100_000, measured, edge);

    expect(totalUsd(lines)).toBeCloseTo(
      lines.reduce((sum, { usd }) => sum + usd, 0),
      12,
    );
    expect(totalUsd(beaconPrice(200_000, measured, edge))).toBeCloseTo(2 * totalUsd(lines), 12);
  });

  it('keeps beacons for their days', () => {
    const { quantity, usd } = keepingPrice(1e6, measured, 365 / 12);

    expect(quantity).toBeCloseTo(1, 12);
    expect(usd).toBeCloseTo(0.45, 12);
  });
});
