import type { Clock, Enquiry, Fact, FactTouch, FactTrial, Moment, Need, Order, OrderFact, Ownership, SequenceRun } from './fact.ts';
import { compareClocks } from './rules-clock-order.ts';
import { milestonesBy } from './rules-milestones.ts';
import { packedWords } from './rules-words.ts';

/**
 * A packed fact is a JSON array. Its places are never given to another field, and new fields come last: a reader skips what it does not know, and
 * takes for empty what is not there. Moments are seconds since the arrival; lists of equal parts lie flat; words are numbers or texts.
 */
type Cell = number | string | null | readonly Cell[];
type Word = number | string;

const words = new Map<string, number>(packedWords.map((word, place) => [word, place]));
const secondMs = 1_000;

/** Packs a fact into one text, without its id. */
export function packFact(fact: Fact): string {
  const own = new Map<string, number>();
  const word = (text: string | null): Word => {
    const known = words.get(text ?? '');
    if (known !== undefined) return known;
    const said = shortened(text ?? '', fact.id);
    const place = own.get(said) ?? own.size;
    own.set(said, place);
    // Below nought: a text that the fact itself lists.
    return -1 - place;
  };
  const since = (at: Moment): number => Math.round((at - fact.arrivedAt) / secondMs);
  const orNever = (at: Moment | null): number => (at === null ? 0 : stepped(since(at)));
  const touch = ({ at, channel, sourceId, utmSource, utmMedium, utmCampaign }: FactTouch): Cell[] =>
    trimmed([since(at), word(channel), word(sourceId), word(utmSource), word(utmMedium), word(utmCampaign)]);
  const { t, profile, quality, visits } = fact;
  const followed = milestonesBy(fact);
  const { others, withOwners } = clocksByOwner(fact);
  const unlessFollowed = (at: Moment | null, by: Moment | null): Cell =>
    isSameSecond(at, by) ? 0 : at === null ? null : stepped(since(at));
  const cells: Cell[] = [
    fact.erased ? 1 : 0,
    word(fact.origin),
    touch(fact.first),
    isSame(fact.first, fact.last) ? 0 : touch(fact.last),
    fact.provinceCode ?? 0,
    word(fact.macroRegion),
    word(fact.poolId),
    list(fact.products, (product) => [word(product)]),
    word(fact.kind),
    orEmpty(trimmed([word(profile.ageBand), word(profile.industry), word(profile.sizeBand), word(profile.incomeBand)])),
    isFirstPost(fact)
      ? 0
      : list(fact.enquiries, ({ at, channel, sourceId, campaign, kind }) => [
          since(at),
          word(channel),
          word(sourceId),
          word(campaign),
          word(kind),
        ]),
    [word(quality.phone), word(quality.email), quality.fields],
    begun(fact.stages, ({ stage, at }) => [word(stage), since(at)], firstStage),
    list(fact.statuses, ({ status, reason, at }) => [word(status), word(reason), since(at)]),
    list(fact.temperatures, ({ temperature, at }) => [word(temperature), since(at)]),
    list(fact.owners, ({ subject, repId, poolId, from, to, how }) => [
      word(subject),
      word(repId),
      word(poolId),
      since(from),
      orNever(to),
      word(how),
    ]),
    list(withOwners, ({ owner, clock: { startedAt, dueAt, endedAt, result } }) => [
      owner,
      Math.round((dueAt - startedAt) / secondMs),
      endedAt === null ? 0 : stepped(Math.round((endedAt - startedAt) / secondMs)),
      word(result),
    ]),
    // What seldom says anything comes last, and is left out.
    trimmed([
      since(t.acceptedAt),
      t.attemptWorkMs === null ? 0 : stepped(Math.round(t.attemptWorkMs / secondMs)),
      t.contactWorkMs === null ? 0 : stepped(Math.round(t.contactWorkMs / secondMs)),
      orNever(t.notifiedAt),
      orNever(t.repAcceptedAt),
      unlessFollowed(t.assignedAt, followed.assignedAt),
      unlessFollowed(t.attemptedAt, followed.attemptedAt),
      unlessFollowed(t.contactedAt, followed.contactedAt),
      unlessFollowed(t.qualifiedAt, followed.qualifiedAt),
    ]),
    list(fact.calls, ({ at, repId, outcome, reached }) => [since(at), word(repId), word(outcome), reached ? 1 : 0]),
    list(fact.feedback, ({ kind, word: said, at }) => [word(kind), word(said), since(at)]),
    list(fact.needs, (need) => [
      [
        word(need.opportunityId),
        word(need.product),
        word(need.pipeline),
        since(need.openedAt),
        need.amount,
        word(need.currency),
        need.expectedClose ?? 0,
        word(need.ownerId),
        word(need.poolId),
        word(need.state),
        list(need.stages, ({ stage, at }) => [word(stage), since(at)]),
        orNever(need.wonAt),
        orNever(need.lostAt),
        word(need.lossReason),
        list(need.closes, ({ result, at, reason, repId }) => [word(result), since(at), word(reason), word(repId)]),
        ...(need.isOwn ? [1] : []),
      ],
    ]),
    list(fact.orders, (order) => [
      [
        withoutSource(order.order, order.sourceId),
        list(order.products, (product) => [word(product)]),
        word(order.sourceId),
        word(order.opportunityId),
        word(order.ownerId),
        word(order.currency),
        list(order.facts, ({ kind, at, amount }) => [word(kind), since(at), amount]),
      ],
    ]),
    list(fact.sequences, ({ sequenceId, from, to, end, mails }) => [
      word(sequenceId),
      since(from),
      orNever(to),
      word(end),
      mails.sent,
      mails.bounced,
      mails.opened,
      mails.clicked,
      mails.refused,
    ]),
    visits.count === 0 && visits.seconds === 0 && visits.topics.length === 0
      ? 0
      : [visits.count, visits.seconds, list(visits.topics, ({ topic, count }) => [word(topic), count])],
    list(fact.tags, (tag) => [word(tag)]),
    list(others, ({ kind, subject, repId, startedAt, dueAt, endedAt, result }) => [
      word(kind),
      word(subject),
      word(repId),
      since(startedAt),
      since(dueAt),
      orNever(endedAt),
      word(result),
    ]),
    list(fact.trials, ({ experimentId, arm, at }) => [word(experimentId), arm === 'a' ? 0 : 1, since(at)]),
    // By their places among the enquiries.
    orEmpty(fact.enquiries.flatMap(({ isReleased }, place) => (isReleased ? [place] : []))),
  ];
  return JSON.stringify([fact.arrivedAt / secondMs, [...own.keys()], ...trimmed(cells)]);
}

/** Ids of needs begin with that of their lead. */
const shortened = (text: string, id: string): string =>
  text.startsWith(`${id}-`) ? `~${text.slice(id.length)}` : text.replace(/^[~\\]/, '\\$&');
const lengthened = (text: string, id: string): string =>
  text.charAt(0) === '~' ? id + text.slice(1) : text.charAt(0) === '\\' ? text.slice(1) : text;

const isSameSecond = (one: Moment | null, other: Moment | null): boolean =>
  one === other || (one !== null && other !== null && Math.round((one - other) / secondMs) === 0);

/** Ids of orders begin with their source. */
const withoutSource = (order: string, sourceId: string): string =>
  order.startsWith(`${sourceId}~`) ? order.slice(sourceId.length) : order;
const withSource = (order: string, sourceId: string): string => (order.startsWith('~') ? sourceId + order : order);

/** Nought is left for what has not happened. */
const stepped = (seconds: number): number => (seconds >= 0 ? seconds + 1 : seconds);

function list<One>(all: readonly One[], cellsOf: (one: One) => readonly Cell[]): Cell {
  return all.length === 0 ? 0 : all.flatMap(cellsOf);
}

/** A first contact is awaited from when its owner has the subject: of such a clock only the rest is said. */
function clocksByOwner({ clocks, owners }: Fact): { others: Clock[]; withOwners: { owner: number; clock: Clock }[] } {
  const others: Clock[] = [];
  const withOwners: { owner: number; clock: Clock }[] = [];
  for (const clock of clocks) {
    const owner = owners.findIndex(
      ({ subject, repId, from }) => subject === clock.subject && repId === clock.repId && from === clock.startedAt,
    );
    if (clock.kind === 'firstContact' && owner >= 0) withOwners.push({ owner, clock });
    else others.push(clock);
  }
  return { others, withOwners };
}

/** Nearly all people begin alike, at their arrival: that is left out, and where it is otherwise a word of nothing says so. */
function begun<One>(all: readonly One[], cellsOf: (one: One) => readonly [Word, number], usual: string): Cell {
  const [first, ...others] = all.map(cellsOf);
  if (first && first[0] === words.get(usual) && first[1] === 0) return orEmpty(others.flat());
  return [0, 0, ...all.flatMap(cellsOf)];
}
const firstStage = 'lead';

function trimmed(cells: readonly Cell[]): Cell[] {
  const last = cells.findLastIndex((cell) => cell !== 0);
  return cells.slice(0, last + 1);
}

const orEmpty = (cells: readonly Cell[]): Cell => (cells.length === 0 ? 0 : cells);

const isSame = (one: FactTouch, other: FactTouch): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Of nearly all people one post is known, the one by which they came. */
function isFirstPost({ enquiries: [only, ...others], first }: Fact): boolean {
  return (
    only !== undefined &&
    others.length === 0 &&
    only.kind === 'new' &&
    only.at === first.at &&
    only.channel === first.channel &&
    only.sourceId === first.sourceId &&
    only.campaign === first.utmCampaign
  );
}

/** Reads a packed fact; null for what this version cannot read. Thousands are read for a report: it looks no name up twice. */
export function parseFact(id: string, packed: unknown): Fact | null {
  if (typeof packed !== 'string') return null;
  try {
    const cells: unknown = JSON.parse(packed);
    return Array.isArray(cells) && typeof cells[0] === 'number' && Array.isArray(cells[1]) ? factOf(id, cells) : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

// What is read was written by packFact of this version or another one: its places are known, so nothing here is checked twice.
// biome-ignore lint/suspicious/noExplicitAny: cells of a packed fact
type Cells = any[];
const none: Cells = [];

function factOf(id: string, [arrived, own, ...cells]: Cells): Fact {
  const arrivedAt: Moment = arrived * secondMs;
  const text = (cell: Word | undefined): string =>
    typeof cell === 'string'
      ? cell
      : cell === undefined
        ? ''
        : cell < 0
          ? lengthened(own[-1 - cell] ?? '', id)
          : (packedWords[cell] ?? 'unknown');
  // biome-ignore lint/suspicious/noExplicitAny: words are checked where they are written; one of a later version passes
  const word = (cell: Word | undefined): any => text(cell);
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const wordOrNull = (cell: Word | undefined): any => (cell === 0 || cell === undefined ? null : text(cell));
  const at = (seconds: number | undefined): Moment => arrivedAt + (seconds ?? 0) * secondMs;
  const orNull = (seconds: number | undefined): Moment | null => (seconds ? at(seconds > 0 ? seconds - 1 : seconds) : null);
  const spanOrNull = (seconds: number | undefined): number | null => (seconds ? (seconds > 0 ? seconds - 1 : seconds) * secondMs : null);
  function each<One>(cell: Cells | 0 | undefined, width: number, make: (cells: Cells, place: number) => One): One[] {
    if (!cell) return [];
    const found: One[] = [];
    for (let place = 0; place + width <= cell.length; place += width) found.push(make(cell, place));
    return found;
  }
  const texts = (cell: Cells | 0 | undefined): string[] => each(cell, 1, (all, place) => text(all[place]));
  const clockOf = (owner: Ownership | undefined, c: Cells, p: number): Clock | null => {
    if (!owner) return null;
    const { subject, repId, from } = owner;
    const dueAt = from + c[p + 1] * secondMs;
    const ended = spanOrNull(c[p + 2]);
    return {
      kind: 'firstContact',
      subject,
      repId,
      startedAt: from,
      dueAt,
      endedAt: ended === null ? null : from + ended,
      result: word(c[p + 3]),
    };
  };
  const touch = (c: Cells): FactTouch => ({
    at: at(c[0]),
    channel: text(c[1]),
    sourceId: text(c[2]),
    utmSource: wordOrNull(c[3]),
    utmMedium: wordOrNull(c[4]),
    utmCampaign: wordOrNull(c[5]),
  });
  const first = touch(cells[2] || none);
  const profile: Cells = cells[9] || none;
  const quality: Cells = cells[11] || none;
  const t: Cells = cells[17] || none;
  const visits: Cells = cells[23] || none;
  const stage = (c: Cells, p: number) => ({ stage: word(c[p]), at: at(c[p + 1]) });
  /** As `begun` says it. */
  const beginning = (cell: Cells | 0 | undefined, usual: string): Cells =>
    !cell ? [words.get(usual), 0] : cell[0] === 0 ? cell.slice(2) : [words.get(usual), 0, ...cell];
  const stages = each(beginning(cells[12], firstStage), 2, stage);
  const owners = each(
    cells[15],
    6,
    (c, p): Ownership => ({
      subject: text(c[p]),
      repId: text(c[p + 1]),
      poolId: text(c[p + 2]),
      from: at(c[p + 3]),
      to: orNull(c[p + 4]),
      how: text(c[p + 5]),
    }),
  );
  const calls = each(cells[18], 4, (c, p) => ({
    at: at(c[p]),
    repId: wordOrNull(c[p + 1]),
    outcome: text(c[p + 2]),
    reached: c[p + 3] === 1,
  }));
  const enquiries: Enquiry[] = cells[10]
    ? each(cells[10], 5, (c, p) => ({
        at: at(c[p]),
        channel: text(c[p + 1]),
        sourceId: text(c[p + 2]),
        campaign: wordOrNull(c[p + 3]),
        kind: word(c[p + 4]),
      }))
    : [{ at: first.at, channel: first.channel, sourceId: first.sourceId, campaign: first.utmCampaign, kind: 'new' }];
  for (const place of cells[27] || none) {
    const enquiry = enquiries[place];
    if (enquiry) enquiries[place] = { ...enquiry, isReleased: true };
  }
  const clocks = each(
    cells[25],
    7,
    (c, p): Clock => ({
      kind: word(c[p]),
      subject: text(c[p + 1]),
      repId: text(c[p + 2]),
      startedAt: at(c[p + 3]),
      dueAt: at(c[p + 4]),
      endedAt: orNull(c[p + 5]),
      result: word(c[p + 6]),
    }),
  );
  for (const clock of each(cells[16], 4, (c, p) => clockOf(owners[c[p]], c, p))) if (clock) clocks.push(clock);
  clocks.sort(compareClocks);
  const followed = milestonesBy({ owners, calls, stages });
  const unlessSaid = (cell: number | null | undefined, by: Moment | null): Moment | null =>
    cell === null ? null : cell ? orNull(cell) : by;
  return {
    id,
    erased: cells[0] === 1,
    arrivedAt,
    origin: word(cells[1]),
    first,
    last: cells[3] ? touch(cells[3]) : first,
    provinceCode: cells[4] || null,
    macroRegion: wordOrNull(cells[5]),
    poolId: wordOrNull(cells[6]),
    products: texts(cells[7]),
    kind: wordOrNull(cells[8]),
    profile: {
      ageBand: wordOrNull(profile[0]),
      industry: wordOrNull(profile[1]),
      sizeBand: wordOrNull(profile[2]),
      incomeBand: wordOrNull(profile[3]),
    },
    enquiries,
    quality: {
      phone: quality[0] === undefined ? 'none' : word(quality[0]),
      email: quality[1] === undefined ? 'none' : word(quality[1]),
      fields: quality[2] ?? 0,
    },
    stages,
    statuses: each(cells[13], 3, (c, p) => ({ status: word(c[p]), reason: wordOrNull(c[p + 1]), at: at(c[p + 2]) })),
    temperatures: each(cells[14], 2, (c, p) => ({ temperature: word(c[p]), at: at(c[p + 1]) })),
    owners,
    clocks,
    t: {
      acceptedAt: at(t[0]),
      assignedAt: unlessSaid(t[5], followed.assignedAt),
      notifiedAt: orNull(t[3]),
      repAcceptedAt: orNull(t[4]),
      attemptedAt: unlessSaid(t[6], followed.attemptedAt),
      contactedAt: unlessSaid(t[7], followed.contactedAt),
      qualifiedAt: unlessSaid(t[8], followed.qualifiedAt),
      attemptWorkMs: spanOrNull(t[1]),
      contactWorkMs: spanOrNull(t[2]),
    },
    calls,
    feedback: each(cells[19], 3, (c, p) => ({ kind: text(c[p]), word: text(c[p + 1]), at: at(c[p + 2]) })),
    needs: each(cells[20], 1, (all, place): Need => {
      const c: Cells = all[place];
      return {
        opportunityId: text(c[0]),
        product: wordOrNull(c[1]),
        pipeline: text(c[2]),
        openedAt: at(c[3]),
        amount: c[4] ?? null,
        currency: wordOrNull(c[5]),
        expectedClose: c[6] || null,
        isOwn: c[15] === 1,
        ownerId: wordOrNull(c[7]),
        poolId: wordOrNull(c[8]),
        state: word(c[9]),
        stages: each(c[10], 2, stage),
        wonAt: orNull(c[11]),
        lostAt: orNull(c[12]),
        lossReason: wordOrNull(c[13]),
        closes: each(c[14], 4, (k, p) => ({
          result: word(k[p]),
          at: at(k[p + 1]),
          reason: wordOrNull(k[p + 2]),
          repId: wordOrNull(k[p + 3]),
        })),
      };
    }),
    orders: each(cells[21], 1, (all, place): Order => {
      const c: Cells = all[place];
      const currency = text(c[5]);
      return {
        order: withSource(c[0], text(c[2])),
        products: texts(c[1]),
        sourceId: text(c[2]),
        opportunityId: wordOrNull(c[3]),
        ownerId: wordOrNull(c[4]),
        currency,
        facts: each(c[6], 3, (k, p): OrderFact => ({ kind: text(k[p]), at: at(k[p + 1]), amount: k[p + 2] ?? null, currency })),
      };
    }),
    sequences: each(
      cells[22],
      9,
      (c, p): SequenceRun => ({
        sequenceId: text(c[p]),
        from: at(c[p + 1]),
        to: orNull(c[p + 2]),
        end: wordOrNull(c[p + 3]),
        mails: { sent: c[p + 4], bounced: c[p + 5], opened: c[p + 6], clicked: c[p + 7], refused: c[p + 8] },
      }),
    ),
    visits: {
      count: visits[0] ?? 0,
      seconds: visits[1] ?? 0,
      topics: each(visits[2], 2, (c, p) => ({ topic: text(c[p]), count: c[p + 1] })),
    },
    tags: texts(cells[24]),
    trials: each(cells[26], 3, (c, p): FactTrial => ({ experimentId: text(c[p]), arm: c[p + 1] === 0 ? 'a' : 'b', at: at(c[p + 2]) })),
  };
}
