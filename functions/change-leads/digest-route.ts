import { chooseDigestsRoute } from '../../api/me/choose-digests.ts';
import type { DigestsView } from '../../api/me/digests-view.ts';
import { found, on, once, type ServedRoute, versionOf } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import type { ChangeParts } from './app.ts';

/** Loaded with the first choice: whoever changes a lead must not pay for it. */
const choices = () => import('../../shared/digests/choose-digests.ts');

const answerOf = (view: DigestsView) => found(view, { etag: `"${view.version}"` });
type Keep = (answer: ReturnType<typeof answerOf>) => readonly WriteItem[];

/** The route by which people ask for numbers by mail. */
export function digestRoute(parts: ChangeParts, log: Log): ServedRoute {
  return on(chooseDigestsRoute, (request) => {
    const { principal, headers, body } = request;
    const change = async (keep: Keep) => {
      const { chooseDigests } = await choices();
      const seenVersion = versionOf(headers['If-Match']);
      const asked = { ...body, userId: principal.userId, seenVersion, along: (chosen: DigestsView) => keep(answerOf(chosen)) };
      const view = await chooseDigests(asked, parts);
      log.info('digests chosen', { userId: principal.userId, weekly: view.weekly, monthly: view.monthly });
      return answerOf(view);
    };
    return once(request, { change }, { ...parts, log });
  });
}
