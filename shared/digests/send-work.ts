import { userKind } from '../access/user-config.ts';
import { calendarOf } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import { askFor, defineWork } from '../work/index.ts';
import { readAskers } from './choice.ts';
import { makeDigestRequest, putDigestTimer, sendDigestsRequest } from './request.ts';
import { digestOf, nextDigestAt } from './rules-due.ts';

/**
 * Has the digests of a week or a month made for whoever asks for them, and sets the next time first. It looks before it sends: where the first working
 * moment is another one by now, or nobody asks any more, nothing is made; of nobody who asks there is no next time either. Safe to repeat.
 */
export const sendDigestsWork = defineWork({
  kind: 'sendDigests' satisfies typeof sendDigestsRequest.kind,
  schema: sendDigestsRequest.schema,
  async run({ of }, { table, config, clock, queues, log }) {
    const [company, { documents: users }] = await Promise.all([readCompany(config), config.current(userKind)]);
    const calendar = calendarOf(company);
    const now = clock();
    const askers = await readAskers(table, of, [...users.keys()]);
    if (askers.length === 0) return log.info('nobody asks for digests', { of });
    await table.put(putDigestTimer(of, nextDigestAt(of, calendar, now)).Put);
    const due = digestOf(of, calendar, now);
    if (due === null || due.at > now) return log.info('digests are not due', { of });
    // Whoever asks since then begins with the next one.
    const told = askers.filter(({ since }) => Date.parse(since) < due.at.getTime());
    await queues.work.sendAll(told.map(({ userId }) => askFor(makeDigestRequest, { userId, of, from: due.about.from })));
    log.info('digests are made', { of, from: due.about.from, people: told.length });
  },
});
