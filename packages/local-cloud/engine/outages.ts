import type { Faults, ServiceName } from '../services/index.ts';

/** The parts that can be switched off. `bus` and `stream` are those between services, where no client calls. */
export const outageParts = ['stream', 'bus', 'sqs', 'ses', 'dynamodb', 'ssm', 's3'] as const;
export type Outage = (typeof outageParts)[number];

const serviceOf: Readonly<Partial<Record<Outage, ServiceName>>> = {
  bus: 'events',
  sqs: 'sqs',
  ses: 'ses',
  dynamodb: 'dynamodb',
  ssm: 'ssm',
  s3: 's3',
};

/** Switches parts off and on: for the clients at the gateway, and for what the runtime itself moves between services. */
export class Outages {
  readonly #out = new Set<Outage>();
  readonly #listeners: (() => void)[] = [];
  #faults: Faults | undefined;

  connect(faults: Faults): void {
    this.#faults = faults;
  }

  set(part: Outage, isOn: boolean): void {
    const service = serviceOf[part];
    if (service) this.#faults?.outage(service, isOn);
    if (isOn) this.#out.add(part);
    else this.#out.delete(part);
    for (const listener of this.#listeners) listener();
  }

  isOut(part: Outage): boolean {
    return this.#out.has(part);
  }

  list(): Outage[] {
    return [...this.#out];
  }

  /** Called at every change, so that pollers wake up. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
