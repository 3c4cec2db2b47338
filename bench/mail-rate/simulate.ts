import { openMailRate, type Slot } from '../../shared/mail/rate.ts';
import { type MailUrgency, slotDelaySeconds } from '../../shared/mail/rules-rate.ts';
import { retryDelaySeconds } from '../../shared/mail/rules-retry.ts';
import type { Table } from '../../shared/platform/table.ts';
import { VirtualTime } from '../../test/faults/world/time.ts';
import { memoryTable } from '../../test/support/memory-table.ts';
import { randomFrom } from '../../test/support/random-numbers.ts';
import { StrictSes } from './strict-ses.ts';

/** What is asked of the gate, and how unlike its instances are. */
export interface MailLoad {
  readonly mailsPerSecond: number;
  readonly seconds: number;
  /** Mails that come in a second ÷ those that SES takes. */
  readonly overload: number;
  /** Share of notices among them. */
  readonly notices: number;
  /** Clocks of two instances differ by this much at most. */
  readonly skewMs: number;
  readonly seed: number;
  /** The rate that the instances keep to; undefined where nothing holds them. */
  readonly keptRate: number | undefined;
  /** @default - more than comes */
  readonly mailsPerDay?: number;
  /** @default - the table in memory */
  readonly table?: Pick<Table, 'update'>;
}

export interface MailFlow {
  readonly taken: number;
  readonly refused: number;
  /** Mails taken ÷ what the rate allows in that time. */
  readonly used: number;
  /** The most that SES took within any one second ÷ its rate. */
  readonly busiestSecond: number;
  /** From coming to being taken, of those that were. */
  readonly waitsMs: Readonly<Record<MailUrgency, readonly number[]>>;
  /** Mails that came, by urgency. */
  readonly came: Readonly<Record<MailUrgency, number>>;
  readonly writes: number;
  readonly writesRefused: number;
  readonly instances: number;
  readonly invocations: Readonly<Record<MailUrgency, number>>;
  readonly handedBack: number;
}

interface Message {
  readonly cameAtMs: number;
  readonly retry: number;
}

interface Instance {
  readonly take: (urgency: MailUrgency) => Promise<Slot>;
}

/** As infra/stacks/ has them. */
const batchSize: Readonly<Record<MailUrgency, number>> = { notice: 10, mail: 50 };
const windowMs: Readonly<Record<MailUrgency, number>> = { notice: 0, mail: 1_000 };
const maxConcurrency: Readonly<Record<MailUrgency, number>> = { notice: 10, mail: 5 };
/** So often a batch that waits to be full is looked at. */
const fillMs = 50;
const kinds = ['notice', 'mail'] as const;

/** Plays both queues, the instances of send-mail with clocks of their own, the table and SES, on a virtual clock. The code that books slots is the product's. */
export async function simulate(load: MailLoad): Promise<MailFlow> {
  return new MailStream(load).run();
}

class MailStream {
  readonly #load: MailLoad;
  readonly #time = new VirtualTime();
  readonly #random: () => number;
  readonly #ses: StrictSes;
  readonly #table: Pick<Table, 'update'>;
  readonly #idle: Instance[] = [];
  readonly #visible: Record<MailUrgency, Message[]> = { notice: [], mail: [] };
  readonly #running: Record<MailUrgency, number> = { notice: 0, mail: 0 };
  readonly #waitsMs: Record<MailUrgency, number[]> = { notice: [], mail: [] };
  readonly #came: Record<MailUrgency, number> = { notice: 0, mail: 0 };
  readonly #endMs: number;
  #writes = 0;
  #writesRefused = 0;
  #instances = 0;
  readonly #invocations: Record<MailUrgency, number> = { notice: 0, mail: 0 };
  #handedBack = 0;

  constructor(load: MailLoad) {
    this.#load = load;
    this.#random = randomFrom(load.seed);
    this.#ses = new StrictSes(load.mailsPerSecond);
    this.#table = load.table ?? memoryTable();
    this.#endMs = this.#time.now + load.seconds * 1_000;
  }

  async run(): Promise<MailFlow> {
    for (const kind of kinds) this.#comeLater(kind);
    await this.#time.run();
    const { takenAtMs } = this.#ses;
    const whole = this.#load.mailsPerSecond * this.#load.seconds;
    return {
      taken: takenAtMs.length,
      refused: this.#ses.refused,
      used: takenAtMs.length / whole,
      busiestSecond: busiestSecond(takenAtMs) / this.#load.mailsPerSecond,
      waitsMs: this.#waitsMs,
      came: this.#came,
      writes: this.#writes,
      writesRefused: this.#writesRefused,
      instances: this.#instances,
      invocations: this.#invocations,
      handedBack: this.#handedBack,
    };
  }

  get #isOver(): boolean {
    return this.#time.now >= this.#endMs;
  }

  /** Mails come at random, at a steady rate. */
  #comeLater(kind: MailUrgency): void {
    const { mailsPerSecond, overload, notices } = this.#load;
    const perMs = (mailsPerSecond * overload * (kind === 'notice' ? notices : 1 - notices)) / 1_000;
    if (perMs === 0) return;
    this.#time.after(-Math.log(1 - this.#random()) / perMs, () => {
      if (this.#isOver) return;
      this.#came[kind] += 1;
      this.#show(kind, { cameAtMs: this.#time.now, retry: 0 });
      this.#comeLater(kind);
    });
  }

  #show(kind: MailUrgency, message: Message): void {
    this.#visible[kind].push(message);
    this.#time.after(this.#between(2, 15), () => this.#poll(kind));
  }

  #poll(kind: MailUrgency): void {
    while (!this.#isOver && this.#running[kind] < maxConcurrency[kind] && this.#visible[kind].length > 0) {
      const batch = this.#visible[kind].splice(0, batchSize[kind]);
      this.#running[kind] += 1;
      void this.#work(kind, batch).then(() => {
        this.#running[kind] -= 1;
        this.#poll(kind);
      });
    }
  }

  /** A poller of Lambda waits until its batch is full or the window over. */
  async #fill(kind: MailUrgency, batch: Message[]): Promise<void> {
    for (let waitedMs = 0; waitedMs < windowMs[kind] && batch.length < batchSize[kind]; waitedMs += fillMs) {
      await this.#time.sleep(fillMs);
      batch.push(...this.#visible[kind].splice(0, batchSize[kind] - batch.length));
    }
  }

  /** One invocation, in an instance that is free or a new one. */
  async #work(kind: MailUrgency, batch: Message[]): Promise<void> {
    await this.#fill(kind, batch);
    this.#invocations[kind] += 1;
    const instance = this.#idle.pop() ?? (await this.#start());
    await Promise.all(batch.map((message) => this.#handle(kind, message, instance)));
    await this.#time.sleep(this.#between(5, 20));
    this.#idle.push(instance);
  }

  async #start(): Promise<Instance> {
    await this.#time.sleep(this.#between(200, 600));
    this.#instances += 1;
    const { keptRate, skewMs, mailsPerDay = Number.POSITIVE_INFINITY } = this.#load;
    if (keptRate === undefined) return { take: () => Promise.resolve({ kind: 'taken' }) };
    const aheadMs = (this.#random() - 0.5) * skewMs;
    const limits = { mailsPerSecond: keptRate, mailsPerDay };
    return openMailRate(limits, {
      table: { update: (input) => this.#update(input) },
      clock: () => new Date(this.#time.now + aheadMs),
      random: this.#random,
      sleep: (ms) => this.#time.sleep(ms),
    });
  }

  /** Half of the way there, half back; one in a hundred is slow. */
  async #update(input: Parameters<Table['update']>[0]): ReturnType<Table['update']> {
    const wayMs = this.#random() < 0.01 ? this.#between(20, 60) : this.#between(1, 4);
    this.#writes += 1;
    await this.#time.sleep(wayMs);
    try {
      return await this.#table.update(input);
    } catch (error) {
      this.#writesRefused += 1;
      throw error;
    } finally {
      await this.#time.sleep(wayMs);
    }
  }

  async #handle(kind: MailUrgency, message: Message, instance: Instance): Promise<void> {
    const slot = await instance.take(kind);
    if (slot.kind === 'spent') return;
    if (slot.kind === 'busy') {
      this.#handedBack += 1;
      return this.#later(kind, message, slotDelaySeconds(kind, this.#random));
    }
    // Facts and claim, of the mails of a batch at once.
    await this.#time.sleep(this.#random() < 0.02 ? this.#between(150, 350) : this.#between(20, 150));
    if (this.#isOver) return;
    if (!this.#ses.take(this.#time.now)) {
      const delaySeconds = retryDelaySeconds(kind, message.retry, this.#random);
      return this.#later(kind, { ...message, retry: message.retry + 1 }, delaySeconds);
    }
    this.#waitsMs[kind].push(this.#time.now - message.cameAtMs);
    await this.#time.sleep(this.#between(40, 90));
  }

  async #later(kind: MailUrgency, message: Message, delaySeconds: number): Promise<void> {
    await this.#time.sleep(this.#between(4, 12));
    if (!this.#isOver) this.#time.after(delaySeconds * 1_000, () => this.#show(kind, message));
  }

  #between(low: number, high: number): number {
    return low + this.#random() * (high - low);
  }
}

/** The largest number of moments within one second. */
export function busiestSecond(momentsMs: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [index, moment] of momentsMs.entries()) {
    while ((momentsMs[first] ?? moment) <= moment - 1_000) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
