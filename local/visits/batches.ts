import { BeaconsTaken } from '../../events/tracking/beacons-taken.ts';
import { beaconsTaken } from '../../events/tracking/traces.ts';

/** How many batches may wait for their other half: what the function logs and what it answers come by different ways. */
const keptHalves = 100;

const marker = `"message":"${beaconsTaken}"`;

/** Brings together what became of a batch's beacons and the line in which the function counts why it dropped some. */
export class Batches<Dropped> {
  readonly #dropped = new Map<string, readonly Dropped[]>();
  readonly #reasons = new Map<string, readonly string[]>();
  readonly #onBoth: (dropped: readonly Dropped[], reasons: readonly string[]) => void;

  constructor(onBoth: (dropped: readonly Dropped[], reasons: readonly string[]) => void) {
    this.#onBoth = onBoth;
  }

  /** An invocation ended and left these without a trace in the table. */
  ended(traceId: string, dropped: readonly Dropped[]): void {
    remember(this.#dropped, traceId, dropped);
    this.#join(traceId);
  }

  /** A function wrote a line; most are about something else. */
  logged(text: string): void {
    if (!text.includes(marker)) return;
    const line = BeaconsTaken.safeParse(parsed(text));
    if (!line.success) return;
    const { xray_trace_id: traceId, ...rest } = line.data;
    const reasons = Object.entries(rest).filter(([name, count]) => typeof count === 'number' && count > 0 && !(name in BeaconsTaken.shape));
    remember(
      this.#reasons,
      traceId,
      reasons.map(([name]) => name),
    );
    this.#join(traceId);
  }

  #join(traceId: string): void {
    const dropped = this.#dropped.get(traceId);
    const reasons = this.#reasons.get(traceId);
    if (!dropped || !reasons) return;
    this.#dropped.delete(traceId);
    this.#reasons.delete(traceId);
    this.#onBoth(dropped, reasons);
  }
}

function remember<Value>(halves: Map<string, Value>, traceId: string, value: Value): void {
  halves.set(traceId, value);
  const [oldest] = halves.keys();
  if (halves.size > keptHalves && oldest !== undefined) halves.delete(oldest);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
