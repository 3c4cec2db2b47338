import type { Fact } from '../../../shared/facts/index.ts';

const february = { from: '2027-02-01', to: '2027-03-01' };
const startOf = (day: string): number => Date.parse(`${day}T00:00:00+07:00`);
const order = ['lead', 'mql', 'sql', 'sqo', 'customer', 'repeat'];

/**
 * The whole of each column, told off one by one from what the words of the definitions say: it shares no line with the folds. Columns that are shares
 * are left out.
 */
export function expectedOf(report: string, basis: 'arrival' | 'event', facts: readonly Fact[], days = february): Record<string, number> {
  const [from, to] = [startOf(days.from), startOf(days.to)];
  const inSpan = (moment: number | null | undefined): boolean => typeof moment === 'number' && moment >= from && moment < to;
  const counts: Record<string, number> = {};
  const say = (column: string, value: number): void => {
    counts[column] = (counts[column] ?? 0) + value;
  };
  /** How many of some moments count, of one lead. */
  const countOf = (fact: Fact, moments: readonly number[]): number =>
    basis === 'arrival' ? (inSpan(fact.arrivedAt) ? moments.length : 0) : moments.filter(inSpan).length;
  const someOf = (fact: Fact, moments: readonly number[]): number => (countOf(fact, moments) > 0 ? 1 : 0);
  const firstAtOrAbove = (fact: Fact, stage: string): number[] => {
    const times = fact.stages.filter((entry) => order.indexOf(entry.stage) >= order.indexOf(stage)).map((entry) => entry.at);
    return times.length === 0 ? [] : [Math.min(...times)];
  };
  for (const fact of facts) {
    if (report === 'funnel') for (const stage of order) say(stage, countOf(fact, firstAtOrAbove(fact, stage)));
    if (report === 'flow') {
      const all = fact.stages.map((entry) => entry.at);
      const isBack = (index: number) =>
        index > 0 && order.indexOf(fact.stages[index]?.stage ?? '') <= order.indexOf(fact.stages[index - 1]?.stage ?? '');
      say('moves', countOf(fact, all));
      say('movedLeads', someOf(fact, all));
      say(
        'back',
        countOf(
          fact,
          all.filter((_, index) => isBack(index)),
        ),
      );
      say(
        'forward',
        countOf(
          fact,
          all.filter((_, index) => !isBack(index)),
        ),
      );
    }
    if (report === 'overview' || report === 'sources' || report === 'campaigns') {
      const { phone, email } = fact.quality;
      const now = fact.statuses.at(-1);
      const isJunk = now?.status === 'disqualified' && (now.reason === 'spam' || now.reason === 'wrongNumber');
      const isReachable = phone === 'mobile' || phone === 'landline' || email === 'good';
      say('leads', countOf(fact, [fact.arrivedAt]));
      say('validLeads', isReachable && !isJunk ? countOf(fact, [fact.arrivedAt]) : 0);
      say('contacted', countOf(fact, fact.t.contactedAt === null ? [] : [fact.t.contactedAt]));
      say('sql', countOf(fact, firstAtOrAbove(fact, 'sql')));
      if (report !== 'overview') for (const stage of ['mql', 'sqo']) say(stage, countOf(fact, firstAtOrAbove(fact, stage)));
      say('customers', countOf(fact, firstAtOrAbove(fact, 'customer')));
      for (const need of fact.needs) {
        const last = need.closes.at(-1);
        if (last && last.result !== 'reopened') say(last.result, countOf(fact, [last.at]));
      }
      for (const { facts: told, currency } of fact.orders) {
        for (const { kind, at: moment, amount } of told) {
          if (kind === 'paid') say(`net:${currency}`, countOf(fact, [moment]) * (amount ?? 0));
          if (kind === 'refunded') say(`net:${currency}`, -countOf(fact, [moment]) * (amount ?? 0));
        }
      }
    }
    if (report === 'overview') {
      say(
        'enquiries',
        countOf(
          fact,
          fact.enquiries.map((post) => post.at),
        ),
      );
      for (const kind of ['repeat', 'duplicate'] as const) {
        say(
          `${kind}s`,
          countOf(
            fact,
            fact.enquiries.filter((post) => post.kind === kind).map((post) => post.at),
          ),
        );
      }
      say(
        'disqualified',
        someOf(
          fact,
          fact.statuses.filter(({ status }) => status === 'disqualified').map((change) => change.at),
        ),
      );
    }
    if (report === 'lost') {
      for (const { closes, amount } of fact.needs) {
        const losses = closes.filter(({ result }) => result === 'lost').map((close) => close.at);
        const reversals = closes
          .filter(({ result }, index) => result === 'reopened' && closes[index - 1]?.result === 'lost')
          .map((close) => close.at);
        const net = countOf(fact, losses) - countOf(fact, reversals);
        say('lost', countOf(fact, losses));
        say('reopened', countOf(fact, reversals));
        say('lostNet', net);
        if (amount !== null) say('lostValue:VND', net * amount);
      }
      for (const status of ['disqualified', 'recycled', 'retired']) {
        say(
          status,
          countOf(
            fact,
            fact.statuses.filter((change) => change.status === status).map((change) => change.at),
          ),
        );
      }
      const returns = fact.statuses.filter(
        ({ status }, index) => status === 'active' && index > 0 && fact.statuses[index - 1]?.status !== 'active',
      );
      say(
        'cameBack',
        countOf(
          fact,
          returns.map((change) => change.at),
        ),
      );
    }
    if (report === 'distribution') {
      const beganBy = (hows: readonly string[] | null) =>
        fact.owners.filter(({ how }) => hows === null || hows.includes(how)).map((owner) => owner.from);
      say('given', countOf(fact, beganBy(null)));
      say('byTurn', countOf(fact, beganBy(['turn', 'offer'])));
      say('taken', countOf(fact, beganBy(['claim', 'open'])));
      say('byHand', countOf(fact, beganBy(['hand', 'split', 'handOver', 'undo', 'manual', 'import'])));
      say(
        'wentAway',
        countOf(
          fact,
          fact.owners.flatMap((owner) => owner.to ?? []),
        ),
      );
    }
  }
  return counts;
}
