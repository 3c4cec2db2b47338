import type { ConfigDocument, ConfigKind, ConfigReader, ConfigSet } from '../../shared/config/index.ts';
import { type Lead, parseTimelineEntries } from '../../shared/leads/index.ts';
import { NotFoundError } from '../../shared/platform/errors.ts';
import type { SegmentId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import type { OutgoingMessage } from '../../shared/platform/queues.ts';
import type { Table } from '../../shared/platform/table.ts';
import { type Asker, type ChangedItem, projectChanges } from '../../shared/projecting/index.ts';
import { gatherFacts } from '../../shared/segments/gather-facts.ts';
import { lookAtSegmentsWork } from '../../shared/segments/look-work.ts';
import { recountAfterPublication, recountRequest } from '../../shared/segments/recount-request.ts';
import { recountSegmentsIn } from '../../shared/segments/recount-work.ts';
import { isIn } from '../../shared/segments/rules-membership.ts';
import { segmentAsker } from '../../shared/segments/segment-asker.ts';
import { SegmentConfig, segmentKind } from '../../shared/segments/segment-config.ts';
import { type Segments, segmentsInForce } from '../../shared/segments/segments-in-force.ts';
import { Timer } from '../../shared/timers/index.ts';
import { askFor, doWork, type WorkParts } from '../../shared/work/index.ts';
import { createFixedConfig } from './lead-world/config.ts';
import { leadsAmong } from './lead-world/stored-leads.ts';
import { ProjectorWorld } from './projector.ts';
import { workWorld } from './work.ts';

/** How long an instance may know the version before. */
const cacheMs = 30_000;

/** So few that a recount of a handful of leads goes on a few times. */
export const leadsPerSlice = 3;

/** Leads that are held against segments, by the stream, work and timers, under a clock that the test moves. */
export class SegmentWorld extends ProjectorWorld {
  override askers: readonly Asker[] = [segmentAsker];
  readonly #others = createFixedConfig();
  readonly #sets: ConfigSet<SegmentConfig>[] = [];
  /** What work is to do, and from when on. */
  readonly waiting: { readonly message: OutgoingMessage; readonly from: number }[] = [];

  constructor(...segments: readonly unknown[]) {
    super();
    this.config = this.reader(() => this.#sets.length);
    this.publish(...segments);
    this.waiting.splice(0);
  }

  /** A reader that knows the segments up to a version. */
  reader(version: () => number): ConfigReader {
    const answer = <Document extends ConfigDocument>(kind: ConfigKind<Document>, number: number): Promise<ConfigSet<Document>> => {
      if (kind.name !== segmentKind.name) return this.#others.current(kind);
      const set = this.#sets[number - 1];
      // The kind was compared above, which a type cannot say.
      return set ? Promise.resolve(set as unknown as ConfigSet<Document>) : Promise.reject(new NotFoundError('no such version'));
    };
    return { current: (kind) => answer(kind, version()), at: (kind) => answer(kind, version()), version: answer };
  }

  /** What an instance may still know that read the configuration a moment before the last publication. */
  get oldConfig(): ConfigReader {
    const at = this.#sets.at(-1)?.publishedAt ?? '';
    const isOver = this.now.getTime() - Date.parse(at) > cacheMs;
    return this.reader(() => Math.max(1, this.#sets.length - (isOver ? 0 : 1)));
  }

  /** Puts segments in the place of those in force. */
  publish(...segments: readonly unknown[]): void {
    this.#publish(segments, false);
  }

  /** The same, and who publishes them confirms that things begin for whom they move. */
  publishStarting(...segments: readonly unknown[]): void {
    this.#publish(segments, true);
  }

  #publish(segments: readonly unknown[], isConfirmed: boolean): void {
    const documents = new Map(segments.map((one) => SegmentConfig.parse(one)).map((one) => [one.id as string, one]));
    const publishedAt = this.now.toISOString();
    this.#sets.push({ kind: segmentKind.name, version: this.#sets.length + 1, publishedAt, isConfirmed, documents });
    this.ask(recountAfterPublication(this.#sets.length, publishedAt, this.now));
  }

  /** Has all leads held against all segments. */
  recountAll(): void {
    this.ask(askFor(recountRequest, { version: this.#sets.length, isWhole: true, askedAt: this.now.toISOString() }));
  }

  ask(message: OutgoingMessage): void {
    this.waiting.push({ message, from: this.now.getTime() + (message.delaySeconds ?? 0) * 1_000 });
  }

  pass(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  /** Has the projectors, and whoever asks, hear of records. */
  async hear(records: readonly ChangedItem[] = this.records.splice(0), config: ConfigReader = this.config): Promise<void> {
    const failed = await projectChanges(records, { ...this.parts(), config });
    if (failed.length > 0 || this.setAside.length > 0) throw new Error('a record could not be projected');
    for (const message of this.asked.splice(0)) this.ask(message);
  }

  /** Takes the timers that are due, as the runner does. */
  fire(): void {
    for (const item of this.table.all().filter(({ pk }) => String(pk).startsWith('DUE#'))) {
      const { message, dueAt, timerId } = Timer.parse(item);
      if (Date.parse(dueAt) > this.now.getTime()) continue;
      this.ask({ body: message });
      this.table.remove(keys.timer(dueAt, timerId));
    }
  }

  /** Does one piece of work, or dies at it. */
  async work({ body }: OutgoingMessage, table: Table = this.table, config = this.config): Promise<void> {
    const { parts, sent } = workWorld(table, this.now);
    const all: WorkParts = { ...parts, clock: () => this.now, config };
    try {
      await doWork(body as Parameters<typeof doWork>[0], [lookAtSegmentsWork, recountSegmentsIn(leadsPerSlice)], all);
    } finally {
      for (const message of sent.work) this.ask(message);
    }
  }

  /** Takes out what work may do by now. */
  due(): OutgoingMessage[] {
    const due = this.waiting.filter(({ from }) => from <= this.now.getTime());
    this.waiting.splice(0, this.waiting.length, ...this.waiting.filter((one) => !due.includes(one)));
    return due.map(({ message }) => message);
  }

  /** Lets everything happen that is under way. */
  async settle(): Promise<void> {
    for (;;) {
      await this.hear();
      this.fire();
      const due = this.due();
      if (due.length === 0 && this.waiting.length === 0) return;
      if (due.length === 0) this.pass(Math.min(...this.waiting.map(({ from }) => from)) - this.now.getTime());
      for (const message of due) await this.work(message);
    }
  }

  leads(): Lead[] {
    return leadsAmong(this.table.all());
  }

  /** Which leads are in which segments, as it is stored: `lead segment`. */
  stored(): string[] {
    const members = this.table.all().filter(({ sk, isIn: stands }) => String(sk).startsWith(keys.segmentPrefix) && stands === true);
    return members.map(({ pk, sk }) => `${String(pk).slice('LEAD#'.length)} ${String(sk).slice(keys.segmentPrefix.length)}`).sort();
  }

  /** The same worked out from scratch. */
  async recomputed(): Promise<string[]> {
    const segments: Segments = await segmentsInForce(this.config);
    const fitting: string[] = [];
    for (const lead of this.leads()) {
      const facts = await gatherFacts(this.table, lead, {
        ...segments,
        needs: { activity: true, purchases: true, profile: true, registrations: true },
      });
      const ids = [...segments.rules].filter(([, rule]) => isIn(rule, facts, this.now)).map(([id]) => id);
      fitting.push(...ids.map((id: SegmentId) => `${lead.leadId} ${id}`));
    }
    return fitting.sort();
  }

  /** What timelines tell of segments, oldest first. */
  told(): {
    readonly lead: string;
    readonly what: string;
    readonly segment: unknown;
    readonly reason: unknown;
    readonly seq: unknown;
    readonly starts: unknown;
  }[] {
    const items = this.table.all().filter(({ sk }) => String(sk).startsWith(keys.timelinePrefix));
    return items
      .flatMap(parseTimelineEntries)
      .filter(({ type }) => type.startsWith('segment.'))
      .toSorted((one, other) => (one.at < other.at ? -1 : 1))
      .map(({ leadId, type, data }) => {
        const { segmentId, reason, seq, starts } = Object(data);
        return { lead: leadId, what: type.slice('segment.'.length), segment: segmentId, reason, seq, starts };
      });
  }
}
