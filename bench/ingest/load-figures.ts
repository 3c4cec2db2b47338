import { percentile } from '../support/statistics.ts';
import type { Drive } from './drive.ts';

/** What the process behind an ingest did for a run: in it, and until it came to rest. */
export interface Work {
  readonly cpuMs: number;
  readonly afterSeconds: number;
}

/** What one run under load tells; undefined what only a look at the process could tell. */
export interface LoadFigures {
  readonly answeredPerSecond: number;
  /** Less than those answered, where the work is done later. */
  readonly workedOffPerSecond: number | undefined;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMsPerRequest: number | undefined;
  /** Answers that were no 2xx. */
  readonly refused: number;
}

export function loadFigures({ seconds, latenciesMs, statuses }: Drive, work: Work | undefined): LoadFigures {
  const requests = latenciesMs.length;
  if (requests === 0) throw new Error('no request was answered');
  const taken = [...statuses].reduce((sum, [status, count]) => (status >= 200 && status < 300 ? sum + count : sum), 0);
  return {
    answeredPerSecond: requests / seconds,
    workedOffPerSecond: work && requests / (seconds + work.afterSeconds),
    p50Ms: percentile(latenciesMs, 50),
    p99Ms: percentile(latenciesMs, 99),
    cpuMsPerRequest: work && work.cpuMs / requests,
    refused: requests - taken,
  };
}
